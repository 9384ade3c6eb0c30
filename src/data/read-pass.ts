/** One pass over a file: bytes in, typed chunks out, everything counted. */
import { AppError } from '../core/errors.ts';
import type { ByteSource } from './byte-source.ts';
import type { CellBatch } from './cell-batch.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { RecordCounter } from './count-records.ts';
import type { EncodingChoice } from './encoding.ts';
import type { ColumnPlan } from './infer-type.ts';
import { newCountKernel } from './kernels/count-kernel.ts';
import { newCsvKernel } from './kernels/csv-kernel.ts';
import type { Escape, Quote } from '../core/reading.ts';
import { CsvParser } from './parse-csv.ts';
import { plainBytes } from './plain-text.ts';
import { RecordIntake } from './record-intake.ts';
import { CsvScanner } from './scan-csv.ts';
import { TableChunks, type ChunkSink } from './table-chunks.ts';
import { utf8Pieces } from './utf8-pieces.ts';

export interface ReadHooks {
  signal?: AbortSignal;
  onProgress?: (progress: { bytes: number; totalBytes: number; rows: number }) => void;
  /** Awaited between slices: lets a cancel through. */
  pause?: () => Promise<void>;
  /** Somebody else works out the file's digest: the report's is empty. */
  digestElsewhere?: boolean;
  /** Where a line of the text comes from, if the text was made from something else: the row of a sheet. */
  rowOf?: (line: number) => number;
}

export interface PassInput {
  source: ByteSource;
  choice: EncodingChoice;
  delimiter: string;
  quote: Quote;
  escape: Escape;
  headerRow: number;
  /** Index of a record below the header that is no data; -1: none. */
  secondHeader: number;
  /** The names as they stand in the file, one for each plan. */
  header: readonly string[];
  plans: readonly ColumnPlan[];
  /** `scanner` gives up at quoting it does not know; `papa` reads everything. */
  way: 'scanner' | 'papa';
  /** Whether WebAssembly may help. */
  kernels: boolean;
  sliceBytes: number;
}

export interface PassResult {
  builders: ColumnBuilder[];
  intake: RecordIntake;
  /** By the independent counter, header and titles included. */
  records: number;
  totalsRows: number[];
  preview: string[][];
  /** Characters beyond ASCII, in UTF-8 files. */
  sequences: number;
}

/** Why a pass ended early: what it put is void, and another one is needed. */
export type PassEnd = PassResult | 'irregular-quotes' | 'not-utf-8';

/** A file with more undecodable characters is in another encoding; their places must not fill the memory. */
const MAX_BAD = 1_000_000;

export async function readPass(input: PassInput, sink: ChunkSink, hooks: ReadHooks): Promise<PassEnd> {
  const { source, choice, delimiter, way } = input;
  const quoted = input.quote !== 'none';
  const mark = input.quote === "'" ? "'" : '"';
  // Squeezing may swallow a last line of blanks, so there the counter hears what is left.
  const escapes = quoted && input.escape === 'backslash' && delimiter !== ' ';
  const bad: number[] = [];
  const kernel = way === 'scanner' && input.kernels ? newCsvKernel() : undefined;
  const table = new TableChunks(input.plans, sink, kernel);
  const { rowOf } = hooks;
  const take = (batch: CellBatch): void => {
    if (rowOf) for (let row = 0; row < batch.rows; row++) batch.line[row] = rowOf(batch.line[row]);
    table.take(batch);
  };
  const intake = new RecordIntake(input.header, input.headerRow, delimiter, take, kernel);
  intake.secondHeader = input.secondHeader;
  const fastCounter = input.kernels && mark === '"' && !escapes ? newCountKernel(delimiter, quoted) : undefined;
  const counter = fastCounter ?? new RecordCounter(delimiter, quoted, mark.charCodeAt(0), escapes ? 0x5c : -1);
  const reader = way === 'scanner' ? new CsvScanner(intake, delimiter, quoted, bad) : new CsvParser(intake, delimiter, quoted, bad, mark);
  const plain = plainBytes(input);
  // The counter knows escapes itself: it hears the text before anything was rewritten.
  const change =
    plain && escapes
      ? (bytes: Uint8Array) => {
          counter.add(bytes);
          return plain(bytes);
        }
      : plain;
  let sequences = 0;
  for await (const piece of utf8Pieces(source, choice, input.sliceBytes, (offset) => bad.push(offset), change)) {
    if (hooks.signal?.aborted) throw new AppError('cancelled');
    if (bad.length > 0 && choice.provisional) return 'not-utf-8';
    if (bad.length > MAX_BAD) throw new AppError('encoding-broken', { records: bad.length });
    if (!escapes) counter.add(piece.bytes);
    reader.add(piece.bytes, piece.last);
    if (reader instanceof CsvScanner && reader.irregular) return 'irregular-quotes';
    if (piece.last) table.end();
    await table.settled();
    sequences = piece.sequences;
    hooks.onProgress?.({ bytes: piece.fileBytes, totalBytes: source.size, rows: table.rows });
    await hooks.pause?.();
  }
  const { builders, preview, totals } = table;
  return { builders, intake, records: counter.end(), totalsRows: totals.rows(), preview, sequences };
}
