/** OpenDocument spreadsheets (.ods): all sheets are in one XML part, which streams by once (OpenDocument 1.3 part 3, 9). */
import { AppError } from '../../core/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { BestSheet } from './best-sheet.ts';
import { addressOf, MAX_COLUMNS_A1, MAX_ROWS } from './cell-address.ts';
import { shownNumber, timesHundred } from './number-text.ts';
import type { OpenHooks } from './open-hooks.ts';
import type { OpenedFile } from './sheet-table.ts';
import { SheetWriter } from './sheet-writer.ts';
import { attribute, XmlReader, type XmlListener } from './xml-events.ts';
import type { ZipDirectory } from './zip-directory.ts';
import { InflateBudget, unzip, unzipText } from './zip-entry.ts';

/** Errors: `workbook-broken`, `file-unsafe`, `file-encrypted`, `file-too-large`, `sheet-missing`, `file-empty`, `file-changed`, `cancelled`. */
export async function openOds(source: ByteSource, zip: ZipDirectory, sheet: string | undefined, hooks: OpenHooks): Promise<OpenedFile> {
  const entry = zip.get('content.xml');
  if (!entry) throw new AppError('workbook-broken', { message: 'content.xml is missing' });
  const budget = new InflateBudget();
  const manifest = zip.get('META-INF/manifest.xml');
  if (manifest && (await unzipText(source, manifest, budget)).includes('encryption-data')) throw new AppError('file-encrypted');
  const best = new BestSheet(sheet);
  const reader = new XmlReader(new OdsSheets(best));
  const decoder = new TextDecoder();
  let unpacked = 0;
  for await (const piece of unzip(source, entry, budget)) {
    reader.add(decoder.decode(piece, { stream: true }));
    unpacked += piece.length;
    await hooks.tick(source.size * (unpacked / Math.max(1, entry.bytes)));
  }
  reader.add(decoder.decode());
  reader.end();
  return best.take('ods');
}

class OdsSheets implements XmlListener {
  private readonly best: BestSheet;
  private writer: SheetWriter | undefined;
  /** Tables inside cells are no sheets. */
  private depth = 0;
  private readonly hiddenStyles = new Set<string>();
  private style = '';
  private row = 1;
  private rowRepeat = 1;
  private rowHidden = false;
  private cells: string[] = [];
  private column = 0;
  private columnRepeat = 1;
  /** Column of the cell that is open. */
  private start = 0;
  private definedColumns = 0;
  private readonly hiddenColumns: [from: number, count: number][] = [];
  private attributes = '';
  private text_ = '';
  private paragraphs = 0;
  private inCell = false;
  private inParagraph = 0;
  /** Notes on a cell are no part of its text. */
  private inAnnotation = 0;

  constructor(best: BestSheet) {
    this.best = best;
  }

  open(name: string, attributes: string): void {
    if (this.inCell) return this.openInCell(name, attributes);
    switch (name) {
      case 'style':
        this.style = attribute(attributes, 'name') ?? '';
        break;
      case 'table-properties':
        if (attribute(attributes, 'display') === 'false') this.hiddenStyles.add(this.style);
        break;
      case 'table':
        if (this.depth++ > 0) break;
        this.writer = new SheetWriter(
          attribute(attributes, 'name') ?? '',
          this.hiddenStyles.has(attribute(attributes, 'style-name') ?? ''),
        );
        this.row = 1;
        this.definedColumns = 0;
        this.hiddenColumns.length = 0;
        break;
      case 'table-column': {
        const count = repeatOf(attributes, 'number-columns-repeated', MAX_COLUMNS_A1);
        if ((attribute(attributes, 'visibility') ?? 'visible') !== 'visible') this.hiddenColumns.push([this.definedColumns, count]);
        this.definedColumns += count;
        break;
      }
      case 'table-row':
        this.rowRepeat = repeatOf(attributes, 'number-rows-repeated', MAX_ROWS);
        this.rowHidden = (attribute(attributes, 'visibility') ?? 'visible') !== 'visible';
        this.cells = [];
        this.column = 0;
        break;
      case 'table-cell':
      case 'covered-table-cell':
        this.inCell = true;
        this.attributes = attributes;
        this.columnRepeat = repeatOf(attributes, 'number-columns-repeated', MAX_COLUMNS_A1);
        this.text_ = '';
        this.paragraphs = 0;
        break;
    }
  }

  close(name: string): void {
    if (this.inCell) return this.closeInCell(name);
    if (name === 'table-row') this.closeRow();
    if (name !== 'table' || --this.depth > 0 || !this.writer) return;
    for (const [from, count] of this.hiddenColumns) {
      const shown = Math.min(from + count, this.writer.width) - from;
      if (shown > 0) this.writer.notes.add('hidden-columns', addressOf(1, from).slice(0, -1), shown);
    }
    this.best.offer(this.writer);
    this.writer = undefined;
  }

  text(text: string): void {
    if (this.inParagraph > 0 && this.inAnnotation === 0) this.text_ += text.replace(/[ \t\r\n]+/g, ' ');
  }

