/** The sample shop asked about by hand, by what would have to change, and down to the cells. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/core/dataset.ts';
import type { OrderFact } from '../../src/core/features.ts';
import type { ModelCard } from '../../src/core/model-card.ts';
import { median } from '../../src/core/stats.ts';
import type { FactSum } from '../../src/insight/fact-sum.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ask, askForm } from '../../workers/learn/ask.ts';
import { loadBase } from '../../workers/learn/load-base.ts';
import { showCustomer } from '../../workers/learn/show-customer.ts';
import { showSum } from '../../workers/learn/show-sum.ts';
import { trainModel } from '../../workers/learn/train-model.ts';
import { whatIfCustomer } from '../../workers/learn/what-if-customer.ts';
import { jobOf, keepSample } from './learn-shop.ts';

let store: Store;
let dataset: Dataset;
let card: ModelCard;
let ids: string[];
/** Lines of the very file, from 1. */
const file = readFileSync(join(import.meta.dirname, '../../sample-data/sample-shop.csv'), 'utf8').split(/\r?\n/);

beforeAll(async () => {
  store = await openStore({ name: 'ask-flows' });
  dataset = await keepSample(store, 'sample-shop.csv');
  card = await trainModel(store, { datasetId: dataset.id, seed: 42, algorithms: ['logistic'] }, jobOf());
  ids = (await loadBase(store, dataset.id, jobOf())).base.facts.ids;
});
afterAll(() => store.close());

const asked = () => ({ datasetId: dataset.id, modelId: card.id });

describe('asking about one customer', () => {
  it('says of a customer as they are what their page says', async () => {
    for (const id of ids.slice(0, 20)) {
      const { start, answers } = await askForm(store, { ...asked(), id }, jobOf());
      const { decision, problems } = await ask(store, { modelId: card.id, start, answers });
      const page = await showCustomer(store, { ...asked(), id }, jobOf());
      expect(problems).toEqual([]);
      expect(decision?.chance).toBe(page.chance);
      expect(decision?.reasons).toEqual(page.decision.reasons);
    }
  });

  it('starts from the typical customer, who has no reasons, and marks what nobody was', async () => {
    const { fields, start, answers } = await askForm(store, asked(), jobOf());
    const typical = await ask(store, { modelId: card.id, start, answers });
    expect(typical.outside).toEqual([]);
    const place = (fact: OrderFact) => fields.findIndex(({ feature }) => feature.kind === 'order-fact' && feature.fact === fact);
    const far = answers.with(place('tenure'), '100000');
    const answer = await ask(store, { modelId: card.id, start, answers: far });
    expect(answer.outside).toEqual([place('tenure')]);
    const { reasons = [], otherEffect = NaN, start: from = NaN, chance } = answer.decision ?? {};
    expect(reasons.reduce((sum, { effect }) => sum + effect, from + otherEffect)).toBeCloseTo(chance ?? NaN, 9);
    expect((await ask(store, { modelId: card.id, start, answers: answers.with(place('recency'), '-3') })).decision).toBeUndefined();
  });
});

it('a change that is found crosses the cut when it is asked for by hand', async () => {
  let found = 0;
  for (const id of ids.slice(0, 40)) {
    const answer = await whatIfCustomer(store, { ...asked(), id, cut: 0.5 }, jobOf());
    const { chance } = await showCustomer(store, { ...asked(), id }, jobOf());
    expect(answer?.predicted).toBe(chance);
    if (!answer?.found) continue;
    found++;
    expect(answer.found.predicted >= 0.5).toBe(!answer.wasAbove);
    const { fields, start, answers } = await askForm(store, { ...asked(), id }, jobOf());
    const filled = fields.map(({ feature }, f) => {
      const change = answer.found?.changes.find(
        (one) => one.feature.kind === 'order-fact' && feature.kind === 'order-fact' && one.feature.fact === feature.fact,
      );
      return change ? String(change.to) : answers[f];
    });
    const again = await ask(store, { modelId: card.id, start, answers: filled });
    expect(again.problems).toEqual([]);
    expect(again.decision?.chance).toBeCloseTo(answer.found.predicted, 12);
  }
  expect(found).toBeGreaterThan(10);
});

describe('the sum', () => {
  /** The fact worked out again from nothing but its terms. */
  function fromTerms({ kind, terms, asOfDay = NaN, of = [], value }: FactSum): number {
    const parts = terms.flatMap(({ part }) => (part === undefined ? [] : [part]));
    const sum = parts.reduce((total, part) => total + part, 0);
    switch (kind) {
      case 'days-since':
        return asOfDay - Date.parse(terms[0].text) / 86_400_000;
      case 'count':
        return terms.length;
      case 'sum':
        return sum;
      case 'mean':
        return sum / parts.length;
      case 'median-gap':
        return median(Float64Array.from(parts));
      case 'ratio':
        return of[0].value / of[1].value;
      case 'no-trend':
        return 1;
      default:
        return value;
    }
  }

  it('of every fact of everybody gives the fact again, from cells that stand in the file', async () => {
    const { base } = await loadBase(store, dataset.id, jobOf());
    const { features, x } = base.facts;
    const header = file[0].replace(/^\ufeff/, '').split(',');
    for (let c = 0; c < 120; c++) {
      for (const [j, feature] of features.entries()) {
        const sum = await showSum(store, { datasetId: dataset.id, id: ids[c], feature }, jobOf());
        const value = x.values[j * x.rows + c];
        expect(sum.value).toBe(value);
        expect(Math.abs(fromTerms(sum) - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
        for (const { line, column, text } of sum.terms.slice(0, 3)) {
          const cells = file[line - 1].split(',');
          expect(cells).toContain(ids[c]);
          if (file[line - 1].includes('"')) continue;
          const cell = cells[header.indexOf(column)];
          const isDay = column === 'Date';
          expect(
            isDay ? new Date(`${cell} UTC`).toISOString().slice(0, 10) : Number.isNaN(Number(cell)) ? cell.trim() : String(Number(cell)),
          ).toBe(text);
        }
      }
    }
  });
});
