/** Batches of records become chunks of typed columns, ready to be put into a sink. */
import { CHUNK_ROWS, type ColumnChunk } from '../core/column.ts';
import { BooleanBuilder } from './boolean-builder.ts';
import type { CellBatch } from './cell-batch.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { DateBuilder } from './date-builder.ts';
import type { CsvKernel } from './kernels/csv-kernel.ts';
import { KernelTextBuilder } from './kernels/kernel-text-builder.ts';
import type { ColumnPlan } from './infer-type.ts';
import { NumberBuilder } from './number-builder.ts';
import { TextBuilder } from './text-builder.ts';
import { TotalsRows } from './totals-rows.ts';

/** Takes the chunks of a table; hidden columns come after the file's own. */
export interface ChunkSink {
  /** The arrays are the caller's again as soon as the promise is returned; it resolves when more may come. */
  put(column: number, chunk: number, data: ColumnChunk): Promise<void>;
  /** Everything put so far is void. */
  restart(): Promise<void>;
}

const PREVIEW_ROWS = 5;
const PREVIEW_CHARS = 200;

function builderOf({ reading, stripZero, meaning }: ColumnPlan, kernel: CsvKernel | undefined): ColumnBuilder {
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
      return kernel && !stripZero ? new KernelTextBuilder(reading, kernel, meaning) : new TextBuilder(reading, stripZero, meaning);
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
  private readonly sink: ChunkSink;
  private putting: Promise<void>[] = [];

  /** `kernel`: the one whose memory the batches lie in. */
  constructor(plans: readonly ColumnPlan[], sink: ChunkSink, kernel?: CsvKernel) {
    this.sink = sink;
    this.builders = plans.map((plan) => builderOf(plan, kernel));
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
      for (let column = 0; column < builders.length; column++) {
        builders[column].add(batch, column, from, to);
        batch.refresh();
      }
      [batch.line, batch.rowHigh, batch.rowLow].forEach((values, i) => this.hidden[i].set(values.subarray(from, to), this.inChunk));
      this.inChunk += to - from;
      this.rows += to - from;
      from = to;
      if (this.inChunk === CHUNK_ROWS) this.closeChunk();
    }
  }

  /** No more batches. */
  end(): void {
    if (this.inChunk > 0) this.closeChunk();
  }

  /** The sink is ready for more. Errors: what went wrong with a chunk. */
  async settled(): Promise<void> {
    await Promise.all(this.putting.splice(0));
  }

  private closeChunk(): void {
    const chunk = Math.floor((this.rows - 1) / CHUNK_ROWS);
    const put = (column: number, data: ColumnChunk): void => {
      const putting = this.sink.put(column, chunk, data);
      // Heard in `settled`.
      putting.catch(() => undefined);
      this.putting.push(putting);
    };
    this.builders.forEach((builder, column) => put(column, builder.takeChunk()));
    this.hidden.forEach((values, i) => put(this.builders.length + i, { kind: 'u32', values: values.subarray(0, this.inChunk) }));
    this.inChunk = 0;
  }
}
