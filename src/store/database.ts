/** The tables of the database. Values are encrypted; keys are random ids or meaningless names (see `vault.nameOf`). */
import { Dexie, type Table } from 'dexie';
import type { Bytes, Envelope, Key } from '../privacy/envelope.ts';
import type { RecordKind } from './contract.ts';

export const DATABASE_NAME = 'regulars';

/**
 * Counts changes of what is stored (not of Dexie's indexes): raised when older code must no longer write. Dexie 4 lets old
 * code open a newer schema, so this number is compared in every writing transaction.
 */
export const SCHEMA_EPOCH = 1;

export const RECORD_KINDS = ['dataset', 'model', 'playbook', 'run', 'task', 'outcome', 'exit', 'setting'] as const satisfies RecordKind[];

/** The one record of the `keys` table. Without it nothing here can be read. */
export interface KeyRecord {
  id: 'vault';
  schemaEpoch: number;
  envelope: Envelope;
  /** Non-extractable; the browser stores it, the page can only use it. */
  deviceKey: Key;
}

/**
 * Encrypted chunks one after the other, as a Blob: the browser writes it to a file of its own and never copies it through the
 * database, which costs a third of what a record per chunk costs. The manifest says which chunk lies where.
 */
export interface BatchRecord {
  table: string;
  batch: number;
  sealed: Blob;
}

export interface SealedRecord {
  id: string;
  sealed: Bytes;
}

export interface Database {
  dexie: Dexie;
  keys: Table<KeyRecord, 'vault'>;
  batches: Table<BatchRecord, [string, number]>;
  manifests: Table<SealedRecord, string>;
  records: Record<RecordKind, Table<SealedRecord, string>>;
}

/**
 * `strict`: a finished transaction has reached the disk (commits, keys, records). `relaxed`: it has reached the operating
 * system (chunks, which count for nothing before their commit).
 */
export function declareDatabase(name: string, durability: 'strict' | 'relaxed'): Database {
  const dexie = new Dexie(name, { autoOpen: false, cache: 'disabled', chromeTransactionDurability: durability });
  const kinds = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, 'id']));
  dexie.version(1).stores({ keys: 'id', manifests: 'id', batches: '[table+batch]', ...kinds });
  return {
    dexie,
    keys: dexie.table('keys'),
    batches: dexie.table('batches'),
    manifests: dexie.table('manifests'),
    // One table per kind, declared just above.
    records: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, dexie.table(kind)])) as Database['records'],
  };
}

export function batchesOf(database: Database, tableId: string) {
  return database.batches.where('[table+batch]').between([tableId, 0], [tableId, Infinity]);
}
