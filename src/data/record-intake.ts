/**
 * Where records end up, whoever found them: header and titles aside, blank ones counted, long ones rejected, short ones
 * filled up, the rest put into batches. The sums of the accounting are made here and nowhere else.
 */
import { AppError } from '../core/errors.ts';
import type { Rejection, RejectReason } from '../core/reading.ts';
import { trimEnd, trimStart } from './bytes-trim.ts';
import { CellBatch } from './cell-batch.ts';
import type { CsvKernel } from './kernels/csv-kernel.ts';
import { quoteInside } from './quote-inside.ts';

/** Rejected records are listed up to here and counted beyond. */
const MAX_REJECTIONS = 1000;
const MAX_RAW_CHARS = 2000;
const MAX_TEXT_CHARS = 200;
/** Delimiters inside a quoted cell that look like whole records of the table: fewer may be chance. */
const MIN_SWALLOWED = 6;
/** A cell this long is no datum of a customer; it is named and left out (and keeps memory bounded). */
export const MAX_CELL_BYTES = 4 << 20;

/** Short texts keep no long ones alive: `mostBytes` are enough. */
type Raw = (mostBytes?: number) => string;

export interface ClosedRecord {
  /** Cells found; those beyond the table's width are not in the batch. */
  cells: number;
  /** A cell beyond the width holds something. */
  overfull: boolean;
  /** A quote opened somewhere in the record: then it is not blank, be all its cells empty. */
  quoted: boolean;
  /** A quotation mark stands in an unquoted cell. */
  inner: boolean;
  line: number;
  /** Lines of the file it takes. */
  lines: number;
  /** Some of its bytes could not be decoded. */
  undecodable: boolean;
  /** Cells of the batch that still hold doubled quotes or CR line breaks. */
  escaped: number[];
}

export class RecordIntake {
  readonly batch: CellBatch;
  records = 0;
  headerRecords = 0;
  imported = 0;
  rejected = 0;
  blank = 0;
  padded = 0;
  /** Of the rejected records. */
  undecodable = 0;
  /** Most cells of any record that did not fit. */
  widest = 0;
  readonly rejections: Rejection[] = [];
  /** Index of a record that is a second row of names, units or notes. */
  secondHeader = -1;
  private readonly headerRow: number;
  private readonly delimiter: Uint8Array;
  private readonly delimiterText: string;
  /** Bytes of the names, trimmed; empty where a record cannot be told from them (one column, no header). */
  private readonly header: readonly Uint8Array[];
  private readonly onBatch: (batch: CellBatch) => void;

  /**
   * `headerRow` as in `ReadOptions`; `header`: the names there; `onBatch` must be done with the batch when it returns; `kernel`: for
   * a scanner that finds cells in its memory.
   */
  constructor(header: readonly string[], headerRow: number, delimiter: string, onBatch: (batch: CellBatch) => void, kernel?: CsvKernel) {
    this.batch = new CellBatch(header.length, kernel);
    this.headerRow = headerRow;
    this.delimiter = new TextEncoder().encode(delimiter);
    this.delimiterText = delimiter;
    const names = header.map((name) => new TextEncoder().encode(name.trim()));
    this.header = headerRow >= 0 && names.filter((name) => name.length > 0).length > 1 ? names : [];
    this.onBatch = onBatch;
  }

  /** Takes the record whose first cells lie at `batch.rows * width` of the batch. `raw` spells it as in the file, or the start of it. Errors: `lone-quote`. */
  close(record: ClosedRecord, raw: Raw): void {
    if (this.records++ <= this.headerRow) {
      this.headerRecords++;
      return;
    }
    if (this.records - 1 === this.secondHeader) return this.list('second-header', record.line, raw);
    const { batch } = this;
    const { width } = batch;
    const first = batch.rows * width;
    const filled = record.cells < width ? record.cells : width;
    if (record.lines > 1 && hasSwallowed(batch, first, first + filled, this.delimiter)) {
      throw new AppError('lone-quote', { line: record.line, text: raw(4 * MAX_TEXT_CHARS).slice(0, MAX_TEXT_CHARS) });
    }
    if (!record.quoted && !record.overfull && this.isBlank(first, first + filled)) {
      this.blank++;
      return;
    }
    if (record.undecodable) {
      this.undecodable++;
      return this.list('undecodable', record.line, raw);
    }
    if (record.overfull) {
      this.widest = Math.max(this.widest, record.cells);
      return this.list('too-many-fields', record.line, raw);
    }
    const column = record.inner ? quoteInside(raw(), this.delimiterText) : -1;
    if (column >= 0) return this.list('quote-inside', record.line, raw, column);
    for (let cell = first; cell < first + filled; cell++) {
      if (batch.to[cell] - batch.from[cell] > MAX_CELL_BYTES) return this.list('cell-too-long', record.line, raw);
    }
    const isShort = filled < width;
    if (isShort) {
      batch.from.fill(0, first + filled, first + width);
      batch.to.fill(0, first + filled, first + width);
    }
    for (const cell of record.escaped) batch.unescape(cell);
    // Files put together from several exports repeat their names.
    if (this.header.length > 0 && this.isHeader(first)) return this.list('repeated-header', record.line, raw);
    batch.line[batch.rows] = record.line;
    batch.rows++;
    if (isShort) this.padded++;
    this.imported++;
    if (batch.rows === batch.capacity) this.flush();
  }

