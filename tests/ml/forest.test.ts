import { describe, expect, it } from 'vitest';
import { matrix, matrixOf, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { forestImportance, type ForestModel } from '../../src/ml/forest-model.ts';
import { forest, type ForestParams, type ForestStep } from '../../src/ml/forest.ts';
import { tree } from '../../src/ml/tree.ts';
import data from '../reference/data500.json';
import golden from '../reference/forest.json';
import { expectSameTree } from './same-tree.ts';

const x500 = matrixOf(data.X);
const first = Uint32Array.from({ length: 400 }, (_, i) => i);
const last = Uint32Array.from({ length: 100 }, (_, i) => 400 + i);
const [trainX, testX] = [takeRows(x500, first), takeRows(x500, last)];
const answers = (y: number[]) => Float64Array.from(y.slice(0, 400));

function grow(x: Matrix, y: Float64Array, params: Partial<ForestParams>, trace = false): { model: ForestModel; steps: ForestStep[] } {
  const steps: ForestStep[] = [];
  const run = forest.fit({ x, y, params: { ...forest.defaults, ...params }, random: new RandomState(0), trace });
  for (;;) {
    const next = run.next() as IteratorResult<ForestStep, ForestModel>;
    if (next.done) return { model: next.value, steps };
    steps.push(next.value);
  }
}

describe('the forest of scikit-learn 1.2.1', () => {
  const { rf, rf_reg: regression } = golden;
  const { model, steps } = grow(trainX, answers(data.y), { n_estimators: rf.n, random_state: rf.seed }, true);

  it('gives its trees the same seeds, and grows the first one node by node', () => {
    expect(steps.flatMap((step) => (step.kind === 'bag' ? [step.seed] : []))).toEqual(rf.estimator_seeds);
    expectSameTree(model.trees[0], rf.first_tree);
  });

  it('gives exactly the same chances', () => {
    // Shares of 25 trees: sums of whole numbers over 25, so no rounding may differ.
    expect(Array.from(forest.predict(model, testX))).toEqual(rf.proba_test);
  });

  it('gives the same out-of-bag accuracy and importances', () => {
    expect(model.outOfBag).toEqual({ value: rf.oob_score, rows: 400 });
    // Sums of 25 x 183 rounded shares: 1e-14.
    forestImportance(model).forEach((share, j) => expect(Math.abs(share - rf.importances[j])).toBeLessThan(1e-14));
  });

  it('gives exactly the same amounts', () => {
    const params = { n_estimators: regression.n, random_state: regression.seed, criterion: 'squared_error' as const };
    expect(Array.from(forest.predict(grow(trainX, answers(data.yr), params).model, testX))).toEqual(regression.pred_test);
  });
});

describe('three classes', () => {
  const { model } = grow(trainX, answers(data.y3), { n_estimators: 15, random_state: 1 });

  it('share every row', () => {
    expect(forest.classes?.(model)).toBe(3);
    const shares = forest.probabilities?.(model, testX) ?? matrix(0, 0);
    expect([shares.rows, shares.columns]).toEqual([100, 3]);
    for (let i = 0; i < 100; i++) {
      const sum = shares.values[i] + shares.values[100 + i] + shares.values[200 + i];
      expect(Math.abs(sum - 1)).toBeLessThan(1e-14);
    }
    expect(shares.values.slice(100, 200)).toEqual(forest.predict(model, testX));
  });

  it('are told apart better than by the most frequent one', () => {
    const shares = forest.probabilities?.(model, testX) ?? matrix(0, 0);
    const right = Array.from(last, (row, i) => {
      const chances = [0, 1, 2].map((k) => shares.values[k * 100 + i]);
      return chances.indexOf(Math.max(...chances)) === data.y3[row];
    });
    const most = Math.max(...[0, 1, 2].map((k) => Array.from(last).filter((row) => data.y3[row] === k).length));
    expect(right.filter(Boolean).length).toBeGreaterThan(most);
  });
});

describe('a forest', () => {
  it('without bags and with all features is the tree, as often as there are trees', () => {
    const { model } = grow(trainX, answers(data.y), {
      n_estimators: 3,
      bootstrap: false,
      max_features: null,
      max_depth: 3,
      random_state: 4,
    });
    const [seed] = new RandomState(4).integers(0, 0x7fffffff, 1);
    const alone = tree.fit({
      x: trainX,
      y: answers(data.y),
      params: { ...tree.defaults, max_depth: 3, random_state: seed },
      random: new RandomState(0),
      trace: false,
    });
    let next = alone.next() as IteratorResult<unknown, unknown>;
    while (!next.done) next = alone.next() as IteratorResult<unknown, unknown>;
    expect(model.trees[0]).toEqual(next.value);
    expect(model.outOfBag).toBeNull();
  });

  it('draws as many rows as there are, and leaves out about 1 in e', () => {
    const { steps } = grow(trainX, answers(data.y), { n_estimators: 20, random_state: 0, max_depth: 2 }, true);
    const bags = steps.flatMap((step) => (step.kind === 'bag' && step.drawn ? [step.drawn] : []));
    expect(bags).toHaveLength(20);
    for (const bag of bags) expect(bag.reduce((sum, times) => sum + times, 0)).toBe(400);
    const left = bags.reduce((sum, bag) => sum + bag.filter((times) => times === 0).length, 0) / (20 * 400);
    // 8,000 draws: three standard errors of a share of 1 / e.
    expect(Math.abs(left - Math.exp(-1))).toBeLessThan(0.016);
  });

  it('with balanced weights gives the rare class more of the vote', () => {
    const rare = answers(data.y).map((yes, i) => (yes && i % 6 === 0 ? 1 : 0));
    const mean = (params: Partial<ForestParams>) => {
      const chances = forest.predict(grow(trainX, rare, { n_estimators: 10, max_depth: 3, random_state: 0, ...params }).model, testX);
      return chances.reduce((sum, chance) => sum + chance, 0) / 100;
    };
    const plain = mean({});
    expect(plain).toBeLessThan(0.15);
    for (const weight of ['balanced', 'balanced_subsample'] as const) {
      expect(mean({ class_weight: weight })).toBeGreaterThan(0.3);
    }
  });

  it('weighs a class by its share of the bag, of the file, as asked', () => {
    const { model } = grow(trainX, answers(data.y), { n_estimators: 2, class_weight: 'balanced_subsample', random_state: 0, max_depth: 1 });
    // Every class of a bag weighs half of it; sums of 400 weights, rounded: 1e-9.
    for (const { value, weightedSamples } of model.trees) {
      expect(Math.abs(value[0] - value[1])).toBeLessThan(1e-9);
      expect(weightedSamples[0]).toBeCloseTo(400, 9);
    }
  });

  it('stops within a tree when asked to', async () => {
    const random = new RandomState(3);
    const x = matrix(20_000, 4);
    x.values.forEach((_, at) => (x.values[at] = random.normal()));
    const y = Float64Array.from({ length: 20_000 }, () => Number(random.random() < 0.5));
    const stop = new AbortController();
    const seen: string[] = [];
    const input = { x, y, params: { ...forest.defaults, n_estimators: 1, search: 'exact' as const }, random, trace: false };
    const run = train(forest, input, { signal: stop.signal, onStep: ({ kind }) => seen.push(kind) === 3 && stop.abort() });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toEqual(['bag', 'growing', 'growing']);
  });
});
