/** What makes stored chunks a table: the report, and where every chunk lies. Encrypted, under the table's random id. */
import type { TableManifest } from '../core/dataset.ts';
import { writeAtOnce, type Connection } from './connection.ts';
import { batchesOf } from './database.ts';
import { bytesToPlain, plainToBytes } from './plain-bytes.ts';
import { stagingMarks } from './staging-marks.ts';

const placeOf = (id: string): string => `manifest|${id}`;

export async function readManifest({ strict, vault }: Connection, id: string): Promise<TableManifest | undefined> {
  const record = await strict.manifests.get(id);
  // The vault gives back what `writeManifest` put in for this id, or refuses.
  return record && (bytesToPlain(await vault.open(placeOf(id), record.sealed)) as TableManifest);
}

/** Encrypts now; the function that comes back writes, and has to be called inside a transaction. */
export async function writeManifest({ strict, vault }: Connection, manifest: TableManifest): Promise<() => Promise<unknown>> {
  const sealed = await vault.seal(placeOf(manifest.id), plainToBytes(manifest));
  return () => strict.manifests.put({ id: manifest.id, sealed });
}

export function removeTable(connection: Connection, id: string): Promise<void> {
  const { strict } = connection;
  return writeAtOnce(connection, strict, [strict.manifests, strict.batches], async () => {
    await strict.manifests.delete(id);
    await batchesOf(strict, id).delete();
  });
}

/**
 * Removes batches of chunks that no manifest speaks of and that nobody is staging. The order matters: a table whose chunks are seen
 * first, that is not being staged after that, and that has no manifest even then, can only be a leftover.
 */
export async function removeOrphans(connection: Connection, database: string): Promise<number> {
  const { strict } = connection;
  const tableIds = await tablesWithBatches(connection);
  if (tableIds.length === 0) return 0;
  const isStaging = await stagingMarks(database);
  return writeAtOnce(connection, strict, [strict.manifests, strict.batches], async () => {
    let removed = 0;
    for (const id of tableIds) if (!isStaging(id) && !(await strict.manifests.get(id))) removed += await batchesOf(strict, id).delete();
    return removed;
  });
}

/** Leaps from table to table along the keys, without touching the batches between. */
async function tablesWithBatches({ strict: { batches } }: Connection): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const last = ids.at(-1);
    const rest = last === undefined ? batches.toCollection() : batches.where('[table+batch]').above([last, Infinity]);
    const [next] = await rest.limit(1).primaryKeys();
    if (!next) return ids;
    ids.push(next[0]);
  }
}
