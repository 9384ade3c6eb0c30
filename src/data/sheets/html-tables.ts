/** Tables of a saved web page, or of what an old system calls an Excel file; each is a sheet by its caption or its place. */
import { Parser } from 'htmlparser2';
import { AppError } from '../../core/errors.ts';
import type { Encoding } from '../../core/reading.ts';
import type { ByteSource } from '../byte-source.ts';
import { BestSheet } from './best-sheet.ts';
import type { OpenHooks } from './open-hooks.ts';
import type { OpenedFile } from './sheet-table.ts';
import { SheetWriter } from './sheet-writer.ts';
import { textEncoding, textPieces } from './text-source.ts';

const MAX_TABLES = 200;
const MAX_SPAN = 1000;
/** Their text is not shown on the page. */
const SILENT = new Set(['script', 'style', 'template', 'title']);
const BLOCKS = new Set(['p', 'div', 'li', 'br', 'tr', 'h1', 'h2', 'h3', 'h4']);

/** Errors: `no-table`, `sheet-missing`, `file-empty`, `file-too-large`, `encoding-unknown`, `file-changed`, `cancelled`. */
export async function openHtml(
  source: ByteSource,
  chosen: Encoding | undefined,
  sheet: string | undefined,
  hooks: OpenHooks,
): Promise<OpenedFile> {
  const tables = new HtmlTables();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => tables.open(name, attributes),
      onclosetag: (name) => tables.close(name),
      ontext: (text) => tables.text(text),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  for await (const piece of textPieces(source, await pageEncoding(source, chosen), hooks)) parser.write(piece);
  parser.end();
  const { sheets } = tables;
  if (sheets.length === 0) throw new AppError('no-table');
  const best = new BestSheet(sheet);
  for (const writer of sheets) best.offer(writer);
  return best.take('html');
}

/** What the page says of itself, unless its first bytes say otherwise; many exports say `gb2312` and mean all of GB18030. */
async function pageEncoding(source: ByteSource, chosen: Encoding | undefined): Promise<{ encoding: string; bomBytes: number }> {
  if (chosen === undefined) {
    const head = await source.read(0, Math.min(source.size, 4096));
    const isMarked = (head[0] === 0xef && head[1] === 0xbb) || head[0] === 0xff || head[0] === 0xfe;
    const said = isMarked ? undefined : /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(new TextDecoder('windows-1252').decode(head))?.[1];
    if (said !== undefined) {
      try {
        return { encoding: new TextDecoder(said).encoding, bomBytes: 0 };
      } catch {
        // No encoding has that name: found out as for any text.
      }
    }
  }
  return textEncoding(source, chosen);
}

/** The table that is open: its cells so far, and those that reach down from rows above. */
interface OpenTable {
  writer: SheetWriter;
  row: number;
  cells: string[];
  reaching: Map<number, { text: string; rows: number }>;
  cell: { text: string; colspan: number; rowspan: number; isHead: boolean } | undefined;
  headCells: number;
  filledCells: number;
  /** Rows from the top that hold nothing but names. */
  headRows: number;
  caption: string;
  inCaption: boolean;
  hidden: boolean;
}

export class HtmlTables {
  readonly sheets: SheetWriter[] = [];
  private readonly stack: OpenTable[] = [];
  private silent = 0;

  open(name: string, attributes: Record<string, string>): void {
    if (SILENT.has(name)) this.silent++;
    if (name === 'table') return this.openTable();
    const table = this.stack.at(-1);
    if (!table) return;
    const isHidden = /display\s*:\s*none/i.test(attributes.style ?? '');
    switch (name) {
      case 'caption':
        table.inCaption = true;
        break;
      case 'tr':
        this.closeRow(table);
        table.row++;
        table.hidden = isHidden;
        break;
      case 'td':
      case 'th':
        this.closeCell(table);
        if (table.row === 0) table.row = 1;
        table.cell = { text: '', colspan: spanOf(attributes.colspan), rowspan: spanOf(attributes.rowspan), isHead: name === 'th' };
        break;
      default:
        if (BLOCKS.has(name) && table.cell) table.cell.text += '\n';
    }
  }

