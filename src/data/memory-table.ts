/** A file read into one table in memory: for the lab, for tests, for small files. */
import type { ColumnChunk, Table } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
import { joinArrays, joinChunks } from '../core/join-chunks.ts';
import type { ReadOptions, ReadReport } from '../core/reading.ts';
import type { ByteSource } from './byte-source.ts';
import { readTable, type ReadHooks, type ReadTuning } from './read-table.ts';

export { joinChunks };

/** Errors: as `readTable`. */
export async function readIntoMemory(
  source: ByteSource,
  fileName: string,
  options: ReadOptions = {},
  hooks: ReadHooks = {},
  tuning: ReadTuning = {},
): Promise<{ report: ReadReport; table: Table }> {
  const chunks: ColumnChunk[][] = [];
  const sink = {
    async put(column: number, chunk: number, data: ColumnChunk): Promise<void> {
      (chunks[column] ??= [])[chunk] = copyOf(data);
    },
    async restart(): Promise<void> {
      chunks.length = 0;
    },
  };
  const report = await readTable('memory', source, fileName, options, sink, hooks, tuning);
  const width = report.columns.length;
  const columns = report.columns.map((column, i) => joinChunks(chunks[i] ?? [], column, column.name));
  const [sourceLine, hashHigh, hashLow] = [0, 1, 2].map((i) => joinArrays(Uint32Array, chunks[width + i] ?? [], 'u32'));
  return { report, table: { rowCount: report.rowCount, columns, sourceLine, hashHigh, hashLow } };
}

/** A reader fills its arrays again. */
function copyOf(data: ColumnChunk): ColumnChunk {
  switch (data.kind) {
    case 'text':
      return { kind: 'text', codes: data.codes.slice(), words: { bytes: data.words.bytes.slice(), ends: data.words.ends.slice() } };
    case 'number':
    case 'datetime':
      return { kind: data.kind, values: data.values.slice() };
    case 'date':
      return { kind: 'date', values: data.values.slice() };
    case 'boolean':
      return { kind: 'boolean', values: data.values.slice() };
    case 'u32':
      return { kind: 'u32', values: data.values.slice() };
    default:
      return assertNever(data);
  }
}
