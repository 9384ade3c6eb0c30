/** The review of people who are here twice, from a file to the list: made-up orders with three planted twins. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { samePersonId, type Judgement } from '../../src/core/same-person.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import type { LookAlikes } from '../../src/insight/same-person.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open-store.ts';
import { keepTable } from '../../workers/data/keep-table.ts';
import { planTable } from '../../workers/data/plan-table.ts';
import { readFile } from '../../workers/data/read-file.ts';
import { recookDataset } from '../../workers/data/recook-dataset.ts';
import { findLookAlikes } from '../../workers/learn/find-look-alikes.ts';
import { loadBase } from '../../workers/learn/load-base.ts';
import { jobOf } from './learn-shop.ts';

const GIVEN = 'Anna Bella Clara Dora Emma Fiona Greta Hanna Ida Jana Karl Leo'.split(' ');
const FAMILY = 'Abel Berg Cohn Dahl Ernst Falk Graf Hahn Imhof Jung Kern'.split(' ');
const HAN = ['张伟', '王芳', '李娜'];
const LATIN = ['Wei Zhang', 'Wang Fang', 'Li Na'];
const TWINS = [0, 1, 2];

/** 100 customers with two orders each, and 3 of them once more under another number and in another script. */
function orders(): string {
  const name = (i: number) => HAN[i] ?? `${GIVEN[i % 12]} ${FAMILY[Math.floor(i / 12) % 11]}`;
  const phone = (i: number) => String(13_800_000_000 + i * 7_654_321);
  const lines: string[] = [];
  for (let i = 0; i < 100; i++)
    for (let k = 0; k < 2; k++)
      lines.push(`C${100 + i},${name(i)},${phone(i)},mail${i * 37}@shop.example,2024-0${k + 1}-1${i % 10},${10 + i}`);
  TWINS.forEach((i) => lines.push(`X${i},${LATIN[i]},+86 ${phone(i)},mail${i * 37}@shop.example,2024-03-15,500`));
  return `customer_id,name,phone,email,order_date,amount\n${lines.join('\n')}\n`;
}

const table = (): string =>
  `customer_id,name,phone,email,points\n${orders()
    .split('\n')
    .slice(1)
    .filter((line, i) => line !== '' && (i % 2 === 0 || line.startsWith('X')))
    .map((line) => line.split(',').slice(0, 4).join(',') + `,${line.length}`)
    .join('\n')}\n`;

let store: Store;
let count = 0;
beforeEach(async () => {
  store = await openStore({ name: `look-alikes-${++count}` });
});
afterEach(() => store.close());

async function keep(text: string): Promise<Dataset> {
  const report = await readFile(store, { file: new Blob([text]), fileName: 'shop.csv' }, { ...jobOf(), progress: () => undefined });
  const { tableId, roles } = report;
  const plan = await planTable(store, { tableId, roles }, jobOf());
  const recipe = { version: 1 as const, shape: report.shape, read: {}, roles, steps: plan.steps };
  return keepTable(store, { tableId, name: 'Shop', recipe }, jobOf());
}

const look = ({ id }: Dataset): Promise<LookAlikes> => findLookAlikes(store, { datasetId: id }, jobOf());
const say = ({ id }: Dataset, judgements: Judgement[]): Promise<void> =>
  store.write([{ kind: 'setting', put: { id: samePersonId(id), value: { judgements, at: Math.random() } } }]);
const sameAs = (a: string, b: string, same = true): Judgement => ({ id: `${a}-${b}`, a, b, nameA: a, nameB: b, same, at: 1 });
const customers = async ({ id }: Dataset) => (await loadBase(store, id, jobOf())).base;

describe('people who are here twice', () => {
  it('are found among orders by name, phone and e-mail; the evidence adds up', async () => {
    const { pairs, people, columns } = await look(await keep(orders()));
    expect(people).toBe(103);
    expect(columns).toEqual(['name', 'phone', 'email']);
    expect(pairs.map(({ a, b }) => [a, b].sort())).toHaveLength(3);
    expect(new Set(pairs.map(({ a, b }) => `${a} ${b}`))).toEqual(new Set(['C100 X0', 'C101 X1', 'C102 X2']));
    for (const { prior, parts, bits } of pairs) expect(prior + parts.reduce((sum, part) => sum + part.bits, 0)).toBeCloseTo(bits, 9);
  });

  it('called the same they count as one: orders, last day and money together; taken back they are two', async () => {
    const dataset = await keep(orders());
    expect((await customers(dataset)).facts.ids).toHaveLength(103);
    await say(dataset, [sameAs('C100', 'X0')]);
    const merged = await customers(dataset);
    expect(merged.facts.ids).toHaveLength(102);
    expect(merged.facts.ids).not.toContain('X0');
    const of = merged.lines?.customer.filter((customer) => merged.lines?.ids[customer] === 'C100');
    expect(of?.length).toBe(3);
    await say(dataset, []);
    expect((await customers(dataset)).facts.ids).toHaveLength(103);
  });

  it('the count of customers follows a merge and its undo through a new recipe and a new file', async () => {
    const dataset = await keep(orders());
    expect(dataset.customerCount).toBe(103);
    const again = () =>
      recookDataset(store, { datasetId: dataset.id, steps: dataset.recipe.steps }, { ...jobOf(), progress: () => undefined });
    await say(dataset, [sameAs('C100', 'X0'), sameAs('C101', 'X1')]);
    expect(await again()).toMatchObject({ customerCount: 101, rowCount: dataset.rowCount });
    await say(dataset, [sameAs('C101', 'X1')]);
    expect((await again()).customerCount).toBe(102);
    await say(dataset, []);
    expect((await again()).customerCount).toBe(103);
  });

  it('by rule the value of another row is kept', async () => {
    const dataset = await keep(table());
    const judgements = [sameAs('C100', 'X0')];
    await store.write([
      { kind: 'setting', put: { id: samePersonId(dataset.id), value: { judgements, rules: { name: 'latest' }, at: 7 } } },
    ]);
    const { facts } = await customers(dataset);
    expect(facts.names[facts.ids.indexOf('C100')]).toBe('Wei Zhang');
  });

  it('what was answered is not asked again, and teaches', async () => {
    const dataset = await keep(orders());
    await say(dataset, [sameAs('C100', 'X0'), sameAs('C101', 'X1', false)]);
    expect((await look(dataset)).pairs.map(({ a, b }) => `${a} ${b}`)).toEqual(['C102 X2']);
  });

  it('a row per customer: the leading row stays and takes what it lacks', async () => {
    const text = table().replace(/^C100,张伟,(\d+),[^,]*,/m, 'C100,张伟,$1,,');
    const dataset = await keep(text);
    expect((await look(dataset)).pairs.length).toBe(3);
    await say(dataset, [sameAs('C100', 'X0')]);
    const base = await customers(dataset);
    expect(base.facts.ids).toHaveLength(102);
    expect(base.emails[base.facts.ids.indexOf('C100')]).toBe('mail0@shop.example');
  });

  it('without a name, phone or e-mail nobody can be told apart', async () => {
    const text = `customer_id,age,plan,bought\n${Array.from({ length: 60 }, (_, i) => `K${i},${20 + (i % 5)},${'AB'[i % 2]},${i % 3 === 0 ? 'yes' : 'no'}`).join('\n')}\n`;
    const { pairs, columns } = await look(await keep(text));
    expect([pairs, columns]).toEqual([[], []]);
  });
});
