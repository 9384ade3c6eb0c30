/** One customer asked about by hand: fields, answers, what is impossible, what was never learned from, what would have to change. */
import { describe, expect, it } from 'vitest';
import type { FeatureSpec, OrderFact } from '../../src/core/features.ts';
import { columnOf, matrixOf, takeRows } from '../../src/core/matrix.ts';
import type { StoredModel } from '../../src/core/model-card.ts';
import { rowOf } from '../../src/insight/align-features.ts';
import { answersOf, askedRow, askFields, outsideLearned } from '../../src/insight/ask-form.ts';
import { baselineOf } from '../../src/insight/model-fit.ts';
import { movementOf } from '../../src/insight/movable-facts.ts';
import { predictorOf } from '../../src/insight/score-base.ts';
import { settleOrders, whatIf } from '../../src/insight/what-if.ts';
import { madeUpModel, madeUpRows } from './stored-model.ts';

const order = (fact: OrderFact, unit: 'days' | 'orders' | 'money' | 'ratio' = 'days'): FeatureSpec => ({ kind: 'order-fact', fact, unit });
const shop: FeatureSpec[] = [
  order('recency'),
  order('frequency', 'orders'),
  order('monetary', 'money'),
  order('average-order', 'money'),
  order('tenure'),
  order('usual-gap'),
  order('lateness', 'ratio'),
  order('recent-orders', 'orders'),
];
/** Only what the form looks at. */
const modelWith = (features: FeatureSpec[], x?: Parameters<typeof baselineOf>[0]) =>
  ({ encoder: { features }, ...(x && { baseline: baselineOf(x) }) }) as unknown as StoredModel;

describe('the form', () => {
  const features: FeatureSpec[] = [
    { kind: 'column', column: 'fee', unit: 'EUR' },
    { kind: 'was-missing', column: 'fee' },
    { kind: 'level', column: 'plan', level: 'gold' },
    { kind: 'level', column: 'plan', level: 'other' },
    { kind: 'column', column: 'has app', unit: 'yes-no' },
    { kind: 'was-missing', column: 'note' },
  ];
  const x = matrixOf(Array.from({ length: 11 }, (_, i) => [i * 10, 0, i % 2, 1 - (i % 2), i % 3 ? 1 : 0, 0]));
  const model = modelWith(features, x);
  const fields = askFields(model);

  it('has one field per fact, with where eight in ten were and the least and most', () => {
    expect(fields.map(({ kind, columns, flag }) => [kind, columns, flag])).toEqual([
      ['number', [0], 1],
      ['choice', [2, 3], undefined],
      ['yes-no', [4], undefined],
      ['yes-no', [5], undefined],
    ]);
    expect(fields[0]).toMatchObject({ usual: { low: 10, high: 90 }, range: { least: 0, most: 100 } });
    expect(fields[1].levels).toEqual(['gold', 'other']);
  });

  it('gives a row back bit by bit, and what was changed in real units', () => {
    for (const row of [
      [12.34, 0, 1, 0, 1, 0],
      [NaN, 1, NaN, NaN, NaN, 1],
      [0.1 + 0.2, 0, 0, 1, 0, 0],
    ].map((one) => Float64Array.from(one))) {
      // prettier-ignore
      expect(askedRow(model, fields, row, answersOf(fields, row))).toEqual({ row, problems: [] });
    }
    const start = Float64Array.of(50, 0, 1, 0, 1, 0);
    expect(answersOf(fields, start)).toEqual(['50', 'gold', 'yes', 'no']);
    expect(askedRow(model, fields, start, ['', 'other', 'no', 'yes']).row).toEqual(Float64Array.of(NaN, 1, 0, 1, 0, 1));
    expect(askedRow(model, fields, start, ['7', '', '', 'no']).row).toEqual(Float64Array.of(7, 0, NaN, NaN, NaN, 0));
  });

  it('names what is no number, and marks what was never learned from', () => {
    const start = Float64Array.of(50, 0, 1, 0, 1, 0);
    expect(askedRow(model, fields, start, ['many', 'gold', 'yes', 'no']).problems).toEqual([{ field: 0, code: 'not-a-number' }]);
    const outside = (fee: number) => outsideLearned(model, fields, Float64Array.of(fee, Number(Number.isNaN(fee)), 1, 0, 1, 0));
    expect([outside(100), outside(100.01), outside(-1), outside(NaN)]).toEqual([[], [0], [0], [0]]);
    expect(outsideLearned(model, fields, Float64Array.of(1, 0, 1, 0, 1, 1))).toEqual([3]);
    expect(outsideLearned(modelWith(features), fields, Float64Array.of(1e9, 0, 1, 0, 1, 0))).toEqual([]);
  });

  it('does not ask for what follows, and works it out anew', () => {
    const orders = modelWith(shop);
    const asked = askFields(orders);
    expect(asked.map(({ feature }) => feature.kind === 'order-fact' && feature.fact)).toEqual([
      'recency',
      'frequency',
      'monetary',
      'tenure',
      'usual-gap',
      'recent-orders',
    ]);
    // Lateness 3 is not 60 / 25: of a customer as they are nothing moves.
    const start = Float64Array.of(60, 5, 500, 90, 300, 25, 3, 1);
    const answers = answersOf(asked, start);
    expect(askedRow(orders, asked, start, answers).row).toEqual(start);
    const other = askedRow(orders, asked, start, answers.with(0, '50').with(1, '10'));
    expect(other).toEqual({ row: Float64Array.of(50, 10, 500, 50, 300, 25, 2, 1), problems: [] });
  });

  it.each([
    [0, '-1', 'negative', 0],
    [1, '2.5', 'not-whole', 1],
    [3, '59', 'first-after-last', 3],
    [0, '301', 'first-after-last', 3],
    [5, '6', 'recent-above-all', 5],
    [0, '90', 'recent-without', 5],
    [5, '0', 'recent-missing', 5],
  ])('refuses orders that cannot have been (field %d = %s: %s)', (field, answer, code, told) => {
    const orders = modelWith(shop);
    const asked = askFields(orders);
    const start = Float64Array.of(60, 5, 500, 100, 300, 25, 2.4, 1);
    const { problems } = askedRow(orders, asked, start, answersOf(asked, start).with(field, answer));
    expect(problems).toContainEqual({ field: told, code });
  });
});

