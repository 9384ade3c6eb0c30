/** A file of any format the product reads, in memory, from Node. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Table } from '../../src/core/column.ts';
import type { ReadOptions, ReadReport } from '../../src/core/reading.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { MemorySink } from '../../src/data/memory-table.ts';
import type { FormatParts } from '../../src/data/sheets/open-file.ts';
import { readAnyTable } from '../../src/data/sheets/read-any-table.ts';

export const nodeParts: FormatParts = { sqliteWasm: async () => createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm') };

/** Also gzipped. Errors: as reading. */
export async function anyTable(path: string, options: ReadOptions = {}): Promise<{ report: ReadReport; table: Table }> {
  const bytes = await readFile(path);
  return anyTableOfBytes(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, basename(path).replace(/\.gz$/, ''), options);
}

export async function anyTableOfBytes(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<{ report: ReadReport; table: Table }> {
  const sink = new MemorySink();
  const report = await readAnyTable('memory', bytesSource(bytes), fileName, options, sink, {}, nodeParts);
  return { report, table: sink.table(report) };
}
