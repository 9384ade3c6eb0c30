/** Each question on a few rows whose answers are counted by hand. */
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../src/core/civil-date.ts';
import { featureKey } from '../../src/core/feature-key.ts';
import type { FeatureTable } from '../../src/core/features.ts';
import { columnOf } from '../../src/core/matrix.ts';
import type { Roles } from '../../src/core/recipe.ts';
import { blobSource } from '../../src/data/byte-source.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { buyingDays } from '../../src/insight/buying-days.ts';
import { customerBase, type CustomerBase } from '../../src/insight/customer-base.ts';
import { customerCells, customerHistory } from '../../src/insight/customer-history.ts';
import { explainScores, listable, predictorOf, scoreBase } from '../../src/insight/score-base.ts';
import { trainQuestion } from '../../src/insight/train-question.ts';
import { trainingRows, withoutAnswersOf } from '../../src/insight/training-rows.ts';

const ORDERS: Roles = { rowShape: 'order', who: 'customer', when: 'day', amount: 'amount', product: 'product' };
const SHOP = `customer,day,amount,product
ann,2024-01-01,10,tea
bob,2024-01-05,20,tea
ann,2024-01-20,30,cups
cid,2024-02-01,5,tea
bob,2024-02-20,-20,tea
ann,2024-03-01,40,tea
dan,2024-03-01,50,cups
`;

async function baseOf(text: string, roles: Roles): Promise<CustomerBase> {
  const { table } = await readIntoMemory(blobSource(new Blob([text])), 'file.csv', {
    columns: text.startsWith('customer,day') ? { 1: { type: 'date' } } : {},
  });
  return customerBase(table, roles);
}
const factOf = (rows: FeatureTable, id: string, fact: string) =>
  columnOf(
    rows.x,
    rows.features.findIndex((feature) => featureKey(feature) === fact),
  )[rows.ids.indexOf(id)];

describe('who will not come back', () => {
  it('is learned from the day one horizon before the last, and asked of the last day', async () => {
    const base = await baseOf(SHOP, ORDERS);
    const rows = trainingRows(base, { kind: 'will-not-return', horizonDays: 30 });
    expect(rows.asOfDay).toBe(dayNumber(2024, 1, 31));
    // Cid and Dan had not bought yet; Bob only brought something back.
    expect(rows.ids).toEqual(['ann', 'bob']);
    expect([...rows.y]).toEqual([0, 1]);
    expect(factOf(rows, 'ann', 'recency')).toBe(11);
    expect(base.facts.asOfDay).toBe(dayNumber(2024, 3, 1));
    expect(base.facts.ids).toEqual(['ann', 'bob', 'cid', 'dan']);
    expect(factOf(base.facts, 'bob', 'recency')).toBe(56);
    expect([...base.facts.value]).toEqual([80, 0, 5, 50]);
  });

  it('cannot be learned when the horizon is longer than the history', async () => {
    const base = await baseOf(SHOP, ORDERS);
    expect(() => trainingRows(base, { kind: 'will-not-return', horizonDays: 61 })).toThrow(/too-few-rows/);
  });

  it('knows the buying days, and shows the orders behind a customer', async () => {
    const base = await baseOf(SHOP, ORDERS);
    if (!base.lines) throw new Error('orders expected');
    expect([...(buyingDays(base.lines).get('bob') ?? [])]).toEqual([dayNumber(2024, 1, 5)]);
    expect(customerHistory(base.lines, 1)).toEqual([
      { day: dayNumber(2024, 2, 20), amount: -20, product: 'tea', line: 6 },
      { day: dayNumber(2024, 1, 5), amount: 20, product: 'tea', line: 3 },
    ]);
    expect(customerCells(base, 1)).toContainEqual({ column: 'amount', value: '-20', line: 6 });
  });
});