  /** The names are behind: records may be plain rows. */
  get isPastHeader(): boolean {
    return this.records > this.headerRow && this.records > this.secondHeader;
  }

  /** The first name of the header, if records can be told from it. */
  get firstName(): Uint8Array | undefined {
    return this.header[0];
  }

  /** Takes the rows that were written into the batch after those it had: whole, filled, and none of them the header. */
  closePlain(rows: number): void {
    const taken = rows - this.batch.rows;
    this.records += taken;
    this.imported += taken;
    this.batch.rows = rows;
    if (rows === this.batch.capacity) this.flush();
  }

  /** Takes a record that has no cells because its quoting is broken. */
  reject(reason: RejectReason, line: number, raw: Raw): void {
    if (this.records++ <= this.headerRow) this.headerRecords++;
    else this.list(reason, line, raw);
  }

  /** Passes on what the batch holds; to be called before its bytes go away. */
  flush(): void {
    if (this.batch.rows === 0) return;
    this.onBatch(this.batch);
    this.batch.rows = 0;
  }

  private list(reason: RejectReason, line: number, raw: Raw, column?: number): void {
    this.rejected++;
    if (this.rejections.length >= MAX_REJECTIONS) return;
    this.rejections.push({
      line,
      reason,
      raw: raw(4 * MAX_RAW_CHARS).slice(0, MAX_RAW_CHARS),
      ...(column === undefined ? {} : { column }),
    });
  }

  private isHeader(first: number): boolean {
    const { batch, header } = this;
    for (let column = 0; column < header.length; column++) {
      const name = header[column];
      const from = trimStart(batch.bytes, batch.from[first + column], batch.to[first + column]);
      if (batch.to[first + column] - from < name.length || (name.length > 0 && batch.bytes[from] !== name[0])) return false;
      const to = trimEnd(batch.bytes, from, batch.to[first + column]);
      if (to - from !== name.length) return false;
      for (let i = 0; i < name.length; i++) if (batch.bytes[from + i] !== name[i]) return false;
    }
    return true;
  }

  private isBlank(from: number, to: number): boolean {
    const { batch } = this;
    for (let cell = from; cell < to; cell++) {
      if (trimStart(batch.bytes, batch.from[cell], batch.to[cell]) < batch.to[cell]) return false;
    }
    return true;
  }
}

/**
 * Whether a quoted cell holds whole records: two lone quotes far apart make one well-formed cell of everything between
 * them. Its inner lines then have just the delimiters of a record, every one of them.
 */
function hasSwallowed(batch: CellBatch, fromCell: number, toCell: number, delimiter: Uint8Array): boolean {
  const { bytes, width } = batch;
  for (let cell = fromCell; cell < toCell; cell++) {
    let breaks = 0;
    let found = 0;
    let inner = 0;
    let isAlike = true;
    for (let p = batch.from[cell]; p < batch.to[cell]; p++) {
      const byte = bytes[p];
      if (byte === 10 || (byte === 13 && bytes[p + 1] !== 10)) {
        if (breaks > 0) {
          inner++;
          if (found !== width - 1) isAlike = false;
        }
        breaks++;
        found = 0;
      } else if (byte === delimiter[0] && delimiter.every((other, i) => bytes[p + i] === other)) found++;
    }
    if (inner > 0 && isAlike && inner * (width - 1) >= MIN_SWALLOWED) return true;
  }
  return false;
}
