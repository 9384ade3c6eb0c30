/**
 * A table on its way in. Chunks are encrypted and stored as they come, where nobody can see them; `commit` writes the manifest
 * that makes them a table, together with the records that go with it, in one strict transaction.
 */
import { HIDDEN_COLUMNS, type ColumnChunk } from '../core/column.ts';
import { AppError } from '../core/errors.ts';
import type { ChunkSpot } from '../core/dataset.ts';
import type { ReadReport } from '../core/reading.ts';
import { encodeChunk, rowsOf } from '../privacy/chunk-bytes.ts';
import type { Bytes } from '../privacy/envelope.ts';
import { sealMark, type ChunkPlace } from '../privacy/vault.ts';
import { writeAtOnce, type Connection } from './connection.ts';
import type { RecordKind, StagedTable } from './contract.ts';
import { batchesOf } from './database.ts';
import { writeManifest } from './manifests.ts';
import { chunkKey, chunkRows, readColumns, readHidden, storedKind } from './read-columns.ts';
import { RecentChunks } from './recent-chunks.ts';
import { applyWrites, kindsOf, sealWrites } from './records.ts';
import type { Session } from './session.ts';
import { markStaging } from './staging-marks.ts';

/** Encoded bytes that go to the disk in one transaction. */
const BATCH_BYTES = 4 * 1024 * 1024;
/** Encoded bytes that may wait for encryption and disk while the reader goes on: the bound on memory. */
const MAX_WAITING_BYTES = 3 * BATCH_BYTES;

