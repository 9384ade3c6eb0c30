import { describe, expect, it } from 'vitest';
import { columnOf, matrix, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train, type Algorithm } from '../../src/ml/contract.ts';
import { forest } from '../../src/ml/forest.ts';
import { linear } from '../../src/ml/linear.ts';
import { logistic } from '../../src/ml/logistic.ts';
import { tree, type TreeModel } from '../../src/ml/tree.ts';

/** Ways that are taken for many rows only. Oracles: what defines the optimum, and the exact tree, which equals scikit-learn's. */
const random = new RandomState(12);

function table(rows: number, columns: number, levels = 0): { x: Matrix; y: Float64Array; amount: Float64Array } {
  const x = matrix(rows, columns);
  for (let i = 0; i < x.values.length; i++) x.values[i] = levels > 0 ? random.interval(levels - 1) / 7 : random.normal();
  const amount = Float64Array.from({ length: rows }, (_, i) => {
    const [a, b, c] = [x.values[i], x.values[rows + i], x.values[2 * rows + i]];
    return a - 0.5 * b + 0.3 * a * c + random.normal();
  });
  return { x, amount, y: amount.map((value) => Number(random.random() < 1 / (1 + Math.exp(-value)))) };
}

async function fit<P extends object, M>(algorithm: Algorithm<P, M>, x: Matrix, y: Float64Array, params: Partial<P>, trace = false) {
  return train(algorithm, { x, y, params: { ...algorithm.defaults, ...params }, random: new RandomState(1), trace });
}

const products = (x: Matrix, v: Float64Array) =>
  Array.from({ length: x.columns }, (_, j) => columnOf(x, j).reduce((sum, value, i) => sum + value * v[i], 0));

describe('logistic regression', () => {
  it.each([
    [1, null],
    [0.001, null],
    [1, 'balanced'],
    [null, null],
  ] as const)('ends where all slopes are 0: C %s, weights %s', async (C, class_weight) => {
    const { x, y } = table(24_000, 4);
    const model = await fit(logistic, x, y, { C, class_weight });
    const yes = y.reduce((sum, value) => sum + value, 0);
    const weigh = (value: number) => (class_weight === null ? 1 : y.length / (2 * (value === 1 ? yes : y.length - yes)));
    const missed = logistic.predict(model, x).map((chance, i) => weigh(y[i]) * (chance - y[i]));
    const slopes = products(x, missed).map((slope, j) => slope + (C === null ? 0 : model.weights[j + 1] / C));
    for (const slope of [missed.reduce((sum, value) => sum + value, 0), ...slopes]) expect(Math.abs(slope)).toBeLessThan(1e-8);
    expect(model.converged).toBe(true);
  });

  it('says that classes are told apart without an error', async () => {
    const { x } = table(21_000, 3);
    const y = columnOf(x, 1).map((value) => Number(value > 0.2));
    await expect(fit(logistic, x, y, { C: null })).rejects.toMatchObject({ code: 'no-finite-estimate' });
  });
});

describe('linear regression', () => {
  it('leaves nothing that follows a column', async () => {
    const { x, amount } = table(12_345, 6);
    const model = await fit(linear, x, amount, {});
    const predicted = linear.predict(model, x);
    const residuals = amount.map((value, i) => value - predicted[i]);
    for (const product of products(x, residuals)) expect(Math.abs(product)).toBeLessThan(1e-8);
    expect(model.rank).toBe(6);
  });
});

describe('trees of bins', () => {
  // No more different values than bins: the same questions are asked as among all values.
  it.each(['gini', 'entropy', 'squared_error'] as const)('are exact ones where values are few: %s', async (criterion) => {
    const { x, y, amount } = table(6000, 4, 200);
    // Large leaves: in small ones two questions may gain the same.
    const params = { criterion, max_depth: 4, min_samples_leaf: 250 };
    const answers = criterion === 'squared_error' ? amount : y;
    const [exact, binned] = [
      await fit(tree, x, answers, { ...params, search: 'exact' }),
      await fit(tree, x, answers, { ...params, search: 'histogram' }),
    ];
    const shape = ({ feature, samples, childrenLeft, childrenRight }: TreeModel) =>
      [feature, samples, childrenLeft, childrenRight].map((of) => Array.from(of));
    expect(shape(binned)).toEqual(shape(exact));
    binned.value.forEach((value, at) => expect(value).toBeCloseTo(exact.value[at], 9));
    expect([exact.search, binned.search]).toEqual([undefined, 'histogram']);
  });

  it('are taken for many rows, by the tree and the forest, and say so', async () => {
    const { x, y } = table(20_000, 3);
    const model = await fit(tree, x, y, { max_depth: 3 });
    expect(tree.describe(model, ['a', 'b', 'c'])).toMatchObject({ search: 'histogram' });
    const trees = await fit(forest, x, y, { n_estimators: 3, max_depth: 4 });
    expect(forest.describe(trees, [])).toMatchObject({ search: 'histogram' });
    expect(trees.outOfBag?.value).toBeGreaterThan(0.6);
    // Each on its own bag: no two alike.
    expect(new Set(trees.trees.map(({ threshold }) => threshold[0])).size).toBeGreaterThan(1);
    const three = y.map((value, i) => (i % 5 === 0 ? 2 : value));
    expect((await fit(tree, x, three, { max_depth: 2 })).search).toBeUndefined();
  });
});
