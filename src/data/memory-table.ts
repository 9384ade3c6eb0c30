/** A file read into one table in memory: for the lab, for tests, for small files. */
import type { ColumnChunk, Table } from '../core/column.ts';
import { joinArrays, joinChunks } from '../core/join-chunks.ts';
import type { ReadOptions, ReadReport } from '../core/reading.ts';
import type { ByteSource } from './byte-source.ts';
import { readTable, type ChunkSink, type ReadHooks, type ReadTuning } from './read-table.ts';

export { joinChunks };

/** Errors: as `readTable`. */
export async function readIntoMemory(
  source: ByteSource,
  fileName: string,
  options: ReadOptions = {},
  hooks: ReadHooks = {},
  tuning: ReadTuning = {},
): Promise<{ report: ReadReport; table: Table }> {
  const sink = new MemorySink();
  const report = await readTable('memory', source, fileName, options, sink, hooks, tuning);
  return { report, table: sink.table(report) };
}

/** Keeps all chunks. */
export class MemorySink implements ChunkSink {
  private chunks: ColumnChunk[][] = [];

  async put(column: number, chunk: number, data: ColumnChunk): Promise<void> {
    (this.chunks[column] ??= [])[chunk] = data;
  }

  async restart(): Promise<void> {
    this.chunks = [];
  }

  table(report: ReadReport): Table {
    const { chunks } = this;
    const width = report.columns.length;
    const columns = report.columns.map((column, i) => joinChunks(chunks[i] ?? [], column, column.name));
    const [sourceLine, hashHigh, hashLow] = [0, 1, 2].map((i) => joinArrays(Uint32Array, chunks[width + i] ?? [], 'u32'));
    return { rowCount: report.rowCount, columns, sourceLine, hashHigh, hashLow };
  }
}
