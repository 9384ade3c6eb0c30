/** Columns out of their encrypted chunks, for tables that were kept and for tables that are staged. */
import { CHUNK_ROWS, HIDDEN_COLUMNS, type Column, type ColumnChunk } from '../core/column.ts';
import type { ChunkSpot } from '../core/dataset.ts';
import { AppError } from '../core/errors.ts';
import { columnJoiner, columnKindOf, type ColumnJoiner } from '../core/join-chunks.ts';
import type { ReadReport } from '../core/reading.ts';
import { decodeChunk } from '../privacy/chunk-bytes.ts';
import { sealMark } from '../privacy/vault.ts';
import type { Connection } from './connection.ts';
import type { HiddenColumns, Pause } from './contract.ts';
import type { RecentChunks } from './recent-chunks.ts';

export interface StoredTable {
  id: string;
  report: ReadReport;
  chunks: Readonly<Record<string, ChunkSpot>>;
  /** Chunks that are still at hand. */
  recent?: RecentChunks;
  /** Resolves when the others are in the store. */
  written?: () => Promise<void>;
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

/** Chunks that are in memory at a time, as read and as decrypted. */
const CHUNKS_AT_ONCE = 16;

/**
 * Gives the chunks of a column to `add`, in order; `room` as in `ColumnJoiner`.
 * Errors: `damaged` (with the column's name) when one is missing, changed, or not the one that was committed.
 */
async function eachChunk(
  connection: Connection,
  table: StoredTable,
  column: number,
  { add, room }: Pick<ColumnJoiner, 'add'> & { room(rows: number): Parameters<typeof decodeChunk>[3] },
  pause?: Pause,
): Promise<void> {
  const kind = storedKind(table.report, column);
  const rows = chunkRows(table.report.rowCount);
  const name = table.report.columns[column]?.name ?? HIDDEN_COLUMNS[column - table.report.columns.length];
  const recent = table.recent?.take(column);
  for (let chunk = 0; recent && chunk < rows.length; chunk++) {
    add(decodeChunk(kind, rows[chunk], recent[chunk], room(rows[chunk])));
    await pause?.();
  }
  if (recent) return;
  await table.written?.();
  for (let from = 0; from < rows.length; from += CHUNKS_AT_ONCE) {
    const numbers = rows.slice(from, from + CHUNKS_AT_ONCE).map((_, i) => from + i);
    const chunks = await readChunks(connection, table, column, numbers).catch((thrown: unknown) => {
      throw thrown instanceof AppError && thrown.code === 'damaged' ? new AppError('damaged', { column: name }) : thrown;
    });
    for (const chunk of chunks) {
      add(chunk);
      await pause?.();
    }
  }
}

/** The browser has lost the file behind a Blob. */
function unreadable(): never {
  throw new AppError('damaged');
}

async function readChunks(connection: Connection, table: StoredTable, column: number, numbers: number[]): Promise<ColumnChunk[]> {
  const spots = numbers.map((chunk) => table.chunks[chunkKey(column, chunk)]);
  if (spots.some((spot) => !spot)) throw new AppError('damaged');
  const batches = [...new Set(spots.map(({ batch }) => batch))];
  const records = await connection.relaxed.batches.bulkGet(batches.map((batch) => [table.id, batch]));
  const rows = chunkRows(table.report.rowCount);
  const kind = storedKind(table.report, column);
  return Promise.all(
    spots.map(async ({ batch, at, length, seal }, i) => {
      const record = records[batches.indexOf(batch)];
      if (!record) throw new AppError('damaged');
      const bytes = await record.sealed
        .slice(at, at + length)
        .arrayBuffer()
        .catch(unreadable);
      const sealed = new Uint8Array(bytes);
      if (sealed.length !== length || sealMark(sealed) !== seal) throw new AppError('damaged');
      const chunk = numbers[i];
      return connection.vault.openChunk({ tableId: table.id, column, chunk, rows: rows[chunk], kind }, sealed);
    }),
  );
}

/** One column after the other: the memory in use is that of the result and of one column's chunks. */
export async function readColumns(connection: Connection, table: StoredTable, indexes: number[], pause?: Pause): Promise<Column[]> {
  const columns: Column[] = [];
  for (const index of indexes) {
    const report = table.report.columns[index];
    if (!report) throw new AppError('not-found', { column: index });
    const joiner = columnJoiner(report, report.name, table.report.rowCount);
    await eachChunk(connection, table, index, joiner, pause);
    columns.push(joiner.column());
  }
  return columns;
}

export async function readHidden(connection: Connection, table: StoredTable, pause?: Pause): Promise<HiddenColumns> {
  const first = table.report.columns.length;
  const read = async (place: number): Promise<Uint32Array> => {
    const values = new Uint32Array(table.report.rowCount);
    let at = 0;
    const room = (rows: number): Uint32Array => values.subarray(at, at + rows);
    const add = (chunk: ColumnChunk): void => {
      if (chunk.kind !== 'u32') return;
      if (chunk.values.buffer !== values.buffer) values.set(chunk.values, at);
      at += chunk.values.length;
    };
    await eachChunk(connection, table, first + place, { add, room }, pause);
    return values;
  };
  return { sourceLine: await read(0), hashHigh: await read(1), hashLow: await read(2) };
}
