/** The door to everything that is kept on this device. */
import { AppError } from '../core/errors.ts';
import type { TableManifest } from '../core/dataset.ts';
import { openChanges } from './changes.ts';
import { writeAtOnce, type Connection } from './connection.ts';
import type { Store, Usage } from './contract.ts';
import { DATABASE_NAME, RECORD_KINDS } from './database.ts';
import { eraseDatabase } from './erase.ts';
import { readManifest, removeOrphans, removeTable } from './manifests.ts';
import { readColumns, readHidden } from './read-columns.ts';
import { allRecords, applyWrites, getRecord, kindsOf, sealWrites } from './records.ts';
import { openSession } from './session.ts';
import { stageTable } from './staged-table.ts';

export interface StoreOptions {
  /** Name of the database; classrooms and tests take their own. */
  name?: string;
  /** Another tab writes: every write is refused. A function where that may change while the store is open. */
  readOnly?: boolean | (() => boolean);
}

/**
 * Errors: `storage-unavailable` (this browser or window has no storage, or it does not answer), `storage-full`,
 * `newer-vault` (a newer release has written here), `damaged` (the keys do not open).
 */
export async function openStore({ name = DATABASE_NAME, readOnly = false }: StoreOptions = {}): Promise<Store> {
  const isReadOnly = typeof readOnly === 'function' ? readOnly : () => readOnly;
  const session = openSession(name, isReadOnly);
  const changes = openChanges(name, RECORD_KINDS, session.close);

  async function manifestOf(connection: Connection, tableId: string): Promise<TableManifest> {
    const manifest = await readManifest(connection, tableId);
    if (!manifest) throw new AppError('not-found');
    return manifest;
  }

  const store: Store = {
    stageTable: (tableId) => stageTable(session, tableId, changes.announce),
    manifest: (tableId) => session.use((connection) => readManifest(connection, tableId)),
    columns: (tableId, indexes, pause) =>
      session.use(async (connection) => readColumns(connection, await manifestOf(connection, tableId), indexes, pause)),
    hidden: (tableId, pause) => session.use(async (connection) => readHidden(connection, await manifestOf(connection, tableId), pause)),

    removeTable: (tableId) => session.change((connection) => removeTable(connection, tableId)),

    get: (kind, id) => session.use((connection) => getRecord(connection, kind, id)),
    all: (kind) => session.use((connection) => allRecords(connection, kind)),

    async write(writes) {
      const kinds = kindsOf(writes);
      await session.change(async (connection) => {
        const { strict } = connection;
        const sealed = await sealWrites(connection.vault, writes);
        await writeAtOnce(
          connection,
          strict,
          kinds.map((kind) => strict.records[kind]),
          () => applyWrites(strict, sealed),
        );
      });
      changes.announce(kinds);
    },

    watch: changes.watch,

    removeOrphans: () => session.change((connection) => removeOrphans(connection, name)),

    usage,

    async eraseEverything() {
      session.mayWrite();
      session.close();
      await eraseDatabase(name, changes.announceErased);
      changes.announce([...RECORD_KINDS]);
    },

    close() {
      session.close();
      changes.close();
    },
  };

  try {
    await session.use(async () => undefined);
    // What is left over takes space and nothing else: when it cannot be removed now, the next start tries again.
    if (!isReadOnly()) await store.removeOrphans().catch(() => 0);
  } catch (thrown) {
    store.close();
    throw thrown;
  }
  return store;
}

async function usage(): Promise<Usage> {
  const storage = globalThis.navigator?.storage;
  const { usage: usedBytes = 0, quota: quotaBytes = 0 } = (await storage?.estimate?.()) ?? {};
  return { usedBytes, quotaBytes, persisted: (await storage?.persisted?.()) ?? false };
}
