/**
 * Where records end up, whoever found them: header and titles aside, blank ones counted, long ones rejected, short ones
 * filled up, the rest put into batches. The sums of the accounting are made here and nowhere else.
 */
import type { Rejection, RejectReason } from '../core/reading.ts';
import { trimEnd, trimStart } from './bytes-trim.ts';
import { CellBatch } from './cell-batch.ts';

/** Rejected records are listed up to here and counted beyond. */
const MAX_REJECTIONS = 1000;
const MAX_RAW_CHARS = 2000;
/** A cell this long is no datum of a customer; it is named and left out (and keeps memory bounded). */
export const MAX_CELL_BYTES = 4 << 20;

export interface ClosedRecord {
  /** Cells found; those beyond the table's width are not in the batch. */
  cells: number;
  /** A cell beyond the width holds something. */
  overfull: boolean;
  /** A quote opened somewhere in the record: then it is not blank, be all its cells empty. */
  quoted: boolean;
  line: number;
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
  /** Most cells of any record that did not fit. */
  widest = 0;
  readonly rejections: Rejection[] = [];
  private readonly headerRow: number;
  /** Bytes of the names, trimmed; empty where a record cannot be told from them (one column, no header). */
  private readonly header: readonly Uint8Array[];
  private readonly onBatch: (batch: CellBatch) => void;

  /** `headerRow` as in `ReadOptions`; `header`: the names there; `onBatch` must be done with the batch when it returns. */
  constructor(header: readonly string[], headerRow: number, onBatch: (batch: CellBatch) => void) {
    this.batch = new CellBatch(header.length);
    this.headerRow = headerRow;
    const names = header.map((name) => new TextEncoder().encode(name.trim()));
    this.header = headerRow >= 0 && names.filter((name) => name.length > 0).length > 1 ? names : [];
    this.onBatch = onBatch;
  }

  /** Takes the record whose first cells lie at `batch.rows * width` of the batch. `raw` spells it as in the file. */
  close(record: ClosedRecord, raw: () => string): void {
    if (this.records++ <= this.headerRow) {
      this.headerRecords++;
      return;
    }
    const { batch } = this;
    const { width } = batch;
    const first = batch.rows * width;
    const filled = record.cells < width ? record.cells : width;
    if (!record.quoted && !record.overfull && this.isBlank(first, first + filled)) {
      this.blank++;
      return;
    }
    if (record.undecodable) return this.list('undecodable', record.line, raw);
    if (record.overfull) {
      this.widest = Math.max(this.widest, record.cells);
      return this.list('too-many-fields', record.line, raw);
    }
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

  /** Takes a record that has no cells because its quoting is broken. */
  reject(reason: RejectReason, line: number, raw: () => string): void {
    if (this.records++ <= this.headerRow) this.headerRecords++;
    else this.list(reason, line, raw);
  }

  /** Passes on what the batch holds; to be called before its bytes go away. */
  flush(): void {
    if (this.batch.rows === 0) return;
    this.onBatch(this.batch);
    this.batch.rows = 0;
  }

  private list(reason: RejectReason, line: number, raw: () => string): void {
    this.rejected++;
    if (this.rejections.length < MAX_REJECTIONS) this.rejections.push({ line, reason, raw: raw().slice(0, MAX_RAW_CHARS) });
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
