/** Small records: one encrypted value each, stored under a name that does not show the record's id. */
import { AppError } from '../core/errors.ts';
import { sealMark, type Vault } from '../privacy/vault.ts';
import type { Connection } from './connection.ts';
import type { RecordKind, RecordKinds, RecordWrite } from './contract.ts';
import type { Database, SealedRecord } from './database.ts';
import { bytesToPlain, plainToBytes } from './plain-bytes.ts';

const placeOf = (kind: RecordKind, name: string): string => `record|${kind}|${name}`;

// The vault gives back what `sealWrites` put in for this kind, or refuses.
async function openRecord<K extends RecordKind>(vault: Vault, kind: K, { id, sealed }: SealedRecord): Promise<RecordKinds[K]> {
  return bytesToPlain(await vault.open(placeOf(kind, id), sealed)) as RecordKinds[K];
}

export async function getRecord<K extends RecordKind>(
  { strict, vault }: Connection,
  kind: K,
  id: string,
): Promise<RecordKinds[K] | undefined> {
  const record = await strict.records[kind].get(await vault.nameOf(kind, id));
  return record && openRecord(vault, kind, record);
}

/**
 * Records as they were opened, by their place and seal, as long as somebody holds them. A page reads all of a kind after every write to
 * it: what has not changed is neither decrypted nor parsed again, and stays the same object. Nobody may change it in place.
 */
const opened = new WeakMap<Vault, Map<string, WeakRef<object>>>();

export async function allRecords<K extends RecordKind>({ strict, vault }: Connection, kind: K): Promise<RecordKinds[K][]> {
  const records = await strict.records[kind].toArray();
  const known = opened.get(vault) ?? new Map<string, WeakRef<object>>();
  opened.set(vault, known);
  return Promise.all(
    records.map(async (record): Promise<RecordKinds[K]> => {
      const mark = `${placeOf(kind, record.id)}|${sealMark(record.sealed)}`;
      const same = known.get(mark)?.deref() as RecordKinds[K] | undefined;
      const value = same ?? (await openRecord(vault, kind, record));
      if (!same) known.set(mark, new WeakRef(value));
      return value;
    }),
  );
}

/** A write that only has to be put into its transaction. */
export type SealedWrite = { kind: RecordKind; put: SealedRecord } | { kind: RecordKind; remove: string };

/** Before the transaction: a transaction that waits for anything but the database ends. */
export function sealWrites(vault: Vault, writes: RecordWrite[]): Promise<SealedWrite[]> {
  return Promise.all(
    writes.map(async (write): Promise<SealedWrite> => {
      if ('remove' in write) return { kind: write.kind, remove: await vault.nameOf(write.kind, write.remove) };
      if (!write.put.id) throw new AppError('internal', { message: `a ${write.kind} without an id` });
      const name = await vault.nameOf(write.kind, write.put.id);
      return { kind: write.kind, put: { id: name, sealed: await vault.seal(placeOf(write.kind, name), plainToBytes(write.put)) } };
    }),
  );
}

/** Inside a transaction over the tables of these kinds, in the order given. */
export async function applyWrites({ records }: Database, writes: SealedWrite[]): Promise<void> {
  for (const write of writes) {
    if ('put' in write) await records[write.kind].put(write.put);
    else await records[write.kind].delete(write.remove);
  }
}

export function kindsOf(writes: { kind: RecordKind }[]): RecordKind[] {
  return [...new Set(writes.map(({ kind }) => kind))];
}
