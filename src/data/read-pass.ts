/** One pass over a file: bytes in, typed chunks out, everything counted. */
import { CHUNK_ROWS, type ColumnChunk } from '../core/column.ts';
import { AppError } from '../core/errors.ts';
import { BooleanBuilder } from './boolean-builder.ts';
import type { ByteSource } from './byte-source.ts';
import type { CellBatch } from './cell-batch.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { RecordCounter } from './count-records.ts';
import { DateBuilder } from './date-builder.ts';
import type { EncodingChoice } from './encoding.ts';
import type { ColumnPlan } from './infer-type.ts';
import { NumberBuilder } from './number-builder.ts';
import { CsvParser } from './parse-csv.ts';
import { RecordIntake } from './record-intake.ts';
import { CsvScanner } from './scan-csv.ts';
import { BlankSqueezer } from './squeeze-blanks.ts';
import { TextBuilder } from './text-builder.ts';
import { TotalsRows } from './totals-rows.ts';
import { utf8Pieces } from './utf8-pieces.ts';

/** Takes the chunks of a table; hidden columns come after the file's own. */
export interface ChunkSink {
  put(column: number, chunk: number, data: ColumnChunk): Promise<void>;
  /** Everything put so far is void. */
  restart(): Promise<void>;
}

export interface ReadHooks {
  signal?: AbortSignal;
  onProgress?: (progress: { bytes: number; totalBytes: number; rows: number }) => void;
  /** Awaited between slices: lets a cancel through. */
  pause?: () => Promise<void>;
}

export interface PassInput {
  source: ByteSource;
  choice: EncodingChoice;
  delimiter: string;
  quote: '"' | 'none';
  headerRow: number;
  /** The names as they stand in the file, one for each plan. */
  header: readonly string[];
  plans: ColumnPlan[];
  /** `scanner` gives up at quoting it does not know; `papa` reads everything. */
  way: 'scanner' | 'papa';
  sliceBytes: number;
  /** Hears every byte of the file once. */
  onRaw: (bytes: Uint8Array) => void;
}

export interface PassResult {
  builders: ColumnBuilder[];
  intake: RecordIntake;
  records: number;
  totalsRows: number[];
  preview: string[][];
}

/** Why a pass ended early: what it put is void, and another one is needed. */
export type PassEnd = PassResult | 'irregular-quotes' | 'not-utf-8';

const PREVIEW_ROWS = 5;
/** A file with more undecodable characters is in another encoding; their places must not fill the memory. */
const MAX_BAD = 1_000_000;

function builderOf({ reading, stripZero }: ColumnPlan): ColumnBuilder {
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
      return new TextBuilder(reading, stripZero);
  }
}

export async function readPass(input: PassInput, sink: ChunkSink, hooks: ReadHooks): Promise<PassEnd> {
  const { source, choice, delimiter, plans } = input;
  const width = plans.length;
  const builders = plans.map(builderOf);
  const totals = new TotalsRows();
  const preview: string[][] = [];
  const ready: { column: number; chunk: number; data: ColumnChunk }[] = [];
  let line = new Uint32Array(CHUNK_ROWS);
  let high = new Uint32Array(CHUNK_ROWS);
  let low = new Uint32Array(CHUNK_ROWS);
  let rows = 0;
  let inChunk = 0;

  const closeChunk = (): void => {
    const chunk = Math.floor((rows - 1) / CHUNK_ROWS);
    builders.forEach((builder, column) => ready.push({ column, chunk, data: builder.takeChunk() }));
    [line, high, low].forEach((values, i) =>
      ready.push({ column: width + i, chunk, data: { kind: 'u32', values: values.slice(0, inChunk) } }),
    );
    inChunk = 0;
  };
  const takeBatch = (batch: CellBatch): void => {
    batch.measure();
    totals.look(batch, rows);
    for (let row = 0; row < batch.rows && preview.length < PREVIEW_ROWS; row++) {
      preview.push(Array.from({ length: width }, (_, column) => batch.text(row * width + column).slice(0, 200)));
    }
    for (let from = 0; from < batch.rows;) {
      const to = Math.min(batch.rows, from + CHUNK_ROWS - inChunk);
      for (let column = 0; column < width; column++) builders[column].add(batch, column, from, to);
      line.set(batch.line.subarray(from, to), inChunk);
      high.set(batch.rowHigh.subarray(from, to), inChunk);
      low.set(batch.rowLow.subarray(from, to), inChunk);
      inChunk += to - from;
      rows += to - from;
      from = to;
      if (inChunk === CHUNK_ROWS) closeChunk();
    }
  };
  const putReady = async (): Promise<void> => {
    for (const { column, chunk, data } of ready.splice(0)) await sink.put(column, chunk, data);
  };

  const bad: number[] = [];
  const quoted = input.quote === '"';
  const intake = new RecordIntake(input.header, input.headerRow, delimiter, takeBatch);
  const counter = new RecordCounter(delimiter, quoted);
  const reader = input.way === 'scanner' ? new CsvScanner(intake, delimiter, quoted, bad) : new CsvParser(intake, delimiter, quoted, bad);
  const squeezer = delimiter === ' ' ? new BlankSqueezer(quoted) : undefined;
  const change = squeezer ? (bytes: Uint8Array) => squeezer.squeeze(bytes) : undefined;
  for await (const piece of utf8Pieces(source, choice, input.sliceBytes, input.onRaw, (offset) => bad.push(offset), change)) {
    if (hooks.signal?.aborted) throw new AppError('cancelled');
    if (bad.length > 0 && choice.provisional) return 'not-utf-8';
    if (bad.length > MAX_BAD) throw new AppError('encoding-broken', { records: bad.length });
    counter.add(piece.bytes);
    reader.add(piece.bytes, piece.last);
    if (reader instanceof CsvScanner && reader.irregular) return 'irregular-quotes';
    if (piece.last && inChunk > 0) closeChunk();
    await putReady();
    hooks.onProgress?.({ bytes: piece.fileBytes, totalBytes: source.size, rows });
    await hooks.pause?.();
  }
  return { builders, intake, records: counter.end(), totalsRows: totals.rows(), preview };
}
