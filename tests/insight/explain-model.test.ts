/** The parts of the Model screen that are worked out on demand, against sums done by hand or by brute force. */
import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../../src/core/features.ts';
import { columnOf, matrixOf, take, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { mean } from '../../src/core/stats.ts';
import { contactPlan } from '../../src/insight/contact-plan.ts';
import { factCurve, type FactCurve } from '../../src/insight/fact-curve.ts';
import { learnedRows } from '../../src/insight/learned-rows.ts';
import { modelRules } from '../../src/insight/model-rules.ts';
import { predictorOf } from '../../src/insight/score-base.ts';
import { learnFromFewer } from '../../src/insight/learn-from-fewer.ts';
import { madeUpModel, madeUpRows } from './stored-model.ts';

function curveOf(predict: (x: Matrix) => Float64Array, features: readonly FeatureSpec[], x: Matrix, fact: FeatureSpec): FactCurve {
  const run = factCurve(predict, features, x, fact, { isChance: true, seed: 1 });
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

describe('how one fact acts', () => {
  it('asks about everybody, with the fact set and its flag of a gap taken out', async () => {
    const rows = madeUpRows(true);
    const model = await madeUpModel('logistic', {}, rows);
    const predict = predictorOf(model);
    const fee: FeatureSpec = { kind: 'column', column: 'Fee, "monthly"' };
    const curve = curveOf(predict, rows.features, rows.x, fee);
    expect(curve).toMatchObject({ kind: 'number', asked: 300, customers: 300, isChance: true });
    expect(curve.points).toHaveLength(40);
    expect(curve.lines).toHaveLength(50);
    for (const at of [0, 17, 39]) {
      const changed: Matrix = { ...rows.x, values: rows.x.values.slice() };
      columnOf(changed, 1).fill(curve.points[at].value);
      columnOf(changed, 3).fill(0);
      expect(curve.points[at].average).toBeCloseTo(mean(predict(changed)), 12);
    }
    const known = Array.from(columnOf(rows.x, 1)).filter((value) => !Number.isNaN(value));
    const tenth = (curve.points[39].value - curve.points[0].value) / 10;
    const { value, customers } = curve.points[20];
    expect(customers).toBe(known.filter((one) => Math.abs(one - value) <= tenth / 2).length);
    expect(curve.rug).toEqual(curve.rug.toSorted((a, b) => a - b));
  });

  it('takes the levels of a category one by one, and yes and no', () => {
    const features: FeatureSpec[] = [
      { kind: 'level', column: 'City', level: '北京' },
      { kind: 'level', column: 'City', level: 'other' },
      { kind: 'was-missing', column: 'City' },
      { kind: 'column', column: 'Member', unit: 'yes-no' },
    ];
    const x = matrixOf([
      [1, 0, 0, 1],
      [0, 1, 0, 0],
      [0, 1, 0, NaN],
      [NaN, NaN, 1, 1],
    ]);
    const predict = (rows: Matrix) =>
      Float64Array.from({ length: rows.rows }, (_, i) => {
        const [a, b, c, d] = [0, 1, 2, 3].map((j) => rows.values[j * rows.rows + i] || 0);
        return 0.1 * a + 0.2 * b + 0.4 * c + 0.3 * d;
      });
    const city = curveOf(predict, features, x, { kind: 'column', column: 'City' });
    // Half of the four are members: 0.15 more.
    expect(city.points.map(({ feature, customers }) => ({ feature, customers }))).toEqual([
      { feature: features[0], customers: 1 },
      { feature: features[1], customers: 2 },
      { feature: features[2], customers: 1 },
    ]);
    [0.25, 0.35, 0.55].forEach((average, at) => expect(city.points[at].average).toBeCloseTo(average, 12));
    const member = curveOf(predict, features, x, features[3]);
    expect(member).toMatchObject({ kind: 'levels', rug: [] });
    expect(member.points.map(({ value, customers }) => [value, customers])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(member.points[1].average - member.points[0].average).toBeCloseTo(0.3, 12);
  });

  it('names the fact that goes along with this one', () => {
    const features: FeatureSpec[] = ['a', 'b', 'c'].map((column) => ({ kind: 'column', column }));
    const x = matrixOf(Array.from({ length: 60 }, (_, i) => [i, -2 * i + (i % 3), (i * 37) % 60]));
    const { twin } = curveOf((rows) => columnOf(rows, 0).slice(), features, x, features[0]);
    expect(twin?.feature).toEqual(features[1]);
    expect(twin?.correlation).toBeLessThan(-0.99);
    expect(curveOf((rows) => columnOf(rows, 0).slice(), features, x, features[2]).twin).toBeUndefined();
  });
});

describe('a model in rules', () => {
  it('that are the model itself where it is a shallow tree, and say so', async () => {
    const rows = madeUpRows(true);
    const model = await madeUpModel('tree', { max_depth: 2, min_samples_leaf: 20 }, rows);
    const found = await modelRules(model, learnedRows(model, rows), {});
    expect(found.fidelity.value).toBeGreaterThan(0.98);
    expect(Number(found.auc?.rules.value)).toBeCloseTo(Number(found.auc?.model.value), 1);
    expect(found.rules.reduce((sum, rule) => sum + rule.rows, 0)).toBe(found.learned);
    expect(found.learned + found.tested).toBe(model.card.split.train + model.card.split.test);
  });

  it('say what they hold of a model they cannot be: the share of how its answers differ', async () => {
    const rows = madeUpRows(false);
    const model = await madeUpModel('linear', {}, rows);
    const found = await modelRules(model, learnedRows(model, rows), {});
    expect(found.isChance).toBe(false);
    expect(found.auc).toBeUndefined();
    expect(found.fidelity.value).toBeGreaterThan(0.5);
    expect(found.fidelity.value).toBeLessThan(0.97);
    expect((await modelRules(await madeUpModel('baseline', {}, rows), learnedRows(model, rows), {})).fidelity.value).toBeNull();
  });
});

describe('contacting the first so many', () => {
  it('counts right and wrong among the test customers, and money where there are terms', async () => {
    const rows = madeUpRows(true);
    const model = await madeUpModel('logistic', {}, rows);
    const learned = learnedRows(model, rows);
    const predict = predictorOf(model);
    const y = take(learned.y, learned.test);
    const chance = predict(takeRows(learned.x, learned.test));
    const order = Array.from(chance.keys()).sort((a, b) => chance[b] - chance[a]);
    const scores = { features: rows.features, x: rows.x, predicted: predict(rows.x), isChance: true };
    const terms = { value: 100, cost: 20, offer: 10, share: 0.5 };
    for (const k of [0, 1, 13, y.length, y.length + 5]) {
      const plan = contactPlan(model, learned, scores, k, terms);
      const first = order.slice(0, k);
      const yes = first.filter((row) => y[row] === 1).length;
      const all = y.filter((value) => value === 1).length;
      expect(plan.matrix).toEqual({
        truePositive: yes,
        falsePositive: first.length - yes,
        falseNegative: all - yes,
        trueNegative: y.length - first.length - (all - yes),
      });
      expect(plan.downTo).toBe(k === 0 ? null : chance[order[Math.min(k, y.length) - 1]]);
      // 40 a success, 20 a contact.
      expect(plan.profit?.breakEven).toBe(0.5);
      expect(plan.profit?.atBreakEven.contacted).toBe(chance.filter((one) => one > 0.5).length);
      const paying = first.filter((row) => chance[row] > 0.5);
      expect(plan.within?.contacted).toBe(paying.length);
      expect(plan.within?.profit).toBeCloseTo(40 * paying.filter((row) => y[row] === 1).length - 20 * paying.length, 9);
      expect(plan.today).toEqual({ customers: 300, above: scores.predicted.filter((one) => one > 0.5).length });
    }
    expect(contactPlan(model, learned, scores, 10, undefined)).not.toHaveProperty('profit');
  });
});

describe('the rows a model was learned from', () => {
  it('are refused when they are no longer the same', async () => {
    const rows = madeUpRows(true);
    const model = await madeUpModel('logistic', {}, rows);
    const y = rows.y.slice();
    y[0] = 1;
    y[1] = 1 - y[1];
    expect(() => learnedRows(model, { ...rows, y })).toThrow('model-outdated');
  });

  it('give a learning curve whose last point has seen all of them', async () => {
    const rows = madeUpRows(true);
    const model = await madeUpModel('logistic', {}, rows);
    const curve = await learnFromFewer(model, learnedRows(model, rows), [], {});
    expect(curve.points.at(-1)?.rows).toBe(Math.floor(model.card.split.train * 0.8));
    expect(curve.points.at(-1)?.heldOut.value).toBeGreaterThan(0.75);
  });
});
