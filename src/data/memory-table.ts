/** A file read into one table in memory: for the lab, for tests, for small files. */
import type { ColumnChunk, Table } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
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
    (this.chunks[column] ??= [])[chunk] = copyOf(data);
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