  private openInCell(name: string, attributes: string): void {
    if (name === 'annotation') this.inAnnotation++;
    if (this.inAnnotation > 0) return;
    if (name === 'p') {
      if (this.paragraphs++ > 0) this.text_ += '\n';
      this.inParagraph++;
    } else if (name === 's') this.text_ += ' '.repeat(Math.min(1000, repeatOf(attributes, 'c', 1000)));
    else if (name === 'tab') this.text_ += '\t';
    else if (name === 'line-break') this.text_ += '\n';
  }

  private closeInCell(name: string): void {
    if (name === 'annotation') this.inAnnotation--;
    else if (this.inAnnotation > 0) return;
    else if (name === 'p') this.inParagraph--;
    else if (name === 'table-cell' || name === 'covered-table-cell') this.closeCell(name === 'table-cell');
  }

  private closeCell(isOwn: boolean): void {
    this.inCell = false;
    this.inParagraph = 0;
    const { writer, column, columnRepeat } = this;
    this.start = column;
    this.column = Math.min(column + columnRepeat, MAX_COLUMNS_A1);
    if (!writer) return;
    if (isOwn) this.merge(writer);
    const text = this.cellText(writer);
    if (text === '') return;
    for (let i = column; i < this.column; i++) this.cells[i] = text;
  }

  private cellText(writer: SheetWriter): string {
    const { attributes, start: column } = this;
    const type = attribute(attributes, 'value-type') ?? '';
    const shown = this.text_;
    const isFormula = attribute(attributes, 'formula') !== undefined;
    // LibreOffice marks errors so; the plain attribute then says string or number.
    if (attributes.includes('calcext:value-type="error"') || (isFormula && /^(?:#[A-Z/0!?]+|Err:\d+)$/.test(shown))) {
      writer.notes.add('error-cells', `${addressOf(this.row, column)} ${shown}`);
      return shown.startsWith('#') ? shown : '#VALUE!';
    }
    if (isFormula && type === '' && shown === '') writer.notes.add('formula-without-value', addressOf(this.row, column));
    switch (type) {
      case 'float':
      case 'currency':
      case 'percentage':
        return this.number(writer, type, attribute(attributes, 'value') ?? '', shown);
      case 'boolean':
        return attribute(attributes, 'boolean-value') === 'true' ? 'TRUE' : 'FALSE';
      case 'date':
        return dateText(attribute(attributes, 'date-value') ?? shown);
      case 'time':
        return timeText(attribute(attributes, 'time-value') ?? shown);
      default:
        return shown === '' ? (attribute(attributes, 'string-value') ?? '') : shown;
    }
  }

  private number(writer: SheetWriter, type: string, value: string, shown: string): string {
    if (value === '') return shown;
    for (let column = this.start; column < this.column; column++) writer.sawNumber(column);
    const plain = shownNumber(value);
    // Codes shown with leading zeros.
    if (type === 'float' && /^0\d+$/.test(shown) && Number(shown) === Number(plain)) return shown;
    return type === 'percentage' ? `${timesHundred(plain)}%` : plain;
  }

  private merge(writer: SheetWriter): void {
    const columns = repeatOf(this.attributes, 'number-columns-spanned', MAX_COLUMNS_A1);
    const rows = repeatOf(this.attributes, 'number-rows-spanned', MAX_ROWS);
    if (columns * rows === 1) return;
    const left = this.start;
    const range = { top: this.row - 1, left, bottom: this.row + rows - 2, right: left + columns - 1 };
    writer.merges.push(range);
    writer.notes.add('merged', `${addressOf(this.row, left)}:${addressOf(range.bottom + 1, range.right)}`);
  }

  private closeRow(): void {
    const { writer, cells, rowRepeat } = this;
    if (writer && cells.length > 0) {
      if (this.row + rowRepeat - 1 > MAX_ROWS) throw new AppError('workbook-broken', { message: `row ${this.row + rowRepeat - 1}` });
      for (let i = 0; i < rowRepeat; i++) {
        if (this.rowHidden) writer.notes.add('hidden-rows', String(this.row + i));
        writer.rowAt(this.row + i, cells);
      }
    }
    this.row += rowRepeat;
  }
}

function repeatOf(attributes: string, name: string, most: number): number {
  const count = Number(attribute(attributes, name) ?? 1);
  return Number.isInteger(count) && count >= 1 ? Math.min(count, most) : 1;
}

function dateText(value: string): string {
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:[.,]\d+)?)?$/.exec(value);
  if (!found) return value;
  return found[2] === undefined || found[2] === '00:00:00' ? found[1] : `${found[1]} ${found[2]}`;
}

/** `PT14H30M00S` */
function timeText(value: string): string {
  const found = /^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?$/.exec(value);
  if (!found) return value;
  const [days, hours, minutes, seconds] = [2, 3, 4, 5].map((i) => Number(found[i] ?? 0));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${found[1]}${two(days * 24 + hours)}:${two(minutes)}:${two(seconds)}`;
}
