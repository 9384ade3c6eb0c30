/** The flows of the learn worker on the sample shop, end to end: read, keep, train, decide, mark, learn again. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/agent/default-playbook.ts';
import { markOutcome } from '../../src/agent/outcome.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ModelCard } from '../../src/core/model-card.ts';
import type { Playbook, Run, Task } from '../../src/core/work.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open-store.ts';
import { decideList } from '../../workers/learn/decide-list.ts';
import { pageCustomers } from '../../workers/learn/page-customers.ts';
import { showCustomer } from '../../workers/learn/show-customer.ts';
import { sumResults } from '../../workers/learn/sum-results.ts';
import { trainModel } from '../../workers/learn/train-model.ts';
import { jobOf, keepSample } from './learn-shop.ts';

const NOW = Date.UTC(2026, 9, 6, 8);
/** Without the network: its machinery is a browser's. */
const algorithms = ['logistic', 'tree'] as const;

let store: Store;
let dataset: Dataset;
let card: ModelCard;
let playbook: Playbook;
let first: { run: Run; newTasks: number };

const train = (signal?: AbortSignal) => trainModel(store, { datasetId: dataset.id, seed: 42, algorithms: [...algorithms] }, jobOf(signal));
const decide = (change: Partial<{ modelId: string; playbook: Playbook; now: number; dryRun: boolean }> = {}) =>
  decideList(store, { datasetId: dataset.id, modelId: card.id, playbook, now: NOW, ...change }, jobOf());
const openTasks = async (): Promise<Task[]> => (await store.all('task')).filter((task) => task.state === 'open');
/** The store gives tasks in the order of their random ids. */
const byRank = async (): Promise<Task[]> => (await openTasks()).sort((x, y) => x.rank - y.rank);

beforeAll(async () => {
  store = await openStore({ name: 'learn-flows' });
  dataset = await keepSample(store, 'sample-shop.csv');
  card = await train();
  playbook = defaultPlaybook(dataset, 'en', dataset.recipe.question, { id: 'p', now: NOW });
  first = await decide();
});
afterAll(() => store.close());

describe('training', () => {
  it('learns who will not come back from the sample, better than the rule and than luck', () => {
    expect(card.question.kind).toBe('will-not-return');
    expect(card.split).toMatchObject({ seed: 42, stratified: true });
    expect(card.candidates.map(({ algorithm }) => algorithm)).toEqual(expect.arrayContaining(['baseline', 'rule', 'logistic', 'tree']));
    if (card.metrics.kind !== 'classification') throw new Error('expected chances');
    expect(card.metrics.auc.value).toBeGreaterThan(0.7);
    expect(card.outcomesUsed).toBe(0);
    expect(card.gaps?.suggestedHorizonDays).toBe(card.question.kind === 'will-not-return' && card.question.horizonDays);
  });

  it('gives the same model for the same data and seed', async () => {
    const again = await train();
    const [a, b] = [await store.get('model', card.id), await store.get('model', again.id)];
    expect(b?.model).toEqual(a?.model);
    expect(b?.card.metrics).toEqual(a?.card.metrics);
  });

  it('stops when asked to and keeps nothing', async () => {
    const before = (await store.all('model')).length;
    const controller = new AbortController();
    const stopped = train(controller.signal);
    controller.abort();
    await expect(stopped).rejects.toThrow();
    expect((await store.all('model')).length).toBe(before);
  });
});

describe('deciding', () => {
  it('puts twenty people on the list, each with a task and with reasons that add up', async () => {
    expect(first.newTasks).toBe(20);
    const tasks = await openTasks();
    expect(tasks).toHaveLength(20);
    const selected = first.run.decisions.filter((decision) => decision.arm === 'selected');
    expect(selected.map((decision) => decision.id).sort()).toEqual(tasks.map((task) => task.decisionId).sort());
    expect(first.run.scored).toBe(600);
    for (const decision of first.run.decisions) {
      const sum = decision.reasons.reduce((total, reason) => total + reason.effect, decision.start + decision.otherEffect);
      expect(Math.abs(sum - (decision.chance ?? NaN))).toBeLessThanOrEqual(1e-9);
      expect(decision.reasons.length).toBeLessThanOrEqual(3);
      expect(decision.saw).toHaveLength(first.run.features.length);
    }
    for (const decision of selected) expect(decision.reasons.length).toBeGreaterThan(0);
  });

  it('expects more on the list than among as many at random', () => {
    const { selected, random, all } = first.run.expected;
    expect(selected).toBeGreaterThan(random);
    // Among those who may be contacted: nobody silent for over twice the horizon is.
    const gone = first.run.decisions.filter(({ arm }) => arm === 'excluded').length;
    expect(gone).toBeGreaterThan(0);
    expect((all * 20) / random).toBeLessThanOrEqual(600 - gone);
  });

  it('shows the same run again for the same input, and makes no second task', async () => {
    const again = await decide();
    expect(again).toEqual({ run: first.run, newTasks: 0 });
    const both = await Promise.all([decide({ now: NOW + 60_000 }), decide({ now: NOW + 120_000 })]);
    expect(both.map(({ newTasks }) => newTasks)).toEqual([0, 0]);
    expect(await openTasks()).toHaveLength(20);
  });

  it('makes no second task when the same file comes again', async () => {
    const replayed = await keepSample(store, 'sample-shop.csv', dataset);
    expect(replayed.lastUpsert).toMatchObject({ added: 0, changed: 0 });
    expect(await decide()).toEqual({ run: first.run, newTasks: 0 });
    expect(await openTasks()).toHaveLength(20);
  });

  it('tells of the whole list when a new model finds it full', async () => {
    const other = await train();
    const { run, newTasks } = await decide({ modelId: other.id });
    expect(newTasks).toBe(0);
    expect(run.expected.selected).toBeCloseTo(first.run.expected.selected, 9);
    expect(run.expected).toMatchObject({ all: first.run.expected.all, rule: first.run.expected.rule });
    expect(await openTasks()).toHaveLength(20);
  });

  it('tries a playbook without writing anything', async () => {
    const runs = (await store.all('run')).length;
    const tried = await decide({ playbook: { ...playbook, capacity: 5 }, dryRun: true });
    expect(tried.newTasks).toBe(5);
    expect((await store.all('run')).length).toBe(runs);
    expect(await openTasks()).toHaveLength(20);
  });

  it('refuses a playbook that is not one', async () => {
    await expect(decide({ playbook: { ...playbook, capacity: -1 } })).rejects.toMatchObject({
      code: 'bad-rule',
      params: { path: 'capacity' },
    });
  });
});

