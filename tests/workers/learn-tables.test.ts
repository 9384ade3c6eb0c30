/** The learn worker on other shapes of data: tiny shops, customer tables, amounts; and on what cannot be learned. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/agent/default-playbook.ts';
import { markOutcome } from '../../src/agent/outcome.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import type { Roles } from '../../src/core/recipe.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open-store.ts';
import { keepTable } from '../../workers/data/keep-table.ts';
import { planTable } from '../../workers/data/plan-table.ts';
import { readFile } from '../../workers/data/read-file.ts';
import { decideList } from '../../workers/learn/decide-list.ts';
import { sumResults } from '../../workers/learn/sum-results.ts';
import { trainModel } from '../../workers/learn/train-model.ts';
import { jobOf, keepSample } from './learn-shop.ts';

const NOW = Date.UTC(2026, 9, 6, 8);
let store: Store;
let count = 0;
beforeEach(async () => void (store = await openStore({ name: `learn-tables-${++count}` })));
afterEach(() => store.close());

async function keep(text: string, roles: Roles): Promise<Dataset> {
  const report = await readFile(store, { file: new Blob([text]), fileName: 'file.csv' }, { ...jobOf(), progress: () => undefined });
  const { tableId } = report;
  const plan = await planTable(store, { tableId, roles }, jobOf());
  const recipe = { version: 1 as const, shape: report.shape, read: {}, roles, steps: plan.steps, question: plan.question };
  return keepTable(store, { tableId, name: 'x', recipe }, jobOf());
}
const train = (dataset: Dataset) =>
  trainModel(store, { datasetId: dataset.id, seed: 42, algorithms: ['logistic', 'linear', 'tree'] }, jobOf());
const decide = (dataset: Dataset, modelId: string) => {
  const playbook = defaultPlaybook(dataset, 'zh', dataset.recipe.question, { id: 'p', now: NOW });
  return decideList(store, { datasetId: dataset.id, modelId, playbook, now: NOW }, jobOf());
};

describe('the article’s table', () => {
  it('lists those who have not bought yet, and learns from who does', async () => {
    const dataset = await keepSample(store, 'customer_data.csv');
    expect(dataset.recipe.question).toEqual({ kind: 'yes-no', target: 'purchased', yes: '1', meaning: 'buy' });
    const card = await train(dataset);
    const { run, newTasks } = await decide(dataset, card.id);
    expect(newTasks).toBe(20);
    expect(run.scored).toBeLessThan(300 - 140);
    const task = (await store.all('task')).find(({ rank }) => rank === 1);
    if (!task) throw new Error('no task');
    const { task: moved, outcome } = markOutcome(task, 'not-interested', NOW, 'o1');
    await store.write([{ kind: 'task', put: moved }, { kind: 'outcome', put: outcome }]); // prettier-ignore
    expect((await train(dataset)).outcomesUsed).toBe(1);
    expect(await sumResults(store, { datasetId: dataset.id, now: NOW }, jobOf())).toMatchObject({
      contacted: { people: 0, returned: 0 },
      marked: { 'not-interested': 1 },
    });
  });
});

describe('a shop with eight customers', () => {
  it('is too small to learn from: the rule makes the list', async () => {
    const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
    const lines = Array.from({ length: 80 }, (_, i) => `c${i % 8},${day(i * 2 + (((i % 8) * 3) % 5))},${10 + i}`).filter(
      (_, i) => i < 50 || i % 8 < 5,
    );
    const dataset = await keep(['customer,day,amount', ...lines].join('\n'), {
      rowShape: 'order',
      who: 'customer',
      when: 'day',
      amount: 'amount',
    });
    const card = await train(dataset);
    expect(card).toMatchObject({ algorithm: 'rule', chosenBecause: 'too-few' });
    const { run, newTasks } = await decide(dataset, card.id);
    // Three of the eight have been silent for over twice the horizon: the playbook takes them as gone.
    expect(newTasks + run.heldOut).toBe(5);
    expect(run.decisions.every((decision) => decision.reasons.length <= 1)).toBe(true);
  });
});

describe('an amount', () => {
  it('lists the largest expected first, without a chance', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `C${i},${(i * 7) % 23},${5 * ((i * 7) % 23) + ((i * 13) % 71)}`);
    const dataset = await keep(['customer,visits,spend next year', ...rows].join('\n'), {
      rowShape: 'customer',
      who: 'customer',
      target: 'spend next year',
    });
    expect(dataset.recipe.question?.kind).toBe('amount');
    const card = await train(dataset);
    expect(card.metrics.kind === 'regression' && card.metrics.r2.value).toBeGreaterThan(0.5);
    const { run } = await decide(dataset, card.id);
    const selected = run.decisions.filter((decision) => decision.arm === 'selected');
    expect(selected).toHaveLength(20);
    expect(selected.every((decision) => decision.chance === null && decision.expectedValue === decision.predicted)).toBe(true);
    expect(run.expected.selected).toBeGreaterThan(run.expected.random);
  });
});

describe('what cannot be learned', () => {
  const table = (answer: (i: number) => string) =>
    ['id,x,left', ...Array.from({ length: 100 }, (_, i) => `K${i},${(i * 17) % 29},${answer(i)}`)].join('\n');
  const roles: Roles = { rowShape: 'customer', who: 'id', target: 'left', targetYes: 'yes' };

  it('says that every answer is the same', async () => {
    await expect(keep(table(() => 'yes'), roles).then(train)).rejects.toMatchObject({ code: 'one-class' }); // prettier-ignore
  });

  it('says that there is nothing to predict', async () => {
    const { target: _, targetYes: __, ...without } = roles;
    await expect(
      keep(
        table((i) => (i % 3 ? 'no' : 'yes')),
        without,
      ).then(train),
    ).rejects.toMatchObject({ code: 'column-missing' });
  });

  it('says that a model or dataset is gone', async () => {
    const dataset = await keepSample(store, 'customer_data.csv');
    await expect(decide(dataset, 'gone')).rejects.toMatchObject({ code: 'not-found' });
    await expect(train({ ...dataset, id: 'gone' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
