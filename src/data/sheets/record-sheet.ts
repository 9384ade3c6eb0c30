/**
 * Records with named fields -> a sheet. The columns are all names that occur, in the order in which they first do; a record
 * that has none of a name has an empty cell there.
 */
import { AppError } from '../../core/errors.ts';
import { SheetWriter } from './sheet-writer.ts';

export interface Field {
  text: string;
  /** A number of the file's own, not a text that looks like one. */
  isNumber?: boolean;
}

export type FieldRecord = ReadonlyMap<string, Field>;

/** More names than this, and they are data: an object keyed by customer, say. */
const MAX_NAMES = 4096;

export class RecordSheet {
  readonly writer: SheetWriter;
  private readonly columns = new Map<string, number>();
  /** Rows wait here: how many columns there are shows at the end. */
  private readonly rows: { number: number; cells: string[] }[] = [];

  constructor(name: string) {
    this.writer = new SheetWriter(name);
  }

  get count(): number {
    return this.rows.length;
  }

  /** `number`: where the record stands in the file. Errors: `file-too-wide` {columns, limit}. */
  add(number: number, record: FieldRecord): void {
    const cells: string[] = [];
    for (const [name, { text, isNumber }] of record) {
      let column = this.columns.get(name);
      if (column === undefined) {
        column = this.columns.size;
        if (column === MAX_NAMES) throw new AppError('file-too-wide', { columns: column + 1, limit: MAX_NAMES });
        this.columns.set(name, column);
      }
      if (isNumber) this.writer.sawNumber(column);
      while (cells.length < column) cells.push('');
      cells[column] = text;
    }
    this.rows.push({ number, cells });
  }

  /** The names become the first record, so that the reader finds them where it always does. */
  finish(): SheetWriter {
    const { writer, rows } = this;
    if (rows.length === 0) return writer;
    writer.row(
      0,
      [...this.columns.keys()].map((name, i) => (name === '' ? `column ${i + 1}` : name)),
    );
    writer.headerRow = 0;
    writer.namesAdded = true;
    for (const { number, cells } of rows) writer.row(number, cells);
    rows.length = 0;
    return writer;
  }
}
