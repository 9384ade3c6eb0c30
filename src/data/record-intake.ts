/**
 * Where records end up, whoever found them: header and titles aside, blank ones counted, long ones rejected, short ones
 * filled up, the rest put into batches. The sums of the accounting are made here and nowhere else.
 */
import type { Rejection, RejectReason } from '../core/reading.ts';
import { trimStart } from './bytes-trim.ts';
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
  readonly rejections: Rejection[] = [];
  private readonly headerRow: number;
  private readonly onBatch: (batch: CellBatch) => void;

  /** `headerRow` as in `ReadOptions`; `onBatch` must be done with the batch when it returns. */
  constructor(width: number, headerRow: number, onBatch: (batch: CellBatch) => void) {
    this.batch = new CellBatch(width);
    this.headerRow = headerRow;
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
    if (record.overfull) return this.list('too-many-fields', record.line, raw);
    for (let cell = first; cell < first + filled; cell++) {
      if (batch.to[cell] - batch.from[cell] > MAX_CELL_BYTES) return this.list('cell-too-long', record.line, raw);
    }
    if (filled < width) {
      this.padded++;
      batch.from.fill(0, first + filled, first + width);
      batch.to.fill(0, first + filled, first + width);
    }
    for (const cell of record.escaped) batch.unescape(cell);
    batch.line[batch.rows] = record.line;
    batch.rows++;
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

  private isBlank(from: number, to: number): boolean {
    const { batch } = this;
    for (let cell = from; cell < to; cell++) {
      if (trimStart(batch.bytes, batch.from[cell], batch.to[cell]) < batch.to[cell]) return false;
    }
    return true;
  }
}