  close(name: string): void {
    if (SILENT.has(name)) this.silent--;
    const table = this.stack.at(-1);
    if (!table) return;
    if (name === 'caption') table.inCaption = false;
    else if (name === 'td' || name === 'th') this.closeCell(table);
    else if (name === 'tr') this.closeRow(table);
    else if (name === 'table') this.closeTable(table);
    else if (BLOCKS.has(name) && table.cell) table.cell.text += '\n';
  }

  text(text: string): void {
    const table = this.stack.at(-1);
    if (!table || this.silent > 0) return;
    const plain = text.replace(/[ \t\r\n\u00a0]+/g, ' ');
    if (table.inCaption) table.caption += plain;
    else if (table.cell) table.cell.text += plain;
  }

  private openTable(): void {
    this.stack.push({
      writer: new SheetWriter(''),
      row: 0,
      cells: [],
      reaching: new Map(),
      cell: undefined,
      headCells: 0,
      filledCells: 0,
      headRows: 0,
      caption: '',
      inCaption: false,
      hidden: false,
    });
  }

  private closeTable(table: OpenTable): void {
    this.closeRow(table);
    this.stack.pop();
    const { writer } = table;
    if (writer.filledRows === 0 || this.sheets.length === MAX_TABLES) return;
    if (table.headRows > 0 && table.headRows < writer.filledRows) writer.headerRow = table.headRows - 1;
    const caption = table.caption.trim().slice(0, 60);
    const taken = this.sheets.some(({ name }) => name === caption);
    writer.name = caption !== '' && !taken ? caption : `${caption} ${this.sheets.length + 1}`.trim();
    this.sheets.push(writer);
  }

  private closeCell(table: OpenTable): void {
    const { cell, cells, reaching, writer } = table;
    if (!cell) return;
    table.cell = undefined;
    this.takeReaching(table);
    const text = cell.text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n');
    const column = cells.length;
    for (let i = 0; i < cell.colspan; i++) {
      // A group's name stands over its members; `merged-names.ts` gives it to them, where they are names.
      cells.push(i === 0 ? text : '');
      if (cell.rowspan > 1) reaching.set(column + i, { text: i === 0 ? text : '', rows: cell.rowspan - 1 });
    }
    if (text !== '') {
      table.filledCells++;
      if (cell.isHead) table.headCells++;
    }
    if (cell.colspan > 1 || cell.rowspan > 1) {
      const top = table.row - 1;
      writer.merges.push({ top, left: column, bottom: top + cell.rowspan - 1, right: column + cell.colspan - 1 });
      writer.notes.add('merged', `${table.row}`);
    }
  }

  /** Cells from above that stand where the next cell would. */
  private takeReaching({ cells, reaching }: OpenTable): void {
    for (let above = reaching.get(cells.length); above; above = reaching.get(cells.length)) {
      if (--above.rows === 0) reaching.delete(cells.length);
      cells.push(above.text);
    }
  }

  private closeRow(table: OpenTable): void {
    this.closeCell(table);
    if (table.cells.length === 0 && table.filledCells === 0) return;
    this.takeReaching(table);
    const isHead = table.filledCells > 0 && table.headCells === table.filledCells;
    if (isHead && table.headRows === table.row - 1) table.headRows = table.row;
    if (table.hidden) table.writer.notes.add('hidden-rows', String(table.row));
    table.writer.rowAt(table.row, table.cells);
    table.cells = [];
    table.headCells = table.filledCells = 0;
  }
}

function spanOf(text: string | undefined): number {
  const span = Number(text ?? 1);
  return Number.isInteger(span) && span > 1 ? Math.min(span, MAX_SPAN) : 1;
}
