/** Batches of records become chunks of typed columns, ready to be put into a sink. */
import { CHUNK_ROWS, type ColumnChunk } from '../core/column.ts';
import { BooleanBuilder } from './boolean-builder.ts';
import type { CellBatch } from './cell-batch.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { DateBuilder } from './date-builder.ts';
import type { ColumnPlan } from './infer-type.ts';
import { MeantTextBuilder } from './meant-text-builder.ts';
import { NumberBuilder } from './number-builder.ts';
import { TextBuilder } from './text-builder.ts';
import { TotalsRows } from './totals-rows.ts';

/** Takes the chunks of a table; hidden columns come after the file's own. */
export interface ChunkSink {
  put(column: number, chunk: number, data: ColumnChunk): Promise<void>;
  /** Everything put so far is void. */
  restart(): Promise<void>;
}

const PREVIEW_ROWS = 5;
const PREVIEW_CHARS = 200;

function builderOf({ reading, stripZero, meaning }: ColumnPlan): ColumnBuilder {
  switch (reading.type) {
    case 'number':
    case 'money':
    case 'percent':
      return new NumberBuilder(reading);
    case 'date':
    case 'datetime':
      return new DateBuilder(reading);
    case 'boolean':
      return new BooleanBuilder(reading);
    default:
      return meaning ? new MeantTextBuilder(reading, stripZero, meaning) : new TextBuilder(reading, stripZero);
  }
}

export class TableChunks {
  readonly builders: ColumnBuilder[];
  readonly preview: string[][] = [];
  readonly totals = new TotalsRows();
  rows = 0;
  private inChunk = 0;
  /** Line, high and low half of the hash of each row of the chunk. */
  private readonly hidden = [new Uint32Array(CHUNK_ROWS), new Uint32Array(CHUNK_ROWS), new Uint32Array(CHUNK_ROWS)];
  private readonly ready: { column: number; chunk: number; data: ColumnChunk }[] = [];

  constructor(plans: readonly ColumnPlan[]) {
    this.builders = plans.map(builderOf);
  }

  take(batch: CellBatch): void {
    batch.measure();
    this.totals.look(batch, this.rows);
    const { builders } = this;
    for (let row = 0; row < batch.rows && this.preview.length < PREVIEW_ROWS; row++) {
      this.preview.push(builders.map((_, column) => batch.text(row * batch.width + column).slice(0, PREVIEW_CHARS)));
    }
    for (let from = 0; from < batch.rows;) {
      const to = Math.min(batch.rows, from + CHUNK_ROWS - this.inChunk);
      for (let column = 0; column < builders.length; column++) builders[column].add(batch, column, from, to);
      [batch.line, batch.rowHigh, batch.rowLow].forEach((values, i) => this.hidden[i].set(values.subarray(from, to), this.inChunk));
      this.inChunk += to - from;
      this.rows += to - from;
      from = to;
      if (this.inChunk === CHUNK_ROWS) this.closeChunk();
    }
  }

  /** Puts the chunks that are full; with `last`, the rest too. */
  async put(sink: ChunkSink, last: boolean): Promise<void> {
    if (last && this.inChunk > 0) this.closeChunk();
    for (const { column, chunk, data } of this.ready.splice(0)) await sink.put(column, chunk, data);
  }

  private closeChunk(): void {
    const chunk = Math.floor((this.rows - 1) / CHUNK_ROWS);
    const { builders, hidden, inChunk, ready } = this;
    builders.forEach((builder, column) => ready.push({ column, chunk, data: builder.takeChunk() }));
    hidden.forEach((values, i) =>
      ready.push({ column: builders.length + i, chunk, data: { kind: 'u32', values: values.slice(0, inChunk) } }),
    );
    this.inChunk = 0;
  }
}