describe('customers', () => {
  const page = (change: Partial<Parameters<typeof pageCustomers>[1]>) =>
    pageCustomers(
      store,
      { datasetId: dataset.id, modelId: card.id, search: '', sort: 'name', descending: false, lang: 'en', from: 0, count: 50, ...change },
      jobOf(),
    );

  it('lists everybody by any of the columns', async () => {
    expect((await page({})).total).toBe(600);
    const { rows } = await page({ sort: 'chance', descending: true, count: 600 });
    expect(rows).toHaveLength(200);
    const chances = rows.map(({ chance }) => chance ?? NaN);
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    const spent = (await page({ sort: 'spent', descending: true, from: 150, count: 1, modelId: undefined })).rows;
    expect(spent[0].spent).toBeGreaterThan(0);
    expect(spent[0].chance).toBeNull();
  });

  it('finds a customer by number, name or phone, and says what is next', async () => {
    const [task] = await byRank();
    const found = await page({ search: task.customerId.toLowerCase() });
    expect(found.rows).toEqual([expect.objectContaining({ id: task.customerId, next: task.action })]);
  });

  it('shows everybody on the list with orders, the last purchase among them', async () => {
    let returned = 0;
    for (const { customerId } of await byRank()) {
      const person = await showCustomer(store, { datasetId: dataset.id, modelId: card.id, id: customerId }, jobOf());
      expect(person.history.length).toBeGreaterThanOrEqual(person.orders ?? NaN);
      // Something brought back later is no purchase: it stands in the history, not in "last bought".
      if ((person.history[0].amount ?? 0) < 0) returned++;
      expect(person.history.find(({ amount }) => (amount ?? 0) >= 0)?.day).toBe(person.lastDay);
    }
    expect(returned).toBeGreaterThan(0);
  });

  it('shows one person with orders, cells and the decision', async () => {
    const [task] = await byRank();
    const person = await showCustomer(store, { datasetId: dataset.id, modelId: card.id, id: task.customerId }, jobOf());
    expect(person.decision.id).toBe(task.decisionId);
    expect(person.cells.find(({ column }) => column === 'Customer no')?.value).toBe(task.customerId);
    const [quiet] = (await page({ sort: 'chance' })).rows;
    const { decision } = await showCustomer(store, { datasetId: dataset.id, modelId: card.id, id: quiet.id }, jobOf());
    expect(decision.chance).toBe(quiet.chance);
    expect(decision.reasons.reduce((sum, { effect }) => sum + effect, decision.start + decision.otherEffect)).toBeCloseTo(
      quiet.chance ?? NaN,
      9,
    );
    const untrained = await showCustomer(store, { datasetId: dataset.id, id: task.customerId }, jobOf());
    expect(untrained.decision).toMatchObject({ chance: null, arm: 'not-selected', reasons: [] });
    await expect(showCustomer(store, { datasetId: dataset.id, id: 'nobody' }, jobOf())).rejects.toBeInstanceOf(AppError);
  });
});

describe('the next month', () => {
  it('learns from what was marked, settles who came back, and measures both groups', async () => {
    const [a, b, c] = await byRank();
    for (const [task, kind] of [
      [a, 'came-back'],
      [b, 'not-interested'],
      [c, 'no-answer'],
    ] as const) {
      const { task: moved, outcome } = markOutcome(task, kind, NOW + 3_600_000, crypto.randomUUID());
      await store.write([{ kind: 'task', put: moved }, { kind: 'outcome', put: outcome }]); // prettier-ignore
    }
    const later = await train();
    // No answer says nothing before the horizon is over.
    expect(later.outcomesUsed).toBe(2);

    dataset = await keepSample(store, 'sample-shop-next-month.csv', dataset);
    card = await train();
    const next = await decide({ now: NOW + 31 * 86_400_000 });
    const tasks = await store.all('task');
    const open = tasks.filter((task) => task.state === 'open');
    expect(open).toHaveLength(20);
    expect(new Set(open.map((task) => task.customerId)).size).toBe(20);
    expect(open.map((task) => task.customerId)).not.toContain(b.customerId);
    expect(next.newTasks).toBe(3 + tasks.filter((task) => task.state === 'cancelled').length);
    const heldOut = (run: Run) => run.decisions.filter((decision) => decision.arm === 'held-out').map((decision) => decision.customerId);
    expect(open.map((task) => task.customerId).filter((id) => heldOut(first.run).includes(id))).toEqual([]);

    const results = await sumResults(store, { datasetId: dataset.id, now: NOW }, jobOf());
    expect(results.marked).toEqual({ 'came-back': 1, 'not-interested': 1, 'no-answer': 1, done: 0 });
    expect(results.contacted).toMatchObject({ people: 20, reached: 3 });
    expect(results.heldOut.people).toBe(first.run.heldOut);
    expect(results.lift).toBeUndefined();
    expect(results.neededMore).toBeGreaterThan(0);
  });
});
