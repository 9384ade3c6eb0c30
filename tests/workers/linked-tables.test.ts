/** Orders with a table of customers and one of contacts beside them: how they match, and what the model makes of it. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { featureKey } from '../../src/core/feature-key.ts';
import { isoDay } from '../../src/core/civil-date.ts';
import type { Dataset, DatasetLink } from '../../src/core/dataset.ts';
import type { Question, Roles } from '../../src/core/recipe.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open-store.ts';
import { keepTable } from '../../workers/data/keep-table.ts';
import { matchTables, orphanTable } from '../../workers/data/match-tables.ts';
import { planTable } from '../../workers/data/plan-table.ts';
import { readFile } from '../../workers/data/read-file.ts';
import { defaultPlaybook } from '../../src/agent/default-playbook.ts';
import { decideList } from '../../workers/learn/decide-list.ts';
import { trainModel } from '../../workers/learn/train-model.ts';
import { jobOf } from './learn-shop.ts';

let store: Store;
let count = 0;
beforeEach(async () => void (store = await openStore({ name: `linked-${++count}` })));
afterEach(() => store.close());

async function keep(name: string, text: string, roles: Roles, question?: Question): Promise<Dataset> {
  const report = await readFile(store, { file: new Blob([text]), fileName: `${name}.csv` }, { ...jobOf(), progress: () => undefined });
  const plan = await planTable(store, { tableId: report.tableId, roles, question }, jobOf());
  const recipe = { version: 1 as const, shape: report.shape, read: {}, roles, steps: plan.steps, question };
  return keepTable(store, { tableId: report.tableId, name, recipe }, jobOf());
}

const FIRST = 19_724; // 2024-01-02
/** Everybody orders every 30 days up to day 240; then those from Oslo go on (but for one in eight), those from Rome stop (alike). */
const returns = (i: number) => (i % 2 === 0) !== (i % 16 === 3 || i % 16 === 8);
const ids = Array.from({ length: 320 }, (_, i) => `C${1000 + i}`);
const ORDERS = [
  'order,customer,day,amount',
  ...ids.flatMap((id, i) =>
    Array.from(
      { length: returns(i) ? 10 : 8 },
      (_, k) => `${id}-${k},${id},${isoDay(FIRST + k * 30 + ((i * 7) % 29))},${10 + ((i * 13 + k) % 9)}`,
    ),
  ),
].join('\n');
const PEOPLE = [
  'member,city,age',
  ...ids.slice(8).map((id, i) => `${id},${i % 2 === 0 ? 'Oslo' : 'Rome'},${20 + ((i * 11) % 40)}`),
  'C9999,Oslo,50',
].join('\n');
const CALLS = ['member,call date,channel', ...ids.slice(0, 100).map((id, i) => `${id},${isoDay(FIRST + 200 + i)},phone`)].join('\n');

async function shop() {
  const orders = await keep('orders', ORDERS, { rowShape: 'order', who: 'customer', when: 'day', amount: 'amount', orderId: 'order' }, { kind: 'will-not-return', horizonDays: 60 }); // prettier-ignore
  const people = await keep('people', PEOPLE, { rowShape: 'customer', who: 'member' });
  const calls = await keep('calls', CALLS, { rowShape: 'order', who: 'member', when: 'call date' });
  return { orders, people, calls };
}

async function learned(orders: Dataset, links: DatasetLink[]) {
  await store.write([{ kind: 'dataset', put: { ...orders, links, updatedAt: orders.updatedAt + links.length } }]);
  const card = await trainModel(store, { datasetId: orders.id, seed: 42, algorithms: ['logistic'] }, jobOf());
  const features = (await store.get('model', card.id))?.encoder.features.map(featureKey) ?? [];
  const losses = card.candidates.filter(({ algorithm }) => algorithm === 'logistic').map(({ loss }) => loss);
  return { loss: Math.min(...losses), features };
}

it('tables are told apart, matched by their keys, and those without a match are named', async () => {
  const { orders, people, calls } = await shop();
  const match = await matchTables(store, { datasetId: orders.id, otherId: people.id }, jobOf());
  expect(match).toMatchObject({ ownRole: 'orders', otherRole: 'customers', otherHasDay: false });
  expect(match.keys[0]).toMatchObject({
    ownKey: 'customer',
    otherKey: 'member',
    own: { keys: 320, keysFound: 312 },
    other: { rows: 313, rowsFound: 312, orphans: ['C9999'] },
  });
  const orphans = await orphanTable(store, { datasetId: people.id, otherId: orders.id, ownKey: 'member', otherKey: 'customer' }, jobOf());
  expect(orphans).toEqual({ rows: 1, csv: '\ufeffline,member,city,age\r\n314,C9999,Oslo,50\r\n' });
  expect(await matchTables(store, { datasetId: orders.id, otherId: calls.id }, jobOf())).toMatchObject({
    otherRole: 'interactions',
    otherHasDay: true,
  });
});

it('the facts of linked tables reach the model, and help where they tell something', async () => {
  const { orders, people, calls } = await shop();
  const alone = await learned(orders, []);
  const together = await learned(orders, [
    { datasetId: people.id, role: 'customers', ownKey: 'customer', otherKey: 'member' },
    { datasetId: calls.id, role: 'interactions', ownKey: 'customer', otherKey: 'member' },
    { datasetId: 'gone', role: 'interactions', ownKey: 'customer', otherKey: 'member' },
  ]);
  expect(alone.features).not.toContain('age');
  expect(together.features).toEqual(
    expect.arrayContaining(['recency', 'age', 'city=Oslo', 'city=Rome', 'calls/contacts', 'calls/contact-recency']),
  );
  expect(together.features).not.toContain('member');
  // The city decides in seven of eight cases, and nothing in the orders does.
  // Knowing it with one in eight wrong leaves 0.377 of loss (entropy of 1/8 in nats); knowing nothing 0.693.
  expect(alone.loss).toBeGreaterThan(0.6);
  expect(together.loss).toBeLessThan(0.45);
});

it('the list of the day is made again when a linked table has changed, and only then', async () => {
  const { orders, people } = await shop();
  await learned(orders, [{ datasetId: people.id, role: 'customers', ownKey: 'customer', otherKey: 'member' }]);
  const [{ card }] = await store.all('model');
  const now = Date.UTC(2024, 11, 1, 12);
  const playbook = defaultPlaybook(orders, 'en', undefined, { id: 'p', now });
  const list = async () => (await decideList(store, { datasetId: orders.id, modelId: card.id, playbook, now }, jobOf())).run;
  const first = await list();
  expect((await list()).id).toBe(first.id);
  // Everybody but one in the table has moved to Rome.
  const moved = await keep('people', PEOPLE.replaceAll(',Oslo,', ',Rome,'), { rowShape: 'customer', who: 'member' });
  await store.write([{ kind: 'dataset', put: { ...people, parts: moved.parts, updatedAt: people.updatedAt + 1 } }]);
  const second = await list();
  expect(second.id).not.toBe(first.id);
  expect(second.expected.all).not.toBeCloseTo(first.expected.all, 0);
  expect((await list()).id).toBe(second.id);
});
