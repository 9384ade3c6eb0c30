/** What the classroom is shown: recordings of the builder that trains in the product. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/core/dataset.ts';
import type { TreeTraceArgs } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open-store.ts';
import { traceTree } from '../../workers/learn/trace-tree.ts';
import { jobOf, keepSample } from './learn-shop.ts';

let store: Store;
let dataset: Dataset;
const never = () => Promise.reject(new Error('the store is not needed'));
const gini = { criterion: 'gini', maxDepth: 3 } as const;

beforeAll(async () => {
  store = await openStore({ name: 'learn-trace' });
  dataset = await keepSample(store, 'customer_data.csv');
});
afterAll(() => store.close());

describe('the article’s four rows', () => {
  it('are split by either question with a gain of 0.125', async () => {
    const trace = await traceTree(never, { source: 'article', ...gini }, jobOf());
    expect(trace.features).toEqual(['age', 'purchase_frequency']);
    expect(trace.rows.map(({ x, y }) => [...x, y])).toEqual([[25, 3, 1], [30, 5, 1], [35, 7, 0], [40, 8, 1]]); // prettier-ignore
    const root = trace.steps.find((step) => step.kind === 'node');
    expect(root?.bag.impurity).toBe(0.375);
    const first = trace.steps.find((step) => step.kind === 'split');
    expect(first?.gain).toBeCloseTo(0.125, 12);
    const questions = [{ feature: first?.feature, threshold: first?.threshold }, ...(first?.ties ?? [])];
    expect(questions).toEqual(expect.arrayContaining([{ feature: 0, threshold: 32.5 }, { feature: 1, threshold: 6 }])); // prettier-ignore
  });
});

describe('a sample', () => {
  it('comes with the app and needs no store', async () => {
    const { rows, features } = await traceTree(never, { source: 'sample', ...gini }, jobOf());
    expect(features).toEqual(['age', 'purchase_frequency']);
    // 300 rows, six with an empty cell (sample-data/customer_data.json).
    expect(rows.length).toBeGreaterThanOrEqual(294);
    expect(rows.every(({ x, y }) => x.every(Number.isFinite) && (y === 0 || y === 1))).toBe(true);
  });

  it('is the same as the file the person brings', async () => {
    const args: TreeTraceArgs = {
      source: 'dataset',
      datasetId: dataset.id,
      columns: ['age', 'purchase_frequency'],
      target: 'purchased',
      ...gini,
    };
    const own = await traceTree(async () => store, args, jobOf());
    const sample = await traceTree(never, { source: 'sample', ...gini }, jobOf());
    expect(own.rows).toEqual(sample.rows);
    expect(own.steps).toEqual(sample.steps);
  });

  it('refuses columns that are no numbers, and targets that are no yes or no', async () => {
    const ask = (columns: string[], target: string) =>
      traceTree(async () => store, { source: 'dataset', datasetId: dataset.id, columns, target, ...gini }, jobOf());
    await expect(ask(['height'], 'purchased')).rejects.toMatchObject({ code: 'column-missing' });
    await expect(ask(['age'], 'purchase_frequency')).rejects.toMatchObject({ code: 'bad-parameter' });
    await expect(ask([], 'purchased')).rejects.toMatchObject({ code: 'bad-parameter' });
    await expect(
      traceTree(async () => store, { source: 'dataset', datasetId: 'gone', columns: ['age'], target: 'purchased', ...gini }, jobOf()),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('orders', () => {
  it('are shown as the people behind them: two facts each, and whether they stayed away', async () => {
    const shop = await keepSample(store, 'sample-shop.csv');
    const ask = (columns: string[]) =>
      traceTree(async () => store, { source: 'dataset', datasetId: shop.id, columns, target: 'will-not-return', ...gini }, jobOf());
    const { features, rows, steps } = await ask(['recency', 'frequency']);
    expect(features).toEqual(['recency', 'frequency']);
    expect(rows).toHaveLength(300);
    expect(new Set(rows.map(({ label }) => label)).size).toBe(300);
    expect(rows.every(({ x: [recency, frequency], y }) => recency >= 0 && frequency >= 1 && (y === 0 || y === 1))).toBe(true);
    expect(steps.some(({ kind }) => kind === 'split')).toBe(true);
    await expect(ask(['height'])).rejects.toMatchObject({ code: 'column-missing' });
  });
});
