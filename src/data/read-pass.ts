/** One pass over a file: bytes in, typed chunks out, everything counted. */
import { AppError } from '../core/errors.ts';
import type { ByteSource } from './byte-source.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { RecordCounter } from './count-records.ts';
import type { EncodingChoice } from './encoding.ts';
import type { ColumnPlan } from './infer-type.ts';
import { CsvParser } from './parse-csv.ts';
import { RecordIntake } from './record-intake.ts';
import { CsvScanner } from './scan-csv.ts';
import { BlankSqueezer } from './squeeze-blanks.ts';
import { TableChunks, type ChunkSink } from './table-chunks.ts';
import { utf8Pieces } from './utf8-pieces.ts';

export interface ReadHooks {
  signal?: AbortSignal;
  onProgress?: (progress: { bytes: number; totalBytes: number; rows: number }) => void;
  /** Awaited between slices: lets a cancel through. */
  pause?: () => Promise<void>;
  /** Where a line of the text comes from, if the text was made from something else: the row of a sheet. */
  rowOf?: (line: number) => number;
}

export interface PassInput {
  source: ByteSource;
  choice: EncodingChoice;
  delimiter: string;
  quote: '"' | 'none';
  headerRow: number;
  /** The names as they stand in the file, one for each plan. */
  header: readonly string[];
  plans: readonly ColumnPlan[];
  /** `scanner` gives up at quoting it does not know; `papa` reads everything. */
  way: 'scanner' | 'papa';
  sliceBytes: number;
  /** Hears every byte of the file once. */
  onRaw: (bytes: Uint8Array) => void;
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
  const quoted = input.quote === '"';
  const bad: number[] = [];
  const table = new TableChunks(input.plans);
  const { rowOf } = hooks;
  const intake = new RecordIntake(input.header, input.headerRow, delimiter, (batch) => {
    if (rowOf) for (let row = 0; row < batch.rows; row++) batch.line[row] = rowOf(batch.line[row]);
    table.take(batch);
  });
  const counter = new RecordCounter(delimiter, quoted);
  const reader = way === 'scanner' ? new CsvScanner(intake, delimiter, quoted, bad) : new CsvParser(intake, delimiter, quoted, bad);
  const squeezer = delimiter === ' ' ? new BlankSqueezer(quoted) : undefined;
  const change = squeezer ? (bytes: Uint8Array) => squeezer.squeeze(bytes) : undefined;
  let sequences = 0;
  for await (const piece of utf8Pieces(source, choice, input.sliceBytes, input.onRaw, (offset) => bad.push(offset), change)) {
    if (hooks.signal?.aborted) throw new AppError('cancelled');
    if (bad.length > 0 && choice.provisional) return 'not-utf-8';
    if (bad.length > MAX_BAD) throw new AppError('encoding-broken', { records: bad.length });
    counter.add(piece.bytes);
    reader.add(piece.bytes, piece.last);
    if (reader instanceof CsvScanner && reader.irregular) return 'irregular-quotes';
    await table.put(sink, piece.last);
    sequences = piece.sequences;
    hooks.onProgress?.({ bytes: piece.fileBytes, totalBytes: source.size, rows: table.rows });
    await hooks.pause?.();
  }
  const { builders, preview, totals } = table;
  return { builders, intake, records: counter.end(), totalsRows: totals.rows(), preview, sequences };
}
