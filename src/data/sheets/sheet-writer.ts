/**
 * Rows of text cells -> the one kind of text that `read-table.ts` gets from every format, in one pass and with memory for
 * the text alone. Rows come in as they are, ragged; how wide the sheet is shows at its end, and only then are they filled up.
 */
import type { Rejection, SheetInfo } from '../../core/reading.ts';
import { bytesSource } from '../byte-source.ts';
import { AppError } from '../../core/errors.ts';
import { nameMergedColumns, rowBelowTitles, type MergedRange } from './merged-names.ts';
import { NoteBook } from './note-book.ts';
import { CELL_MARK, type SheetTable } from './sheet-table.ts';

/** Rows at the top that are kept apart until the end: merged cells of a header are known only then. */
const HEAD_ROWS = 40;
const PIECE_BYTES = 1 << 20;
/** What one sheet may hold as text. */
const MAX_BYTES = 1 << 30;
const MAX_REJECTIONS = 1000;
const TAB = 9;
const LF = 10;

export class SheetWriter {
  name: string;
  readonly hidden: boolean;
  readonly notes = new NoteBook();
  /** Where the format has names of its own, the record that holds them. */
  headerRow: number | undefined;
  /** That record is no row of the file. */
  namesAdded = false;
  rejected = 0;
  filledRows = 0;
  filledCells = 0;
  readonly merges: MergedRange[] = [];
  private readonly rejections: Rejection[] = [];
  private readonly numbers: boolean[] = [];
  private readonly head: string[][] = [];
  private readonly pieces: Uint8Array[] = [];
  private piece: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  private used = 0;
  private total = 0;
  /** Per row beyond the head: its bytes and cells; per row: its number and line breaks inside cells. */
  private readonly rowBytes = new GrowingUint32();
  private readonly rowCells = new GrowingUint32();
  private readonly rowNumbers = new GrowingUint32();
  private readonly rowLines = new GrowingUint32();
  private first = Infinity;
  width = 0;
  private lastNumber = 0;
  private isShifted = false;
  private readonly encoder = new TextEncoder();

  constructor(name: string, hidden = false) {
    this.name = name;
    this.hidden = hidden;
  }

  /** A column has a number of the file's own in it. */
  sawNumber(column: number): void {
    this.numbers[column] = true;
  }

  /** A row with all rows between it and the one before, which are blank. `number`: 1-based, ascending. `cells`: '' where empty; holes are fine. */
  rowAt(number: number, cells: readonly string[]): void {
    if (number <= this.lastNumber) throw new AppError('workbook-broken', { message: `row ${number} after row ${this.lastNumber}` });
    if (!cells.some((cell) => cell !== '' && cell !== undefined)) return;
    while (this.lastNumber + 1 < number) this.row(this.lastNumber + 1, []);
    this.row(number, cells);
  }