/** 240 customers: who pays more than 50 a month leaves. The last 24 are not known yet. */
const TABLE = ['id,name,phone,MonthlyCharges,visits,left']
  .concat(
    Array.from(
      { length: 240 },
      (_, i) => `C${i},Name ${i},0770090${i},${20 + ((i * 37) % 61)},${(i * 7) % 12},${i >= 216 ? '' : (i * 37) % 61 > 30 ? 'yes' : 'no'}`,
    ),
  )
  .join('\n');
const CUSTOMERS: Roles = { rowShape: 'customer', who: 'id', name: 'name', phone: 'phone', target: 'left' };
const QUESTION = { kind: 'yes-no', target: 'left', yes: 'yes', meaning: 'leave' } as const;

describe('a yes/no column', () => {
  it('is answered for those who are not gone yet, with reasons that add up', async () => {
    const base = await baseOf(TABLE, CUSTOMERS);
    const rows = trainingRows(base, QUESTION);
    expect([...rows.y].filter(Number.isNaN)).toHaveLength(24);
    const model = await trainQuestion({
      rows,
      question: QUESTION,
      steps: [],
      seed: 42,
      algorithms: ['logistic', 'tree'],
      made: { id: 'm', datasetId: 'd', at: 1 },
    });
    expect(model.card).toMatchObject({ id: 'm', datasetId: 'd', question: QUESTION, split: { train: 172, test: 44 } });
    const scores = scoreBase(base, model);
    expect(scores.predicted).toHaveLength(240);
    const gone = [...rows.y].filter((y) => y === 1).length;
    expect(listable(QUESTION, scores)).toHaveLength(240 - gone);
    expect(listable({ ...QUESTION, meaning: 'other' }, scores)).toHaveLength(240);
    explainScores(model, scores, [0, 5, 230]).forEach(({ start, parts }, i) => {
      const total = parts.reduce((sum, part) => sum + part.effect, start);
      expect(Math.abs(total - scores.predicted[[0, 5, 230][i]])).toBeLessThanOrEqual(1e-9);
    });
    expect([...predictorOf(model)(scores.x)]).toEqual([...scores.predicted]);
  });

  it('takes worth and phone from the columns that have them', async () => {
    const base = await baseOf(TABLE, CUSTOMERS);
    expect(base.facts.value[1]).toBe(57);
    expect(base.phones[1]).toBe('07700901');
  });

  it('lets newer answers stand instead of the file', async () => {
    const rows = trainingRows(await baseOf(TABLE, CUSTOMERS), QUESTION);
    const without = withoutAnswersOf(rows, ['C0', 'C2']);
    expect([0, 1, 2].map((row) => Number.isNaN(without.y[row]))).toEqual([true, false, true]);
    expect(Number.isNaN(rows.y[0])).toBe(false);
  });

  it('calls customers without a number by their line', async () => {
    const text = 'id,name,x,left\nA,Ann,1,yes\n,Bob,2,no\nC,,3,no\n';
    const base = await baseOf(text, { rowShape: 'customer', who: 'id', name: 'name', target: 'left' });
    expect(base.facts.ids).toEqual(['A', '3', 'C']);
    expect(base.facts.names).toEqual(['Ann', 'Bob', 'C']);
  });
});

describe('an amount', () => {
  it('is predicted for everybody', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `C${i},${i % 10},${3 * (i % 10) + ((i * 13) % 5)}`);
    const base = await baseOf(['id,visits,spend', ...rows].join('\n'), { rowShape: 'customer', who: 'id', target: 'spend' });
    const question = { kind: 'amount', target: 'spend' } as const;
    const model = await trainQuestion({
      rows: trainingRows(base, question),
      question,
      steps: [],
      seed: 42,
      algorithms: ['linear'],
      made: { id: 'm', datasetId: 'd', at: 1 },
    });
    const scores = scoreBase(base, model);
    expect(scores.isChance).toBe(false);
    expect(listable(question, scores)).toHaveLength(200);
    // 3 a visit, and 2 on average besides.
    expect(scores.predicted[9] - scores.predicted[0]).toBeGreaterThan(20);
  });
});
