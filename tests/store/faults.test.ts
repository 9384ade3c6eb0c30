/** Whatever fails, and whenever it fails: the state is the old one or the new one, and what was reported is what happened. */
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Store } from '../../src/store/contract.ts';
import { RECORD_KINDS } from '../../src/store/database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { arm, disarm, type Fault } from './faults.ts';
import { rawRecords } from './raw-database.ts';
import { sampleDataset, sampleReport, stageSample } from './sample-table.ts';

afterEach(() => void disarm());

let count = 0;

/** Everything that can be read back, as one text. */
async function stateOf(name: string): Promise<string> {
  const store = await openStore({ name });
  const tables: unknown[] = [];
  for (const id of ['old', 'new']) {
    const manifest = await store.manifest(id);
    if (manifest) tables.push([manifest.report, await store.columns(id, [0, 1, 2, 3, 4, 5]), await store.hidden(id)]);
  }
  const records: unknown[] = [];
  for (const kind of RECORD_KINDS) records.push((await store.all(kind)).sort((a, b) => (a.id < b.id ? -1 : 1)));
  store.close();
  return JSON.stringify([tables, records]);
}

async function prepare(): Promise<string> {
  const name = `faults-${++count}`;
  const store = await openStore({ name });
  const staged = store.stageTable('old');
  await stageSample(staged, 4);
  await staged.commit(sampleReport('old', 4), [{ kind: 'dataset', put: sampleDataset('d', ['old']) }]);
  await store.write([{ kind: 'setting', put: { id: 'a', value: 1 } }]);
  store.close();
  return name;
}

async function importMore(store: Store): Promise<void> {
  const staged = store.stageTable('new');
  try {
    await stageSample(staged, 3);
    await staged.commit(sampleReport('new', 3), [
      { kind: 'dataset', put: sampleDataset('d', ['old', 'new']) },
      { kind: 'setting', put: { id: 'last-import', value: 'new' } },
    ]);
  } catch (thrown) {
    await staged.abort().catch(() => undefined);
    throw thrown;
  }
}

const ACTIONS: Record<string, (store: Store) => Promise<void>> = {
  'an import': importMore,
  'a write of several records': (store) =>
    store.write([
      { kind: 'setting', put: { id: 'a', value: 2 } },
      { kind: 'setting', put: { id: 'b', value: 2 } },
      { kind: 'dataset', remove: 'd' },
    ]),
  'the removal of a table': (store) => store.removeTable('old'),
};

describe.each(Object.entries(ACTIONS))('F01 and F06 %s', (_, action) => {
  it.each<[Fault, boolean]>([
    ['throws', false],
    ['throws', true],
    ['quota', false],
    ['quota', true],
  ])('leaves the old state or the new one when call N %s (from then on: %s), for every N', { timeout: 120_000 }, async (fault, lasting) => {
    const reference = await prepare();
    const before = await stateOf(reference);
    const store = await openStore({ name: reference });
    await action(store);
    store.close();
    const after = await stateOf(reference);
    expect(after).not.toBe(before);

    const outcomes = new Set<string>();
    for (let at = 1; ; at++) {
      const name = await prepare();
      arm(fault, at, lasting);
      let said = 'done';
      let store: Store | undefined;
      try {
        store = await openStore({ name });
        await action(store);
      } catch (thrown) {
        said = thrown instanceof AppError && thrown.code !== 'internal' ? thrown.code : `foreign: ${String(thrown)}`;
      }
      const calls = disarm();
      store?.close();
      const state = await stateOf(name);
      const found = state === before ? 'old' : state === after ? 'new' : 'neither old nor new';
      expect(found, `after a fault at call ${at}, said: ${said}`).toBe(said === 'done' ? 'new' : 'old');
      // Opening has removed what was left over: one batch of nine chunks per table that is there.
      const { batches = [], manifests = [] } = await rawRecords(name);
      expect(batches.length).toBe(manifests.length);
      outcomes.add(said);
      if (calls < at) break;
    }
    outcomes.delete('done');
    expect([...outcomes].filter((code) => code !== (fault === 'quota' ? 'storage-full' : 'storage-unavailable'))).toEqual([]);
  });
});

describe('the browser dropped the handle (F18)', () => {
  it('once: the store reopens and does the work again', async () => {
    const name = await prepare();
    const store = await openStore({ name });
    arm('throws', 1);
    await store.write([{ kind: 'setting', put: { id: 'a', value: 2 } }]);
    disarm();
    expect(await store.get('setting', 'a')).toEqual({ id: 'a', value: 2 });
    store.close();
  });

  it('for good: it says so, and never deletes anything by itself', async () => {
    const name = await prepare();
    const before = await stateOf(name);
    const store = await openStore({ name });
    const deleted = vi.spyOn(IDBFactory.prototype, 'deleteDatabase');
    arm('throws', 1, true);
    await expect(store.all('setting')).rejects.toMatchObject({ code: 'storage-unavailable' });
    await expect(openStore({ name })).rejects.toMatchObject({ code: 'storage-unavailable' });
    disarm();
    expect(deleted).not.toHaveBeenCalled();
    deleted.mockRestore();
    expect(await store.get('setting', 'a')).toEqual({ id: 'a', value: 1 });
    store.close();
    expect(await stateOf(name)).toBe(before);
  });

  it('by closing it, as another version does: the next call opens a fresh one', async () => {
    const name = await prepare();
    const store = await openStore({ name });
    const request = indexedDB.open(name, 99);
    await new Promise((resolve) => (request.onsuccess = resolve));
    request.result.close();
    expect(await store.get('setting', 'a')).toEqual({ id: 'a', value: 1 });
    store.close();
  });
});

describe('durability (F07)', () => {
  it('is strict for commits, records and keys, relaxed for chunks', async () => {
    const name = `faults-${++count}`;
    const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const store = await openStore({ name });
    await importMore(store);
    await store.write([{ kind: 'setting', put: { id: 'a', value: 1 } }]);
    await store.removeTable('new');
    const writing = asked.mock.calls.filter(([, mode]) => mode === 'readwrite');
    asked.mockRestore();
    store.close();
    const chunkWrites = writing.filter(([tables]) => [tables].flat().sort().join() === 'batches,keys');
    const others = writing.filter((call) => !chunkWrites.includes(call));
    expect(chunkWrites.length).toBeGreaterThanOrEqual(1);
    expect(new Set(chunkWrites.map(([, , options]) => options?.durability))).toEqual(new Set(['relaxed']));
    expect(others.length).toBeGreaterThanOrEqual(4);
    expect(new Set(others.map(([, , options]) => options?.durability))).toEqual(new Set(['strict']));
  });
});