describe('what would have to change', () => {
  it('rests on nothing that nobody can change', () => {
    const column = (name: string, unit?: string): FeatureSpec => ({ kind: 'column', column: name, unit });
    const none = [
      'age',
      'Age',
      'customerAge',
      '年龄',
      'gender',
      '性别',
      'SeniorCitizen',
      'Dependents',
      'marital-status',
      'education.num',
      'native_country',
      'tenure',
      'city',
      '注册月数',
      'income',
    ];
    for (const name of none) expect([name, movementOf(column(name))]).toEqual([name, 'none']);
    expect(movementOf(column('last visit', 'days'))).toBe('none');
    expect(movementOf({ kind: 'was-missing', column: 'fee' })).toBe('none');
    expect(movementOf({ kind: 'level', column: 'Sex', level: 'female' })).toBe('none');
    expect(movementOf({ kind: 'level', column: 'Contract', level: 'yearly' })).toBe('both');
    expect(movementOf(column('MonthlyCharges'))).toBe('both');
    expect(movementOf(column('TotalCharges'))).toBe('up');
    expect(movementOf(order('recency'))).toBe('down');
    expect(movementOf(order('tenure'))).toBe('none');
  });

  it('is one more order where the last one is more recent', () => {
    const start = Float64Array.of(120, 4, 400, 100, 300, 30, 4, 0);
    expect(settleOrders(shop, start, Float64Array.of(10, 4, 400, 100, 300, 30, 4, 0))).toEqual(
      Float64Array.of(10, 5, 500, 100, 300, 30, 10 / 30, 1),
    );
    expect(settleOrders(shop, start, Float64Array.of(120, 4, 400, 100, 300, 30, 4, 2))).toEqual(
      Float64Array.of(89, 6, 600, 100, 300, 30, 89 / 30, 2),
    );
  });

  it('crosses the cut by the model itself, no farther than needed, and only by facts that can change', async () => {
    const rows = madeUpRows(true);
    const model = await madeUpModel('logistic', {}, rows);
    const predict = predictorOf(model);
    let found = 0;
    let none = 0;
    for (let i = 0; i < 60; i++) {
      const row = rowOf(rows.x, i);
      const answer = whatIf(model, rows.x, row, 0.5);
      expect(answer.predicted).toBe(predict(takeRows(rows.x, [i]))[0]);
      if (!answer.found) {
        none++;
        continue;
      }
      found++;
      const changed = row.slice();
      for (const { feature, from, to, follows } of answer.found.changes) {
        const j = model.encoder.features.indexOf(feature);
        expect(row[j]).toEqual(from);
        expect(follows).toBe(false);
        if (feature.kind === 'order-fact') expect(to).toBeLessThan(from);
        changed[j] = to;
      }
      const ask = (values: Float64Array) => predict({ rows: 1, columns: values.length, values })[0];
      expect(ask(changed)).toBe(answer.found.predicted);
      expect(answer.found.predicted >= 0.5).toBe(!answer.wasAbove);
      // Half as far would not do, wherever one number was changed alone.
      const [only] = answer.found.changes;
      if (answer.found.changes.length === 1 && !Number.isInteger(only.to - only.from)) {
        const halfway = row.slice();
        halfway[model.encoder.features.indexOf(only.feature)] = (only.from + only.to) / 2;
        expect(ask(halfway) >= 0.5).toBe(answer.wasAbove);
      }
    }
    expect(found).toBeGreaterThan(10);
    expect(none).toBeGreaterThan(0);
    expect(columnOf(rows.x, 0).length).toBe(300);
  });
});
