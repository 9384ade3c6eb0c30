/** Changing what is there already: a tab that does not let go (F11), and a change that fails half-way (F12). */
import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';

let count = 0;

/** A database as another release left it: an older version, one table, one value. */
async function olderDatabase(): Promise<{ name: string; held: IDBDatabase }> {
  const name = `upgrade-${++count}`;
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('setting', { keyPath: 'id' }).put({ id: 'a', value: 'old' });
  await new Promise((resolve) => (request.onsuccess = resolve));
  return { name, held: request.result };
}

async function contentsOf(name: string): Promise<{ version: number; tables: string[]; value: unknown }> {
  const request = indexedDB.open(name);
  await new Promise((resolve) => (request.onsuccess = resolve));
  const database = request.result;
  const { version } = database;
  const tables = [...database.objectStoreNames].sort();
  const get = database.transaction('setting').objectStore('setting').get('a');
  await new Promise((resolve) => (get.onsuccess = resolve));
  database.close();
  return { version, tables, value: get.result };
}

describe('a database of an older release', () => {
  it('that another tab holds without letting go is not waited for in silence (F11)', async () => {
    const { name, held } = await olderDatabase();
    await expect(openStore({ name })).rejects.toMatchObject({ code: 'read-only-tab' });
    // The tab was closed: the next try goes through.
    held.close();
    const store = await openStore({ name });
    await store.write([{ kind: 'setting', put: { id: 'b', value: 1 } }]);
    expect(await store.get('setting', 'b')).toEqual({ id: 'b', value: 1 });
    store.close();
  });

  it('is as it was when the change to the new one fails at any of its steps (F12)', async () => {
    const wanted = { version: 1, tables: ['setting'], value: { id: 'a', value: 'old' } };
    const create = IDBDatabase.prototype.createObjectStore;
    const steps = new Set<string>();
    /** Opens with our code; the step that makes `failing` fails, however often it is tried. */
    const openWith = async (name: string, failing: string | undefined): Promise<unknown> => {
      const spy = vi.spyOn(IDBDatabase.prototype, 'createObjectStore').mockImplementation(function (this: IDBDatabase, table, options) {
        steps.add(table);
        if (table === failing) throw new DOMException('made by the test', 'UnknownError');
        return create.call(this, table, options);
      });
      const opened = await openStore({ name }).then(
        (store) => (store.close(), 'opened'),
        (thrown: unknown) => thrown,
      );
      spy.mockRestore();
      return opened;
    };
    const first = await olderDatabase();
    first.held.close();
    expect(await openWith(first.name, undefined)).toBe('opened');
    // Every table but the one that was there is a step.
    expect(steps.size).toBeGreaterThan(5);
    for (const failing of [...steps]) {
      const { name, held } = await olderDatabase();
      held.close();
      expect(await openWith(name, failing), failing).toMatchObject({ code: 'storage-unavailable' });
      expect(await contentsOf(name), failing).toEqual(wanted);
      expect(await openWith(name, undefined)).toBe('opened');
    }
  });
});
