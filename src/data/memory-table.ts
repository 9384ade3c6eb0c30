/** A file read into one table in memory: for the lab, for tests, for small files. */
import type { ColumnChunk, Table } from '../core/column.ts';
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
      (chunks[column] ??= [])[chunk] = data;
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