export function stageTable(session: Session, id: string, announce: (kinds: RecordKind[]) => void): StagedTable {
  const places = new Map<string, ChunkPlace>();
  const spots: Record<string, ChunkSpot> = {};
  const recent = new RecentChunks();
  let batch: { place: ChunkPlace; encoded: Bytes }[] = [];
  let batchBytes = 0;
  let batchCount = 0;
  const waiting = new Set<Promise<void>>();
  let waitingBytes = 0;
  let failure: unknown;
  let vaultId: string | undefined;
  let mark: Promise<() => void> | undefined;
  let state: 'open' | 'committed' | 'aborted' = 'open';

  /** The connection, as long as it leads to the vault that the first chunk went into. */
  const use = <T>(work: (connection: Connection) => Promise<T>): Promise<T> =>
    session.use((connection) => {
      vaultId ??= connection.vault.vaultId;
      if (vaultId !== connection.vault.vaultId) throw new AppError('storage-lost');
      return work(connection);
    });

  function mayChange(): void {
    session.mayWrite();
    if (state !== 'open') throw new AppError('not-found');
    if (failure !== undefined) throw failure;
  }

  /** All that was put is on the disk, or `failure` says why not. */
  async function settled(): Promise<void> {
    storeBatch();
    while (waiting.size > 0) await Promise.all(waiting);
  }

  async function written(): Promise<void> {
    await settled();
    if (failure !== undefined) throw failure;
  }

  function storeBatch(): void {
    if (batch.length === 0) return;
    const [chunks, bytes, number] = [batch, batchBytes, batchCount++];
    [batch, batchBytes] = [[], 0];
    waitingBytes += bytes;
    const stored: Promise<void> = store(number, chunks)
      .catch((thrown: unknown) => void (failure ??= thrown))
      .finally(() => {
        waitingBytes -= bytes;
        waiting.delete(stored);
      });
    waiting.add(stored);
  }

  /** With the first chunk: from now on the table belongs to this vault, and is nobody's orphan. */
  const begin = (): Promise<() => void> => (mark ??= use(() => markStaging(session.name, id)));

  async function store(number: number, chunks: { place: ChunkPlace; encoded: Bytes }[]): Promise<void> {
    await begin();
    await use(async (connection) => {
      const { relaxed, vault } = connection;
      const sealed = await Promise.all(chunks.map(({ place, encoded }) => vault.sealChunk(place, encoded)));
      let at = 0;
      for (const [i, parts] of sealed.entries()) {
        const { column, chunk } = chunks[i].place;
        const length = parts.reduce((sum, part) => sum + part.length, 0);
        spots[chunkKey(column, chunk)] = { batch: number, at, length, seal: sealMark(parts[0], parts[parts.length - 1]) };
        at += length;
      }
      const parts = sealed.flat();
      const record = { table: id, batch: number, sealed: new Blob(parts) };
      // The Blob has a copy of its own.
      giveBack(parts);
      await writeAtOnce(connection, relaxed, [relaxed.batches], () => relaxed.batches.put(record));
    });
  }

  async function removeChunks(): Promise<void> {
    [batch, batchBytes] = [[], 0];
    await settled();
    await use(({ relaxed }) => batchesOf(relaxed, id).delete());
    batchCount = 0;
    places.clear();
    recent.clear();
    for (const key of Object.keys(spots)) delete spots[key];
    failure = undefined;
  }

  return {
    id,

    async put(column, chunk, data: ColumnChunk) {
      mayChange();
      // What goes wrong with it is heard when the batch is stored.
      begin().catch(() => undefined);
      const place: ChunkPlace = { tableId: id, column, chunk, rows: rowsOf(data), kind: data.kind };
      // Copied before the first await: the reader may fill the same arrays again.
      const encoded = encodeChunk(data);
      places.set(chunkKey(column, chunk), place);
      recent.add(column, chunk, encoded);
      batch.push({ place, encoded });
      batchBytes += encoded.length;
      if (batchBytes >= BATCH_BYTES) storeBatch();
      while (waitingBytes > MAX_WAITING_BYTES) await Promise.race(waiting);
      if (failure !== undefined) throw failure;
    },

    written,

    async restart() {
      session.mayWrite();
      if (state !== 'open') throw new AppError('not-found');
      await removeChunks();
    },

    async commit(report, alsoWrite = []) {
      mayChange();
      await written();
      mayChange();
      refuseIncomplete(report, places);
      const manifest = { id, report, chunks: { ...spots }, batchCount, committedAt: Date.now() };
      await use(async (connection) => {
        const { strict, vault } = connection;
        const writes = await sealWrites(vault, alsoWrite);
        const putManifest = await writeManifest(connection, manifest);
        const tables = kindsOf(writes).map((kind) => strict.records[kind]);
        await writeAtOnce(connection, strict, [strict.manifests, strict.batches, ...tables], async () => {
          if ((await batchesOf(strict, id).count()) !== batchCount) throw new AppError('storage-lost');
          await putManifest();
          await applyWrites(strict, writes);
        });
      });
      state = 'committed';
      recent.clear();
      (await mark)?.();
      announce(kindsOf(alsoWrite));
      return manifest;
    },

    async abort() {
      if (state !== 'open') return;
      state = 'aborted';
      try {
        await removeChunks();
      } finally {
        // Whatever could not be removed is an orphan from here on.
        (await mark)?.();
      }
    },

    columns: (report, indexes, pause) =>
      use((connection) => readColumns(connection, { id, report, chunks: spots, recent, written }, indexes, pause)),
    hidden: (report, pause) => use((connection) => readHidden(connection, { id, report, chunks: spots, recent, written }, pause)),
  };
}

/** Frees the memory of bytes that nobody needs any more. The browser would wait for a garbage collection, and take fresh memory until then. */
function giveBack(parts: readonly Bytes[]): void {
  for (const { buffer } of parts) (buffer as ArrayBuffer & { transfer?(length: number): ArrayBuffer }).transfer?.(0);
}

/** Every chunk the report speaks of was stored, with the rows and the kind it says, and nothing else was. */
function refuseIncomplete(report: ReadReport, places: Map<string, ChunkPlace>): void {
  const rows = chunkRows(report.rowCount);
  const columns = report.columns.length + HIDDEN_COLUMNS.length;
  const wrong: string[] = [];
  for (let column = 0; column < columns; column++) {
    rows.forEach((count, chunk) => {
      const place = places.get(chunkKey(column, chunk));
      if (place?.rows !== count || place.kind !== storedKind(report, column)) wrong.push(chunkKey(column, chunk));
    });
  }
  if (wrong.length > 0 || places.size !== columns * rows.length) {
    throw new AppError('internal', {
      message: `the report does not fit the ${places.size} chunks staged (${wrong.slice(0, 5).join(' ')})`,
    });
  }
}
