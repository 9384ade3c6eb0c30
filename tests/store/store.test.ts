import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHUNK_ROWS, MISSING_CODE } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Store } from '../../src/store/contract.ts';
import { eraseDatabase } from '../../src/store/erase.ts';
import { openStore, type StoreOptions } from '../../src/store/open-store.ts';
import { everythingIn, openBlobs, rawRecords, visitRaw } from './raw-database.ts';
import { sampleDataset, sampleReport, SENTINEL, stageSample } from './sample-table.ts';

let name = '';
let stores: Store[] = [];
let count = 0;

async function open(options: StoreOptions = {}): Promise<Store> {
  const store = await openStore({ name, ...options });
  stores.push(store);
  return store;
}

beforeEach(() => {
  name = `test-${++count}`;
});
afterEach(() => {
  stores.forEach((store) => store.close());
  stores = [];
});

async function keep(store: Store, tableId: string, rows: number): Promise<void> {
  const staged = store.stageTable(tableId);
  await stageSample(staged, rows);
  await staged.commit(sampleReport(tableId, rows), [{ kind: 'dataset', put: sampleDataset(`d-${tableId}`, [tableId]) }]);
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof AppError ? thrown.code : `foreign: ${String(thrown)}`),
  );

describe('a kept table', () => {
  it('comes back whole in another opening, chunks joined and dictionaries merged', async () => {
    const rows = CHUNK_ROWS + 3;
    await keep(await open(), 't', rows);
    const store = await open();
    expect((await store.manifest('t'))?.report.rowCount).toBe(rows);
    const [id, money, date, yes, time, note] = await store.columns('t', [0, 1, 2, 3, 4, 5]);
    expect(id).toMatchObject({ kind: 'text', use: 'id', name: `id ${SENTINEL}`, dictionary: [SENTINEL, 'b', 'c'] });
    if (id.kind === 'text') {
      expect([...id.codes.slice(0, 4)]).toEqual([0, 1, MISSING_CODE, 1]);
      expect([...id.codes.slice(CHUNK_ROWS)]).toEqual([1, 2, MISSING_CODE]);
    }
    expect(money).toMatchObject({ kind: 'number', unit: 'CNY' });
    if (money.kind === 'number') expect([money.values.length, money.values[CHUNK_ROWS + 2]]).toEqual([rows, (CHUNK_ROWS + 2) / 4]);
    if (date.kind === 'date') expect(date.values[CHUNK_ROWS]).toBe(CHUNK_ROWS);
    if (yes.kind === 'boolean') expect([...yes.values.slice(0, 3)]).toEqual([0, 1, 0]);
    if (time.kind === 'datetime') expect([...time.values.slice(0, 3)]).toEqual([0, NaN, 2]);
    expect(note).toMatchObject({ kind: 'text', use: 'text', dictionary: [`note of ${SENTINEL}`] });
    const hidden = await store.hidden('t');
    expect([hidden.sourceLine[1], hidden.hashHigh[1], hidden.hashLow[CHUNK_ROWS]]).toEqual([1001, 2001, 3000 + CHUNK_ROWS]);
    expect(await store.get('dataset', 'd-t')).toEqual(sampleDataset('d-t', ['t']));
  });

  it('may have no rows', async () => {
    const store = await open();
    await keep(store, 't', 0);
    const [id] = await store.columns('t', [0]);
    expect(id).toMatchObject({ kind: 'text', use: 'id', name: `id ${SENTINEL}`, codes: new Uint32Array(0), dictionary: [] });
  });

  it('is not there before its commit, though its own stager can read it', async () => {
    const store = await open();
    const staged = store.stageTable('t');
    await stageSample(staged, 3);
    expect(await store.manifest('t')).toBeUndefined();
    expect(await codeOf(store.columns('t', [0]))).toBe('not-found');
    const [money] = await staged.columns(sampleReport('t', 3), [1]);
    expect(money.kind === 'number' && [...money.values]).toEqual([0, 0.25, 0.5]);
    expect((await staged.hidden(sampleReport('t', 3))).sourceLine).toEqual(Uint32Array.of(1000, 1001, 1002));
  });

  it('is gone after it was removed or given up, chunks included', async () => {
    const store = await open();
    await keep(store, 't', 3);
    await store.removeTable('t');
    const staged = store.stageTable('u');
    await stageSample(staged, 3);
    await staged.abort();
    expect(await store.manifest('t')).toBeUndefined();
    expect((await rawRecords(name)).batches).toBeUndefined();
    expect(await codeOf(staged.commit(sampleReport('u', 3)))).toBe('not-found');
  });

  it('can be started over with other types', async () => {
    const store = await open();
    const staged = store.stageTable('t');
    await staged.put(0, 0, { kind: 'number', values: Float64Array.of(1) });
    await staged.put(30, 0, { kind: 'number', values: Float64Array.of(1) });
    await staged.restart();
    await stageSample(staged, 3);
    await staged.commit(sampleReport('t', 3));
    expect((await store.columns('t', [0]))[0].kind).toBe('text');
  });

  it('is not committed when the report speaks of other chunks than were staged', async () => {
    const store = await open();
    const staged = store.stageTable('t');
    await stageSample(staged, 3);
    expect(await codeOf(staged.commit(sampleReport('t', 4)))).toBe('internal');
    await staged.put(20, 0, { kind: 'number', values: Float64Array.of(1, 2, 3) });
    expect(await codeOf(staged.commit(sampleReport('t', 3)))).toBe('internal');
    expect(await store.manifest('t')).toBeUndefined();
  });
});

