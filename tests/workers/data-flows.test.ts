/** The flows of the data worker, from the bytes of a file to pages of the kept dataset. Expected numbers are counted by hand. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import type { Recipe, Roles } from '../../src/core/recipe.ts';
import type { DataCalls, JobProgress } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open-store.ts';
import { keepTable } from '../../workers/data/keep-table.ts';
import { pageRows } from '../../workers/data/page-rows.ts';
import { planTable } from '../../workers/data/plan-table.ts';
import { profileTable } from '../../workers/data/profile-table.ts';
import { readFile } from '../../workers/data/read-file.ts';
import { recookDataset } from '../../workers/data/recook-dataset.ts';
import { findStaged } from '../../workers/data/staged-tables.ts';
import type { Job } from '../../workers/data/stored-table.ts';

let store: Store;
let count = 0;
beforeEach(async () => {
  store = await openStore({ name: `flows-${++count}` });
});
afterEach(() => store.close());

type Read = DataCalls['read']['result'];

function context(signal = new AbortController().signal): {
  signal: AbortSignal;
  progress: (progress: unknown) => void;
  pause: () => Promise<void>;
} {
  return { signal, progress: () => undefined, pause: async () => undefined };
}
const job: Job = context();

/** The person has said that the third column is a date: so few rows do not show it. */
const read = (text: string, fileName = 'orders.csv'): Promise<Read> =>
  readFile(
    store,
    { file: new Blob([text]), fileName, options: fileName === 'orders.csv' ? { columns: { 2: { type: 'date' } } } : {} },
    context(),
  );

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof AppError ? thrown.code : `foreign: ${String(thrown)}`),
  );

const ROLES: Roles = { rowShape: 'order', who: 'customer', when: 'day', amount: 'amount', orderId: 'order' };

/** 3 customers, 5 orders, one of them twice, one with an unreadable day. */
const JANUARY = `order,customer,day,amount,note
A1,ann,2024-01-02,10.5,first
A2,bob,2024-01-03,20,
A3,ann,2024-01-09,5,
A3,ann,2024-01-09,5,
A4,cid,2024-01-10,7,late
A5,cid,someday,9,
`;

/** A2 again as it was, A4 with another amount, and two new orders. */
const FEBRUARY = `order,customer,day,amount,note
A2,bob,2024-01-03,20,
A4,cid,2024-01-10,8,late
A6,dan,2024-02-01,30,
A7,ann,2024-02-05,12,
`;

function recipeOf(report: Read, plan: { steps: Recipe['steps'] }): Recipe {
  return {
    version: 1,
    shape: report.shape,
    read: {},
    roles: ROLES,
    steps: plan.steps,
    question: { kind: 'will-not-return', horizonDays: 14 },
  };
}

async function keepMonth(text: string, into?: Dataset): Promise<Dataset> {
  const report = await read(text);
  const plan = await planTable(store, { tableId: report.tableId, roles: ROLES, steps: into?.recipe.steps, datasetId: into?.id }, job);
  return keepTable(store, { tableId: report.tableId, name: 'Shop', recipe: recipeOf(report, plan), datasetId: into?.id }, job);
}

async function rowsOf(dataset: Dataset): Promise<string[]> {
  const page = await pageRows(store, { datasetId: dataset.id, from: 0, count: 200 }, job);
  expect(page.total).toBe(page.rows.length);
  return page.rows.map((row) => row.join('|'));
}

