/** The database as an attacker sees it: every record of every table, without our code. */
export type RawRecord = Record<string, unknown>;

export async function openRaw(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Reads all records; what `change` returns is written back (undefined: nothing). */
export async function visitRaw(name: string, change: (table: string, record: RawRecord) => RawRecord | undefined): Promise<void> {
  const database = await openRaw(name);
  const tables = [...database.objectStoreNames];
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(tables, 'readwrite');
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    for (const table of tables) {
      const store = transaction.objectStore(table);
      store.getAll().onsuccess = (event) => {
        for (const record of (event.target as IDBRequest<RawRecord[]>).result) {
          const changed = change(table, record);
          if (changed) store.put(changed);
        }
      };
    }
  });
  database.close();
}

/** A Blob as its bytes. */
export async function openBlobs(record: RawRecord): Promise<RawRecord> {
  const open = async ([key, value]: [string, unknown]) => [key, value instanceof Blob ? new Uint8Array(await value.arrayBuffer()) : value];
  return Object.fromEntries(await Promise.all(Object.entries(record).map(open))) as RawRecord;
}

export async function rawRecords(name: string): Promise<Record<string, RawRecord[]>> {
  const found: Record<string, RawRecord[]> = {};
  await visitRaw(name, (table, record) => void (found[table] ??= []).push(record));
  return found;
}

/** Every byte and letter of a record, keys included, as one text (latin1, and UTF-16 read as such). */
export function everythingIn(record: unknown): string {
  if (ArrayBuffer.isView(record)) {
    const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
    return `${bytes.toString('latin1')} ${bytes.toString('utf16le')} ${bytes.toString('utf8')}`;
  }
  if (typeof record === 'object' && record !== null)
    return Object.entries(record)
      .map(([key, value]) => `${key} ${everythingIn(value)}`)
      .join(' ');
  return String(record);
}