describe('records', () => {
  it('are written all or not at all', async () => {
    const store = await open();
    await store.write([{ kind: 'setting', put: { id: 'a', value: 1 } }]);
    const broken = [
      { kind: 'setting', put: { id: 'a', value: 2 } },
      { kind: 'setting', put: { id: 'b', value: new Map() } },
    ] as const;
    expect(await codeOf(store.write([...broken]))).toBe('internal');
    expect(await store.all('setting')).toEqual([{ id: 'a', value: 1 }]);
    await store.write([
      { kind: 'setting', remove: 'a' },
      { kind: 'setting', put: { id: 'c', value: { x: Float64Array.of(NaN) } } },
    ]);
    expect(await store.all('setting')).toEqual([{ id: 'c', value: { x: Float64Array.of(NaN) } }]);
    expect(await store.get('setting', 'a')).toBeUndefined();
  });
});

describe('records that did not change', () => {
  it('stay the same objects from one reading to the next; what was written is new', async () => {
    const store = await open();
    await store.write([
      { kind: 'setting', put: { id: 'a', value: [1] } },
      { kind: 'setting', put: { id: 'b', value: [2] } },
    ]);
    const before = await store.all('setting');
    await store.write([{ kind: 'setting', put: { id: 'b', value: [3] } }]);
    const after = await store.all('setting');
    const one = (records: typeof before, id: string) => records.find((record) => record.id === id);
    expect(one(after, 'a')).toBe(one(before, 'a'));
    expect([one(before, 'b')?.value, one(after, 'b')?.value]).toEqual([[2], [3]]);
  });

  it('are refused in the place of another, though they were read before', async () => {
    const store = await open();
    await store.write([
      { kind: 'setting', put: { id: 'a', value: 1 } },
      { kind: 'setting', put: { id: 'b', value: 2 } },
    ]);
    const held = await store.all('setting');
    const [first] = (await rawRecords(name)).setting;
    await visitRaw(name, (table, record) => (table === 'setting' ? { ...record, sealed: first.sealed } : undefined));
    expect(await codeOf(store.all('setting'))).toBe('damaged');
    expect(held.length).toBe(2);
  });
});