describe('planning', () => {
  it('says what cleaning would drop and what is left, and keeps nothing', async () => {
    const report = await read(JANUARY);
    const plan = await planTable(store, { tableId: report.tableId, roles: ROLES }, job);
    expect(plan.effects.map(({ step, rows }) => [step.kind, rows])).toEqual([
      ['drop-duplicates', 1],
      ['drop-unreadable', 1],
    ]);
    expect(plan).toMatchObject({ rowsIn: 6, rowsOut: 4, customers: 3, lowest: 5, highest: 20 });
    // 2024-01-02 and 2024-01-10, days since 1970-01-01.
    expect(plan).toMatchObject({ firstDay: 19_724, lastDay: 19_732 });
    expect(plan.question).toMatchObject({ kind: 'will-not-return' });
    expect(plan.gaps).toMatchObject({ gaps: 1, medianDays: 7 });
    expect(plan.upsert).toBeUndefined();
    expect(await store.all('dataset')).toEqual([]);
    expect(await store.manifest(report.tableId)).toBeUndefined();
  });

  it('counts the blanks around notes that nobody needs as well as those it looks at', async () => {
    const text =
      'order,customer,day,amount,note\nA1, ann,2024-01-02,10,x \nA1, ann,2024-01-02,10,x \nA2,bob,2024-01-03,20, y\nA3,cid,2024-01-04,5,z\n';
    const report = await read(text);
    const first = await planTable(store, { tableId: report.tableId, roles: ROLES }, job);
    expect(first.effects[0]).toMatchObject({ step: { kind: 'trim' }, rows: 0, cells: 5 });
    expect(first.effects[0].examples.map(({ column, before, after }) => [column, before, after])).toEqual([
      ['customer', ' ann', 'ann'],
      ['customer', ' ann', 'ann'],
      ['note', 'x ', 'x'],
      ['note', 'x ', 'x'],
      ['note', ' y', 'y'],
    ]);
    const steps = [{ kind: 'drop-duplicates' }, { kind: 'trim' }] as const;
    const later = await planTable(store, { tableId: report.tableId, roles: ROLES, steps: [...steps] }, job);
    expect(later.effects.map(({ rows, cells }) => [rows, cells])).toEqual([
      [1, 0],
      [0, 3],
    ]);
  });

  it('with no steps leaves every row in', async () => {
    const report = await read(JANUARY);
    expect(await planTable(store, { tableId: report.tableId, roles: ROLES, steps: [] }, job)).toMatchObject({ rowsOut: 6, effects: [] });
  });

  it('needs the columns it is told, usable rows, and a table that is still there', async () => {
    const report = await read(JANUARY);
    const plan = (roles: Roles, tableId = report.tableId): Promise<unknown> => planTable(store, { tableId, roles }, job);
    expect(await codeOf(plan({ rowShape: 'order', who: 'nobody', when: 'day' }))).toBe('column-missing');
    expect(await codeOf(plan(ROLES, 'gone'))).toBe('not-found');
    const empty = await read('order,customer,day,amount,note\nA1,ann,never,1,\n');
    expect(
      await codeOf(planTable(store, { tableId: empty.tableId, roles: ROLES, steps: [{ kind: 'drop-missing', columns: ['note'] }] }, job)),
    ).toBe('no-usable-rows');
  });
});

describe('keeping', () => {
  it('makes a dataset whose rows are the cleaned ones', async () => {
    const dataset = await keepMonth(JANUARY);
    expect(dataset).toMatchObject({ name: 'Shop', sample: false, rowCount: 4, customerCount: 3, lastDay: 19_732 });
    expect(dataset.parts).toMatchObject([{ fileName: 'orders.csv', supersededCount: 0 }]);
    expect(await store.all('dataset')).toEqual([dataset]);
    expect(await rowsOf(dataset)).toEqual([
      'A1|ann|2024-01-02|10.5|first',
      'A2|bob|2024-01-03|20|',
      'A3|ann|2024-01-09|5|',
      'A4|cid|2024-01-10|7|late',
    ]);
    expect(findStaged(dataset.parts[0].tableId)).toBeUndefined();
  });

  it('adds a later file: known rows once, changed rows as the later file has them', async () => {
    const january = await keepMonth(JANUARY);
    const both = await keepMonth(FEBRUARY, january);
    expect(both.lastUpsert).toEqual({ added: 2, changed: 1, same: 1, gone: 2, conflicting: 0, keyColumn: 'order' });
    expect(both).toMatchObject({ id: january.id, createdAt: january.createdAt, rowCount: 6, customerCount: 4, lastDay: 19_758 });
    expect(both.parts.map(({ supersededCount }) => supersededCount)).toEqual([1, 1]);
    expect((await rowsOf(both)).sort()).toEqual([
      'A1|ann|2024-01-02|10.5|first',
      'A2|bob|2024-01-03|20|',
      'A3|ann|2024-01-09|5|',
      'A4|cid|2024-01-10|8|late',
      'A6|dan|2024-02-01|30|',
      'A7|ann|2024-02-05|12|',
    ]);
    const again = await keepMonth(FEBRUARY, both);
    expect(again.lastUpsert).toMatchObject({ added: 0, changed: 0, same: 4 });
    expect(again).toMatchObject({ rowCount: 6, customerCount: 4 });
    expect(await rowsOf(again)).toEqual(await rowsOf(both));
  });

  it('is refused for a dataset that is gone, and leaves the table staged', async () => {
    const report = await read(JANUARY);
    const recipe = recipeOf(report, { steps: [] });
    expect(await codeOf(keepTable(store, { tableId: report.tableId, name: 'x', recipe, datasetId: 'gone' }, job))).toBe('not-found');
    expect(await codeOf(keepTable(store, { tableId: report.tableId, name: 'x', recipe }, context(AbortSignal.abort())))).toBe('cancelled');
    expect(await store.all('dataset')).toEqual([]);
    expect(await codeOf(keepTable(store, { tableId: report.tableId, name: 'x', recipe }, job))).toBe('no error');
  });
});

