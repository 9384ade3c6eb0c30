import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../../src/core/features.ts';
import { matrixOf } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { chooseRuleFeature, featureStrength } from '../../src/ml/rule-feature.ts';
import { rule, type RuleParams } from '../../src/ml/rule.ts';

const fit = (rows: number[][], y: number[], params: Partial<RuleParams> = {}) =>
  train(rule, {
    x: matrixOf(rows),
    y: Float64Array.from(y),
    params: { ...rule.defaults, ...params },
    random: new RandomState(0),
    trace: false,
  });

describe('the rule', () => {
  it('is the penalised logistic line of scikit-learn', async () => {
    // LogisticRegression(C=1, tol=1e-12, solver='newton-cholesky') on (x - mean) / sd (population) of these rows, scikit-learn 1.2.1.
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const y = [0, 0, 1, 0, 0, 1, 1, 1, 1, 1];
    const model = await fit(
      x.map((value) => [value]),
      y,
    );
    expect(model.slope).toBeCloseTo(1.1506730829, 8);
    expect(model.intercept).toBeCloseTo(0.530020726, 8);
  });

  it('rises or falls with its fact and never turns', async () => {
    const random = new RandomState(3);
    const rows = Array.from({ length: 200 }, () => [random.normal(), random.normal() ** 3]);
    const model = await fit(
      rows,
      rows.map(([, b]) => Number(b + random.normal() < 0)),
      { feature: 1 },
    );
    const grid = matrixOf(Array.from({ length: 50 }, (_, i) => [0, i - 25]));
    const chance = rule.predict(model, grid);
    for (let i = 1; i < chance.length; i++) expect(chance[i]).toBeLessThanOrEqual(chance[i - 1]);
    expect(rule.describe(model, ['a', 'b'])).toMatchObject({ feature: 'b', direction: 'lower' });
  });

  it('stays finite where its fact separates yes from no', async () => {
    const model = await fit([[1], [2], [8], [9]], [0, 0, 1, 1]);
    expect(Number.isFinite(model.slope)).toBe(true);
  });

  it('is a straight line for amounts: through (1, 3), (2, 5), (3, 7) that of 1 + 2 x', async () => {
    const model = await fit([[1], [2], [3]], [3, 5, 7], { output: 'amount' });
    expect(rule.predict(model, matrixOf([[0], [10]]))[0]).toBeCloseTo(1, 12);
    expect(rule.predict(model, matrixOf([[10]]))[0]).toBeCloseTo(21, 12);
  });

  it('a constant fact gives everybody the share of yes', async () => {
    const model = await fit([[4], [4], [4], [4]], [0, 0, 0, 1]);
    expect(rule.predict(model, matrixOf([[4]]))[0]).toBeCloseTo(0.25, 12);
  });

  it('refuses one class, holes and a column that is not there', async () => {
    await expect(fit([[1], [2]], [1, 1])).rejects.toMatchObject({ code: 'one-class' });
    await expect(fit([[1], [NaN]], [0, 1])).rejects.toMatchObject({ code: 'not-finite' });
    await expect(fit([[1], [2]], [0, 1], { feature: 1 })).rejects.toMatchObject({ code: 'bad-parameter' });
  });
});

describe('the fact it ranks by', () => {
  const column = (name: string): FeatureSpec => ({ kind: 'column', column: name });
  const all = (n: number) => Array.from({ length: n }, (_, i) => i);

  it('is the column that ranks best, up or down, on rows it was not chosen on', () => {
    const random = new RandomState(1);
    const rows = Array.from({ length: 300 }, () => [random.normal(), random.normal(), random.normal()]);
    const y = Float64Array.from(rows, ([a, b]) => Number(0.5 * a - 2 * b + random.normal() > 0));
    expect(chooseRuleFeature([column('a'), column('b'), column('c')], matrixOf(rows), y, all(300))).toBe(1);
  });

  it('for orders is silence or lateness, even where another fact ranks better', () => {
    const features: FeatureSpec[] = [
      { kind: 'order-fact', fact: 'monetary', unit: 'money' },
      { kind: 'order-fact', fact: 'recency', unit: 'days' },
      { kind: 'order-fact', fact: 'lateness', unit: 'ratio' },
    ];
    const y = Float64Array.from({ length: 50 }, (_, i) => i % 2);
    const rows = Array.from(y, (yes, i) => [yes, i % 7, yes === 1 ? i + 10 : i]);
    expect(chooseRuleFeature(features, matrixOf(rows), y, all(50))).toBe(2);
  });

  it('is measured as twice the AUC above one half: all yes above all no gives the most, a coin nothing', () => {
    const y = Float64Array.from({ length: 100 }, (_, i) => Number(i >= 50));
    const order = new RandomState(0).permutation(100);
    const perfect = featureStrength(
      Float64Array.from({ length: 100 }, (_, i) => i),
      y,
      order,
    );
    const binary = featureStrength(y, y, order);
    // Half of the pairs of a 0/1 column are in order, the others tied: here none are, so both reach the same AUC of 1.
    expect(perfect).toBeCloseTo(binary, 12);
    expect(
      Math.abs(
        featureStrength(
          Float64Array.from({ length: 100 }, (_, i) => i % 2),
          y,
          order,
        ),
      ),
    ).toBeLessThan(0.3);
  });

  it('is never a constant or an empty column while another is there', () => {
    const y = Float64Array.of(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    const rows = Array.from(y, (_, i) => [1, NaN, i % 3]);
    expect(chooseRuleFeature([column('same'), column('empty'), column('c')], matrixOf(rows), y, all(10))).toBe(2);
  });
});
