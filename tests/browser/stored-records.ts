/** What lies in the page's IndexedDB, counted past the app: object store by object store, over all databases. */
import type { Page } from '@playwright/test';

export async function countStored(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no reason given'));
      });
    const counts: Record<string, number> = {};
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        counts[store] = (counts[store] ?? 0) + (await answer(database.transaction(store).objectStore(store).count()));
      database.close();
    }
    return counts;
  });
}

/** The wrapped data key of the vault, as text; undefined where there is none. */
export async function wrappedKey(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('regulars');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no reason given'));
    });
    const records = await new Promise<{ envelope: unknown }[]>((resolve, reject) => {
      const request = database.transaction('keys').objectStore('keys').getAll();
      request.onsuccess = () => resolve(request.result as { envelope: unknown }[]);
      request.onerror = () => reject(request.error ?? new Error('no reason given'));
    });
    database.close();
    return records.length === 0
      ? undefined
      : JSON.stringify(records[0].envelope, (_, value: unknown) => (ArrayBuffer.isView(value) ? [...new Uint8Array(value.buffer)] : value));
  });
}