describe('taking a step back', () => {
  it('brings its rows back, in the counts and in the rows', async () => {
    const dataset = await keepMonth(JANUARY);
    const steps = dataset.recipe.steps.filter(({ kind }) => kind !== 'drop-duplicates');
    const undone = await recookDataset(store, { datasetId: dataset.id, steps }, job);
    expect(undone.rowCount).toBe(5);
    expect((await rowsOf(undone)).filter((row) => row.startsWith('A3'))).toHaveLength(2);
    expect(undone.cleaning.map(({ step }) => step.kind)).toEqual(['drop-unreadable']);
    const redone = await recookDataset(store, { datasetId: dataset.id, steps: dataset.recipe.steps }, job);
    expect(redone.rowCount).toBe(4);
    expect(await codeOf(recookDataset(store, { datasetId: 'gone', steps: [] }, job))).toBe('not-found');
    expect((await store.all('dataset'))[0].rowCount).toBe(4);
  });
});

describe('a customer table', () => {
  it('counts its rows as people, and fills gaps only when asked to', async () => {
    const report = await read('id,age,plan,left\n1,30,a,yes\n2,,b,no\n3,50,a,no\n4,41,b,yes\n', 'people.csv');
    const roles: Roles = { rowShape: 'customer', who: 'id', target: 'left' };
    const plan = await planTable(store, { tableId: report.tableId, roles }, job);
    expect(plan).toMatchObject({ rowsIn: 4, rowsOut: 4, customers: 4, steps: [{ kind: 'fill-missing', column: 'age' }] });
    expect(plan.question).toMatchObject({ kind: 'yes-no', target: 'left', yes: 'yes', meaning: 'leave' });
    expect(plan.gaps).toBeUndefined();
  });
});

describe('looking at it', () => {
  it('gives at most 200 rows, inside the table', async () => {
    const lines = Array.from({ length: 450 }, (_, i) => `O${i},c${i % 7},2024-01-${String((i % 28) + 1).padStart(2, '0')},${i},`);
    const report = await read(`order,customer,day,amount,note\n${lines.join('\n')}\n`);
    const recipe = recipeOf(report, { steps: [] });
    const dataset = await keepTable(store, { tableId: report.tableId, name: 'x', recipe }, job);
    const page = (from: number, size: number) => pageRows(store, { datasetId: dataset.id, from, count: size }, job);
    expect((await page(0, 1000)).rows).toHaveLength(200);
    const last = await page(440, 50);
    expect(last).toMatchObject({ from: 440, total: 450 });
    expect(last.rows.map(([order]) => order)).toEqual(['O440', 'O441', 'O442', 'O443', 'O444', 'O445', 'O446', 'O447', 'O448', 'O449']);
    expect((await page(1000, 50)).rows).toEqual([]);
    expect((await page(-5, 1)).rows).toEqual([['O0', 'c0', '2024-01-01', '0', '']]);
    expect(await codeOf(pageRows(store, { datasetId: 'gone', from: 0, count: 1 }, job))).toBe('not-found');
  });

  it('describes each column, staged or kept alike', async () => {
    const report = await read(JANUARY);
    const steps: JobProgress[] = [];
    const staged = await profileTable(store, { tableId: report.tableId }, { ...job, progress: (step) => steps.push(step) });
    expect(staged.columns.map(({ name }) => name)).toEqual(['order', 'customer', 'day', 'amount', 'note']);
    expect(staged.columns[2]).toMatchObject({ rows: 6, odd: 1 });
    expect(steps).toHaveLength(5);
    await keepTable(store, { tableId: report.tableId, name: 'x', recipe: recipeOf(report, { steps: [] }) }, job);
    expect(await profileTable(store, { tableId: report.tableId }, job)).toEqual(staged);
    expect(await codeOf(profileTable(store, { tableId: 'gone' }, job))).toBe('not-found');
  });
});

describe('reading', () => {
  it('that fails or is cancelled leaves nothing behind', async () => {
    expect(await codeOf(read(''))).toBe('file-empty');
    const big = `a,b\n${'1,2\n'.repeat(200_000)}`;
    const cancelled = readFile(store, { file: new Blob([big]), fileName: 'big.csv' }, context(AbortSignal.abort()));
    expect(await codeOf(cancelled)).toBe('cancelled');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await store.removeOrphans()).toBe(0);
  });

  it('is refused at once where another tab writes', async () => {
    const reader = await openStore({ name: `flows-${count}`, readOnly: true });
    expect(await codeOf(readFile(reader, { file: new Blob([JANUARY]), fileName: 'x.csv' }, context()))).toBe('read-only-tab');
    reader.close();
  });
});