describe('what lies in the database', () => {
  it('never shows a text of the person, not in values, not in keys', async () => {
    const store = await open();
    await keep(store, 't', 5);
    await store.write([
      { kind: 'setting', put: { id: SENTINEL, value: SENTINEL } },
      { kind: 'exit', put: { id: SENTINEL, at: 1, kind: 'csv', rows: 1, columns: [SENTINEL] } },
    ]);
    const all = Object.values(await rawRecords(name)).flat();
    // Keys, the batch of chunks, the manifest, and three records.
    expect(all.length).toBe(6);
    const text = (await Promise.all(all.map(openBlobs))).map(everythingIn).join(' ');
    for (const part of [SENTINEL, 'SENTINEL', '张伟', '13800138000', Buffer.from('张伟').toString('latin1')])
      expect(text).not.toContain(part);
  });

  it('keeps its keys where nobody can take them out', async () => {
    await open();
    const [{ deviceKey }] = (await rawRecords(name)).keys as { deviceKey: CryptoKey }[];
    expect(deviceKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', deviceKey)).rejects.toThrow();
  });

  it.each([
    ['changed in one bit', (sealed: Uint8Array) => sealed.map((byte, i) => (i === 40 ? byte ^ 1 : byte))],
    ['cut', (sealed: Uint8Array) => sealed.slice(0, -1)],
  ])('is refused when %s', async (_, change) => {
    const store = await open();
    await keep(store, 't', 5);
    await visitRaw(name, (_table, record) =>
      record.sealed instanceof Uint8Array ? { ...record, sealed: change(record.sealed) } : undefined,
    );
    expect(await codeOf(store.manifest('t'))).toBe('damaged');
    expect(await codeOf(store.get('dataset', 'd-t'))).toBe('damaged');
    expect(await codeOf(store.all('dataset'))).toBe('damaged');
  });

  it('is refused when two chunks were swapped, when one is missing, or when one is an older version of itself', async () => {
    const store = await open();
    await keep(store, 't', 5);
    const batchOf = async (): Promise<Blob> => (await rawRecords(name)).batches[0].sealed as Blob;
    const putBatch = (sealed: Blob): Promise<void> =>
      visitRaw(name, (table, record) => (table === 'batches' ? { ...record, sealed } : undefined));
    /** The batch with the bytes of chunk `of` of `from` where those of column `column` were; equally long, as both are five numbers. */
    const patched = async (batch: Blob, column: number, of: number, from: Blob): Promise<Blob> => {
      const { chunks } = (await store.manifest('t'))!;
      const [to, source] = [chunks[`${column}/0`], chunks[`${of}/0`]];
      expect(source.length).toBe(to.length);
      return new Blob([batch.slice(0, to.at), from.slice(source.at, source.at + source.length), batch.slice(to.at + to.length)]);
    };
    const before = await batchOf();
    await putBatch(await patched(before, 1, 4, before));
    expect(await codeOf(store.columns('t', [1]))).toBe('damaged');
    expect(await codeOf(store.columns('t', [4]))).toBe('no error');
    await putBatch(before.slice(0, before.size - 1));
    expect(await codeOf(store.hidden('t'))).toBe('damaged');

    // The same table staged again under the same id: its chunks are genuine, but not the ones that were committed.
    await store.removeTable('t');
    await keep(store, 't', 5);
    await putBatch(await patched(await batchOf(), 2, 2, before));
    expect(await codeOf(store.columns('t', [2]))).toBe('damaged');
    await expect(store.columns('t', [2])).rejects.toMatchObject({ params: { column: `date ${SENTINEL}` } });
  });
});

describe('several tabs and workers', () => {
  it('see what the others wrote, and hear of it', async () => {
    const [a, b] = [await open(), await open()];
    const heard: string[] = [];
    const heardByB = new Promise<void>((resolve) => b.watch(['setting'], () => (heard.push('b'), resolve())));
    a.watch(['setting'], () => heard.push('a'));
    b.watch(['task'], () => heard.push('wrong kind'));
    const stop = a.watch(['setting'], () => heard.push('stopped'));
    stop();
    await a.write([{ kind: 'setting', put: { id: 'x', value: 1 } }]);
    await heardByB;
    expect(heard.sort()).toEqual(['a', 'b']);
    expect(await b.get('setting', 'x')).toEqual({ id: 'x', value: 1 });
  });

  it('share one vault, even when both were first at the same moment', async () => {
    const [a, b] = await Promise.all([open(), open()]);
    await a.write([{ kind: 'setting', put: { id: 'x', value: 'from a' } }]);
    expect(await b.get('setting', 'x')).toEqual({ id: 'x', value: 'from a' });
  });

  it('write only where they may, asked at every write', async () => {
    let readOnly = true;
    const store = await open({ readOnly: () => readOnly });
    expect(await codeOf(store.write([{ kind: 'setting', put: { id: 'x', value: 1 } }]))).toBe('read-only-tab');
    expect(await codeOf(store.stageTable('t').put(0, 0, { kind: 'boolean', values: Uint8Array.of(1) }))).toBe('read-only-tab');
    expect(await codeOf(store.removeTable('t'))).toBe('read-only-tab');
    expect(await codeOf(store.eraseEverything())).toBe('read-only-tab');
    readOnly = false;
    expect(await codeOf(store.write([{ kind: 'setting', put: { id: 'x', value: 1 } }]))).toBe('no error');
    expect(await (await open({ readOnly: true })).get('setting', 'x')).toEqual({ id: 'x', value: 1 });
  });

  it('change the same playbook: the second save is refused, and that tab hears of the first (F09)', async () => {
    const [first, second] = [await open(), await open({ readOnly: () => true })];
    const refreshed = new Promise<unknown>((resolve) => second.watch(['playbook'], () => void second.get('playbook', 'p').then(resolve)));
    const playbook = (capacity: number) => ({ kind: 'playbook' as const, put: { id: 'p', capacity } as never });
    await first.write([playbook(20)]);
    expect(await codeOf(second.write([playbook(30)]))).toBe('read-only-tab');
    expect(await refreshed).toMatchObject({ capacity: 20 });
    expect(await first.get('playbook', 'p')).toMatchObject({ capacity: 20 });
  });

  it('refuse to write once newer code has raised the epoch, and newer data does not open', async () => {
    const store = await open();
    const staged = store.stageTable('t');
    await stageSample(staged, 3);
    await store.write([{ kind: 'setting', put: { id: 'x', value: 'old' } }]);
    await visitRaw(name, (table, record) => (table === 'keys' ? { ...record, schemaEpoch: 2 } : undefined));
    expect(await codeOf(store.write([{ kind: 'setting', put: { id: 'x', value: 'stale' } }]))).toBe('stale-tab');
    expect(await codeOf(staged.commit(sampleReport('t', 3)))).toBe('stale-tab');
    expect(await codeOf(store.removeTable('t'))).toBe('stale-tab');
    expect(await codeOf(open())).toBe('newer-vault');
    await visitRaw(name, (table, record) => (table === 'keys' ? { ...record, schemaEpoch: 1 } : undefined));
    expect(await (await open()).get('setting', 'x')).toEqual({ id: 'x', value: 'old' });
  });
});

describe('orphans', () => {
  it('of a staging that died are removed at the next start, and nothing else', async () => {
    const store = await open();
    await keep(store, 'kept', 3);
    const staged = store.stageTable('live');
    await stageSample(staged, 3);
    await staged.written();
    // A worker that was killed leaves chunks and no mark.
    await visitRaw(name, (table, record) => (table === 'batches' && record.table === 'live' ? { ...record, table: 'dead' } : undefined));
    const before = (await rawRecords(name)).batches.length;
    await open();
    const tables = (await rawRecords(name)).batches.map((record) => record.table);
    expect(tables.filter((table) => table === 'dead')).toEqual([]);
    expect(tables.length).toBe(before - 1);
    await staged.commit(sampleReport('live', 3));
    expect(await store.removeOrphans()).toBe(0);
    expect((await store.columns('kept', [1])).length).toBe(1);
  });
});

describe('erasing', () => {
  it('leaves nothing readable: fresh keys, no records, old values refused', async () => {
    const store = await open();
    await keep(store, 't', 3);
    const before = await rawRecords(name);
    const other = await open();
    await store.eraseEverything();
    expect(await other.all('dataset')).toEqual([]);
    const after = await rawRecords(name);
    expect(Object.keys(after)).toEqual(['keys']);
    expect(everythingIn(after.keys)).not.toContain(String((before.keys[0].envelope as { vaultId: string }).vaultId));
    // Somebody who copied the files before brings the old records back: without the old keys they stay closed.
    const database = await new Promise<IDBDatabase>(
      (resolve) => (indexedDB.open(name).onsuccess = (event) => resolve((event.target as IDBOpenDBRequest).result)),
    );
    const transaction = database.transaction(['manifests', 'dataset'], 'readwrite');
    before.manifests.forEach((record) => transaction.objectStore('manifests').put(record));
    before.dataset.forEach((record) => transaction.objectStore('dataset').put(record));
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
    expect(await codeOf(store.manifest('t'))).toBe('damaged');
    expect(await codeOf(store.all('dataset'))).toBe('damaged');
  });

  it('destroys the keys before anything else is touched', async () => {
    const store = await open();
    await keep(store, 't', 3);
    const original = indexedDB.deleteDatabase.bind(indexedDB);
    const seen: number[] = [];
    indexedDB.deleteDatabase = () => {
      throw new DOMException('no', 'UnknownError');
    };
    try {
      expect(await codeOf(store.eraseEverything())).toBe('storage-unavailable');
      const left = await rawRecords(name);
      seen.push(left.keys?.length ?? 0, left.batches.length);
    } finally {
      indexedDB.deleteDatabase = original;
    }
    expect(seen).toEqual([0, 1]);
  });

  it('ends a staging that was under way in another context', async () => {
    const [a, b] = [await open(), await open()];
    const staged = b.stageTable('t');
    await stageSample(staged, 3);
    await a.eraseEverything();
    await a.all('setting');
    expect(['storage-lost', 'stale-tab']).toContain(await codeOf(staged.commit(sampleReport('t', 3))));
    expect(await a.manifest('t')).toBeUndefined();
  });

  it('is not undone by a write that was on its way: it is refused, not repeated in the new vault', async () => {
    const [a, b] = [await open(), await open()];
    const late = Array.from({ length: 20 }, (_, i) => codeOf(b.write([{ kind: 'setting', put: { id: `late-${i}`, value: SENTINEL } }])));
    await a.eraseEverything();
    const codes = await Promise.all(late);
    expect(codes.filter((code) => code !== 'no error' && code !== 'stale-tab')).toEqual([]);
    expect(await a.all('setting')).toEqual([]);
  });

  it('works on a vault whose keys are damaged', async () => {
    await open();
    await visitRaw(name, (table, record) =>
      table === 'keys' ? { ...record, envelope: { ...(record.envelope as object), slots: [] } } : undefined,
    );
    expect(await codeOf(open())).toBe('damaged');
    await eraseDatabase(name);
    expect(await (await open()).all('setting')).toEqual([]);
  });
});
