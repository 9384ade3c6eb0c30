/** Columns out of their encrypted chunks, for tables that were kept and for tables that are staged. */
import { CHUNK_ROWS, HIDDEN_COLUMNS, type Column, type ColumnChunk } from '../core/column.ts';
import { AppError } from '../core/errors.ts';
import { columnKindOf, joinArrays, joinChunks } from '../core/join-chunks.ts';
import type { ReadReport } from '../core/reading.ts';
import { sealMark } from '../privacy/vault.ts';
import type { Connection } from './connection.ts';

export interface StoredTable {
  id: string;
  report: ReadReport;
  /** `sealMark` of every encrypted chunk, by `column/chunk`. */
  digests: Readonly<Record<string, string>>;
}

export interface HiddenColumns {
  sourceLine: Uint32Array;
  hashHigh: Uint32Array;
  hashLow: Uint32Array;
}

export function chunkKey(column: number, chunk: number): string {
  return `${column}/${chunk}`;
}

/** Kind of a column as stored; the hidden columns come after the file's own. Errors: `not-found` past the last one. */
export function storedKind(report: ReadReport, column: number): ColumnChunk['kind'] {
  if (column < report.columns.length) return columnKindOf(report.columns[column].reading.type);
  if (column < report.columns.length + HIDDEN_COLUMNS.length) return 'u32';
  throw new AppError('not-found', { column });
}

/** Rows of each chunk of a column. */
export function chunkRows(rowCount: number): number[] {
  return Array.from({ length: Math.ceil(rowCount / CHUNK_ROWS) }, (_, chunk) => Math.min(CHUNK_ROWS, rowCount - chunk * CHUNK_ROWS));
}

/** Errors: `damaged` (with the column's name) when a chunk is missing, changed, or not the one that was committed. */
async function readChunks(connection: Connection, table: StoredTable, column: number): Promise<ColumnChunk[]> {
  const kind = storedKind(table.report, column);
  const rows = chunkRows(table.report.rowCount);
  const records = await connection.relaxed.chunks.bulkGet(rows.map((_, chunk) => [table.id, column, chunk]));
  const name = table.report.columns[column]?.name ?? HIDDEN_COLUMNS[column - table.report.columns.length];
  return Promise.all(
    records.map(async (record, chunk) => {
      if (!record || sealMark(record.sealed) !== table.digests[chunkKey(column, chunk)]) throw new AppError('damaged', { column: name });
      return connection.vault.openChunk({ tableId: table.id, column, chunk, rows: rows[chunk], kind }, record.sealed);
    }),
  );
}

/** One column after the other: the memory in use is that of the result and of one column's chunks. */
export async function readColumns(connection: Connection, table: StoredTable, indexes: number[]): Promise<Column[]> {
  const columns: Column[] = [];
  for (const index of indexes) {
    const report = table.report.columns[index];
    if (!report) throw new AppError('not-found', { column: index });
    columns.push(joinChunks(await readChunks(connection, table, index), report, report.name));
  }
  return columns;
}

export async function readHidden(connection: Connection, table: StoredTable): Promise<HiddenColumns> {
  const first = table.report.columns.length;
  const read = async (at: number): Promise<Uint32Array> => joinArrays(Uint32Array, await readChunks(connection, table, first + at), 'u32');
  return { sourceLine: await read(0), hashHigh: await read(1), hashLow: await read(2) };
}