  /** The next row; `number` is where it stands in the file, which need not be one more than before. */
  row(number: number, cells: readonly string[]): void {
    this.lastNumber = number;
    const clean: string[] = [];
    let lines = 0;
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column];
      if (cell === undefined || cell === '') continue;
      while (clean.length < column) clean.push('');
      const text = cell.includes('\r') || cell.includes(CELL_MARK) ? cell.replace(/\r\n?/g, '\n').replaceAll(CELL_MARK, ' ') : cell;
      clean.push(text);
      this.filledCells++;
      if (column < this.first) this.first = column;
      for (let p = text.indexOf('\n'); p >= 0; p = text.indexOf('\n', p + 1)) lines++;
    }
    if (clean.length > this.width) this.width = clean.length;
    if (clean.length > 0) this.filledRows++;
    if (lines > 0 || number !== this.rowNumbers.length + 1) this.isShifted = true;
    this.rowNumbers.push(number);
    this.rowLines.push(lines);
    if (this.head.length < HEAD_ROWS) this.head.push(clean);
    else this.write(clean);
  }

  reject(line: number, reason: Rejection['reason'], raw: string): void {
    this.rejected++;
    if (this.rejections.length < MAX_REJECTIONS) this.rejections.push({ line, reason, raw: raw.slice(0, 2000) });
  }

  get info(): SheetInfo {
    const columns = this.width === 0 ? 0 : this.width - this.firstColumn;
    return { name: this.name, rows: this.filledRows - (this.namesAdded ? 1 : 0), columns, hidden: this.hidden };
  }

  /** The whole sheet. Nothing can be added after it. */
  finish(): SheetTable {
    const named = nameMergedColumns(this.head, this.merges);
    if (named) {
      this.notes.add('merged-names', String(named.row + 1));
      this.headerRow = named.row;
      this.head[named.row] = named.names;
      this.width = Math.max(this.width, named.names.length);
    }
    this.headerRow ??= rowBelowTitles(this.head, this.merges);
    const first = this.firstColumn;
    const text = this.filledUp(first);
    return {
      info: this.info,
      text: bytesSource(text),
      records: this.rowNumbers.length,
      rowOfLine: this.isShifted ? this.lineTable() : undefined,
      numbers: Array.from({ length: Math.max(0, this.width - first) }, (_, i) => this.numbers[i + first] === true),
      headerRow: this.headerRow,
      notes: this.notes.list(),
      rejections: this.rejections,
      rejected: this.rejected,
    };
  }

  private get firstColumn(): number {
    return this.first === Infinity ? 0 : this.first;
  }

  private write(cells: readonly string[]): void {
    const text = recordText(cells);
    const need = 3 * text.length;
    if (this.piece.length - this.used < need) {
      if (this.used > 0) this.pieces.push(this.piece.subarray(0, this.used));
      this.piece = new Uint8Array(Math.max(PIECE_BYTES, need));
      this.used = 0;
    }
    const { written } = this.encoder.encodeInto(text, this.piece.subarray(this.used));
    this.used += written;
    this.total += written;
    if (this.total > MAX_BYTES) throw new AppError('file-too-large', { limit: MAX_BYTES >> 20 });
    this.rowBytes.push(written);
    this.rowCells.push(cells.length);
  }

  /** Every row as wide as the widest, from its first column that holds anything. */
  private filledUp(first: number): Uint8Array {
    const { width, rowBytes, rowCells } = this;
    const { encoder } = this;
    const head = this.head.map((cells) => {
      const record = Array.from({ length: width - first }, (_, i) => cells[i + first] ?? '');
      return cells.length === 0 ? '\n' : `${recordText(record)}\n`;
    });
    const headBytes = encoder.encode(head.join(''));
    let size = headBytes.length;
    for (let i = 0; i < rowBytes.length; i++) size += rowCells.at(i) === 0 ? 1 : rowBytes.at(i) - first + (width - rowCells.at(i)) + 1;
    // One far cell in a long sheet makes a huge empty rectangle.
    if (size > MAX_BYTES) throw new AppError('file-too-large', { limit: MAX_BYTES >> 20 });
    const out = new Uint8Array(size);
    out.set(headBytes);
    let at = headBytes.length;
    if (this.used > 0) this.pieces.push(this.piece.subarray(0, this.used));
    let piece = 0;
    let from = 0;
    for (let i = 0; i < rowBytes.length; i++) {
      const [bytes, cells] = [rowBytes.at(i), rowCells.at(i)];
      if (bytes > 0) {
        if (from === this.pieces[piece].length) {
          // What is copied need not be kept.
          this.pieces[piece++] = new Uint8Array(0);
          from = 0;
        }
        out.set(this.pieces[piece].subarray(from + first, from + bytes), at);
        at += bytes - first;
        from += bytes;
        out.fill(TAB, at, at + width - cells);
        at += width - cells;
      }
      out[at++] = LF;
    }
    this.pieces.length = 0;
    return out;
  }

  private lineTable(): Uint32Array {
    let lines = 0;
    for (let i = 0; i < this.rowLines.length; i++) lines += this.rowLines.at(i) + 1;
    const table = new Uint32Array(lines + 1);
    let line = 1;
    for (let i = 0; i < this.rowLines.length; i++) {
      const next = line + this.rowLines.at(i) + 1;
      table.fill(this.rowNumbers.at(i), line, next);
      line = next;
    }
    return table;
  }
}

function recordText(cells: readonly string[]): string {
  let text = '';
  for (let i = 0; i < cells.length; i++) {
    if (i > 0) text += CELL_MARK;
    const cell = cells[i];
    text += cell.includes('"') || cell.includes('\n') ? `"${cell.replaceAll('"', '""')}"` : cell;
  }
  return text;
}

class GrowingUint32 {
  length = 0;
  private values = new Uint32Array(1024);

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Uint32Array(2 * this.length);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = value;
  }

  at(i: number): number {
    return this.values[i];
  }
}
