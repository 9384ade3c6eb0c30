/** An open database with its keys. */
import type { Table } from 'dexie';
import { AppError } from '../core/errors.ts';
import { newDeviceKey, newEnvelope, openEnvelope } from '../privacy/envelope.ts';
import { openVault, type Vault } from '../privacy/vault.ts';
import { declareDatabase, SCHEMA_EPOCH, type Database, type KeyRecord } from './database.ts';

export interface Connection {
  /** Commits, keys, records. */
  strict: Database;
  /** Chunks. */
  relaxed: Database;
  vault: Vault;
  close(): void;
}

/** Errors: `read-only-tab` when a tab of an older release holds it and does not let go, `newer-vault` when a newer release has written here, `damaged` when the keys do not open; storage errors as thrown. */
export async function openConnection(name: string): Promise<Connection> {
  const strict = declareDatabase(name, 'strict');
  const relaxed = declareDatabase(name, 'relaxed');
  const close = (): void => {
    strict.dexie.close();
    relaxed.dexie.close();
  };
  try {
    await openDatabase(strict);
    await openDatabase(relaxed);
    const keys = (await strict.keys.get('vault')) ?? (await createKeys(strict));
    if (keys.schemaEpoch > SCHEMA_EPOCH) throw new AppError('newer-vault');
    const vault = openVault(await openEnvelope(keys.envelope, keys.deviceKey));
    return { strict, relaxed, vault, close };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

async function openDatabase({ dexie, keys }: Database): Promise<void> {
  // A tab of an older release that does not let go: the browser would wait for it without a word, and so would everybody else.
  const blocked = new Promise<never>((_, reject) => dexie.on('blocked', () => reject(new AppError('read-only-tab'))));
  await Promise.race([dexie.open(), blocked]);
  // Dexie swallows a failure of its first transaction and says it is open, without anything behind its tables.
  if (!keys.core) throw new DOMException('the database did not open', 'InvalidStateError');
}

/** A fresh vault, unless another tab was quicker: then its keys count. */
async function createKeys({ dexie, keys }: Database): Promise<KeyRecord> {
  const deviceKey = await newDeviceKey();
  const envelope = await newEnvelope(crypto.randomUUID(), deviceKey);
  const fresh: KeyRecord = { id: 'vault', schemaEpoch: SCHEMA_EPOCH, envelope, deviceKey };
  return dexie.transaction('rw', keys, async () => {
    const other = await keys.get('vault');
    if (other) return other;
    await keys.put(fresh);
    return fresh;
  });
}

/**
 * One transaction that is whole or absent. Refused with `stale-tab` when newer code has raised the epoch, or when the vault
 * was erased or replaced since this connection was opened. `work` may await nothing but the database.
 */
export function writeAtOnce<T>(connection: Connection, database: Database, tables: Table[], work: () => Promise<T>): Promise<T> {
  let browsers: IDBTransaction | undefined;
  return database.dexie
    .transaction('rw', [database.keys, ...tables], async ({ idbtrans }) => {
      browsers = idbtrans;
      const keys = await database.keys.get('vault');
      if (keys?.schemaEpoch !== SCHEMA_EPOCH || keys.envelope.vaultId !== connection.vault.vaultId) throw new AppError('stale-tab');
      return work();
    })
    .catch((thrown: unknown) => {
      // Each request only says that it was aborted; why stands in the transaction.
      throw browsers?.error?.name === 'QuotaExceededError' ? browsers.error : thrown;
    });
}
