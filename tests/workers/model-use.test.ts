/** A model used again: brought from a file to other customers, alarms about those who are unlike, refused where its facts are gone. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/agent/default-playbook.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import { writeModel } from '../../src/core/model-file.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open-store.ts';
import { keepTable } from '../../workers/data/keep-table.ts';
import { planTable } from '../../workers/data/plan-table.ts';
import { readFile } from '../../workers/data/read-file.ts';
import { bringModel } from '../../workers/learn/bring-model.ts';
import { decideList } from '../../workers/learn/decide-list.ts';
import { pageCustomers } from '../../workers/learn/page-customers.ts';
import { trainModel } from '../../workers/learn/train-model.ts';
import { jobOf, keepSample } from './learn-shop.ts';

const NOW = Date.UTC(2026, 9, 6, 8);
let store: Store;
let shop: Dataset;
let json: string;

beforeAll(async () => {
  store = await openStore({ name: 'model-use' });
  shop = await keepSample(store, 'sample-shop.csv');
  const card = await trainModel(store, { datasetId: shop.id, seed: 42, algorithms: ['logistic'] }, jobOf());
  const model = await store.get('model', card.id);
  if (!model) throw new Error('a model expected');
  json = writeModel(model);
}, 120_000);
afterAll(() => store.close());

/** The sample's lines, changed cell by cell, as another customer base. */
async function keepChanged(change: (cells: string[], line: number) => string[]): Promise<Dataset> {
  const lines = readFileSync(join(import.meta.dirname, '../../sample-data/sample-shop.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const text = lines.map((line, i) => change(line.split(','), i).join(',')).join('\n');
  const report = await readFile(store, { file: new Blob([text]), fileName: 'other.csv' }, { ...jobOf(), progress: () => undefined });
  const { tableId, roles } = report;
  const plan = await planTable(store, { tableId, roles }, jobOf());
  const recipe = { version: 1, shape: report.shape, read: {}, roles, steps: plan.steps, question: plan.question } as const;
  return keepTable(store, { tableId, name: 'Other', recipe }, jobOf());
}

const decide = (dataset: Dataset, modelId: string) =>
  decideList(
    store,
    { datasetId: dataset.id, modelId, playbook: defaultPlaybook(dataset, 'en', dataset.recipe.question, { id: `p-${dataset.id}`, now: NOW }), now: NOW }, // prettier-ignore
    jobOf(),
  );

const refusal = async (work: Promise<unknown>): Promise<AppError> => {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('was not refused');
};

describe('a model from a file', () => {
  it('is kept under an id of its own and gives the list that the model itself gives', async () => {
    const [own] = (await store.all('model')).filter(({ card }) => card.chosenAt === undefined);
    const first = await decide(shop, own.id);
    const card = await bringModel(store, { datasetId: shop.id, json, now: NOW }, jobOf());
    expect(card.id).not.toBe(own.id);
    expect(card).toMatchObject({ datasetId: shop.id, chosenAt: NOW, algorithm: own.card.algorithm });
    const second = await decide(shop, card.id);
    expect(second.run.decisions.length).toBeGreaterThan(20);
    const told = ({ run }: typeof first) => new Map(run.decisions.map(({ customerId, predicted, reasons }) => [customerId, { predicted, reasons }])); // prettier-ignore
    const [one, other] = [told(first), told(second)];
    const both = [...one.keys()].filter((id) => other.has(id));
    expect(both.length).toBeGreaterThan(20);
    for (const id of both) expect(other.get(id)).toEqual(one.get(id));
    // The very customers it learned from: nothing has moved.
    expect(second.run).not.toHaveProperty('drift');
  });

  it('says which facts moved where the customers are unlike', async () => {
    const amount = shop.recipe.roles.amount;
    const dear = await keepChanged((cells, line) => cells.map((cell, i) => (line > 0 && i === columnOf(amount) ? String(Number(cell) * 40) : cell))); // prettier-ignore
    const card = await bringModel(store, { datasetId: dear.id, json, now: NOW }, jobOf());
    const { run } = await decide(dear, card.id);
    const facts = (run.drift ?? []).map(({ feature }) => feature.kind === 'order-fact' && feature.fact);
    expect([...facts].sort()).toEqual(['average-order', 'monetary']);
    expect(run.drift?.[0].index).toBeGreaterThan(0.25);
  });

  it('is refused by name where its facts are gone, and nothing is written; the list of customers stays readable', async () => {
    const { amount } = shop.recipe.roles;
    const without = await keepChanged((cells) => cells.filter((_, i) => i !== columnOf(amount)));
    const before = (await store.all('model')).length;
    const refused = await refusal(bringModel(store, { datasetId: without.id, json, now: NOW }, jobOf()));
    expect(refused.code).toBe('column-missing');
    expect(String(refused.params.column).split(', ')).toEqual(expect.arrayContaining(['monetary', 'average-order', 'amount-trend']));
    expect((await store.all('model')).length).toBe(before);

    const [own] = (await store.all('model')).filter(({ card }) => card.chosenAt === undefined);
    expect((await refusal(decide(without, own.id))).code).toBe('column-missing');
    const query = { search: '', sort: 'name', descending: false, lang: 'en', from: 0, count: 5 } as const;
    const page = await pageCustomers(store, { datasetId: without.id, modelId: own.id, ...query }, jobOf());
    expect(page.rows.map(({ chance }) => chance)).toEqual([null, null, null, null, null]);
  });

  it('that is broken is refused, and nothing is written', async () => {
    const before = (await store.all('model')).length;
    expect((await refusal(bringModel(store, { datasetId: shop.id, json: json.slice(0, -9), now: NOW }, jobOf()))).code).toBe('bad-model');
    expect((await store.all('model')).length).toBe(before);
  });
});

const HEADER = readFileSync(join(import.meta.dirname, '../../sample-data/sample-shop.csv'), 'utf8').replace(/^\ufeff/, '').split(/\r?\n/)[0].split(','); // prettier-ignore
function columnOf(name: string | undefined): number {
  return HEADER.indexOf(name ?? '');
}
