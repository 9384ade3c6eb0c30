/** Builders turn batches of cells into typed chunks, one column each, and count what they see. */
import { CHUNK_ROWS, type ColumnChunk } from '../core/column.ts';
import type { ColumnReading, OddCell } from '../core/reading.ts';
import type { CellBatch } from './cell-batch.ts';
import { DistinctCount } from './distinct-count.ts';

const MAX_ODD_CELLS = 100;
const MAX_FIRST = 5;
export const MAX_RAW_CHARS = 200;

/** Room a chunk starts with: narrow for tables of thousands of columns, doubled as rows come. */
const FIRST_ROWS = 512;

export abstract class ColumnBuilder {
  valid = 0;
  missing = 0;
  odd = 0;
  readonly oddCells: OddCell[] = [];
  readonly firstRaw: string[] = [];
  readonly firstRead: string[] = [];
  readonly distinct = new DistinctCount();
  readonly reading: ColumnReading;
  /** Rows of the chunk being built, and of the chunks before it. */
  protected rows = 0;
  protected rowsBefore = 0;

  constructor(reading: ColumnReading) {
    this.reading = reading;
  }

  /** Appends the rows `[fromRow, toRow)` of a measured batch. The chunk must have room for them. */
  abstract add(batch: CellBatch, column: number, fromRow: number, toRow: number): void;

  /** The chunk so far, in arrays that the next rows will overwrite. */
  takeChunk(): ColumnChunk {
    const chunk = this.closeChunk();
    this.rowsBefore += this.rows;
    this.rows = 0;
    return chunk;
  }

  abstract lowest(): string | undefined;
  abstract highest(): string | undefined;
  protected abstract closeChunk(): ColumnChunk;

  /** Capacity for `more` rows, given what there is. */
  protected roomFor(more: number, capacity: number): number {
    let room = Math.max(capacity, FIRST_ROWS);
    while (room < this.rows + more) room *= 2;
    return Math.min(CHUNK_ROWS, room);
  }

  protected noteOdd(batch: CellBatch, cell: number, row: number): void {
    this.odd++;
    if (this.oddCells.length < MAX_ODD_CELLS) {
      const at = this.rowsBefore + this.rows + row;
      this.oddCells.push({ line: batch.line[(cell / batch.width) | 0], row: at, raw: batch.text(cell).slice(0, MAX_RAW_CHARS) });
    }
    this.noteFirst(batch, cell, '');
  }

  protected get wantsFirst(): boolean {
    return this.firstRaw.length < MAX_FIRST;
  }

  protected noteFirst(batch: CellBatch, cell: number, read: string): void {
    if (this.firstRaw.length >= MAX_FIRST) return;
    this.firstRaw.push(batch.text(cell).slice(0, MAX_RAW_CHARS));
    this.firstRead.push(read.slice(0, MAX_RAW_CHARS));
  }
}
