import { describe, expect, it } from 'vitest';
import { matrix, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { boosting, type BoostingParams, type BoostingStep } from '../../src/ml/boosting.ts';
import type { BoostingModel } from '../../src/ml/boosting-model.ts';
import { sortLevels } from '../../src/ml/boosting-levels.ts';
import golden from '../reference/boosting.json';

/** Chances and amounts of scikit-learn, of absolute size about 1: within the last digit or two of `exp` and of sums. */
const TOLERANCE = 1e-15;

const all = matrix(3000, 7);
const bytes = Uint8Array.from(atob(golden.X), (letter) => letter.charCodeAt(0));
all.values.set(new Float32Array(bytes.buffer));
const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
const trainX = takeRows(all, range(0, golden.n_train));
const testX = takeRows(all, range(golden.n_train, golden.n_train + 400));
const trainY = Float64Array.from(golden.y.slice(0, golden.n_train));

function fit(x: Matrix, y: Float64Array, params: Partial<BoostingParams>, trace = false): { model: BoostingModel; steps: BoostingStep[] } {
  const steps: BoostingStep[] = [];
  const run = boosting.fit({ x, y, params: { ...boosting.defaults, ...params }, random: new RandomState(0), trace });
  for (;;) {
    const next = run.next() as IteratorResult<BoostingStep, BoostingModel>;
    if (next.done) return { model: next.value, steps };
    steps.push(next.value);
  }
}

function expectNear(ours: ArrayLike<number>, theirs: readonly number[], tolerance: number): void {
  expect(ours.length).toBe(theirs.length);
  expect(theirs.reduce((most, value, i) => Math.max(most, Math.abs(ours[i] - value)), 0)).toBeLessThanOrEqual(tolerance);
}

function leavesPerTree({ roots, feature }: BoostingModel): number[] {
  return Array.from(roots, (root, t) => feature.subarray(root, roots[t + 1]).filter((column) => column < 0).length);
}

describe('the boosting of scikit-learn 1.2.1', () => {
  for (const reference of golden.runs) {
    const { categorical_features: categorical = [], ...params } = reference.params as Partial<BoostingParams> & {
      categorical_features?: number[];
    };
    it(`grows the same trees with ${JSON.stringify(reference.params)}`, () => {
      const { model } = fit(trainX, trainY, { ...params, categorical, early_stopping: 'no', random_state: 0 });
      expect(leavesPerTree(model)).toEqual(reference.n_leaves);
      const count = reference.first_tree.length;
      const part = <T>(values: ArrayLike<T>) => Array.from(values).slice(0, count);
      const leaf = part(model.feature).map((column) => column < 0);
      expect(leaf).toEqual(reference.first_tree.map((node) => node.leaf));
      expect(part(model.samples)).toEqual(reference.first_tree.map((node) => node.n));
      reference.first_tree.forEach((node, i) => {
        if (node.leaf) return expect(Math.abs(model.value[i] - node.v)).toBeLessThanOrEqual(TOLERANCE);
        expect([model.feature[i], model.missingLeft[i] === 1, model.levelSet[i] >= 0]).toEqual([node.f, node.ml, node.cat]);
        expect([model.childrenLeft[i], model.childrenRight[i]]).toEqual([node.l, node.r]);
        if (!node.cat) expect(model.threshold[i]).toBe(node.t);
        expect(Math.abs(model.gain[i] - node.gain)).toBeLessThanOrEqual(1e-12 * Math.max(1, node.gain));
      });
      expectNear(model.baseline, [reference.baseline], TOLERANCE);
      expectNear(boosting.predict(model, testX), reference.proba_test, TOLERANCE);
    });
  }

  it('stops at the same round, with the same losses', () => {
    const { model } = fit(trainX, trainY, { early_stopping: 'yes', random_state: 42 });
    const { n_iter: rounds, train_score: train, validation_score: validation } = golden.early;
    expect(model.roots).toHaveLength(rounds);
    // Means of 1800 and 200 losses, summed in another order.
    expectNear(
      model.stopping?.train ?? [],
      train.map((score) => -score),
      TOLERANCE * 10,
    );
    expectNear(
      model.stopping?.validation ?? [],
      validation.map((score) => -score),
      TOLERANCE * 10,
    );
  });

  it('predicts the same amounts and the same upper limits', () => {
    const amounts = Float64Array.from(golden.yr);
    const common = { output: 'amount', early_stopping: 'no', max_iter: 50, random_state: 0 } as const;
    // Amounts of about 1: the last digit of the sum of 50 answers.
    expectNear(boosting.predict(fit(trainX, amounts, common).model, testX), golden.reg.pred, TOLERANCE);
    const upper = fit(trainX, amounts, { ...common, loss: 'quantile', quantile: 0.9 }).model;
    expectNear(boosting.predict(upper, testX), golden.reg_q90.pred, TOLERANCE);
  });
});

describe('three classes', () => {
  const random = new RandomState(3);
  const x = matrix(900, 3);
  x.values.forEach((_, at) => (x.values[at] = random.normal()));
  const y = Float64Array.from({ length: 900 }, (_, i) => (x.values[i] > 0.5 ? 2 : x.values[900 + i] > 0 ? 1 : 0));
  const { model } = fit(x, y, { max_iter: 20 });

  it('have one tree each per round, and chances that add up to 1', () => {
    expect(boosting.classes?.(model)).toBe(3);
    expect(model.roots).toHaveLength(60);
    const chances = boosting.probabilities?.(model, x) ?? matrix(0, 0);
    for (let i = 0; i < 900; i++) {
      expect(Math.abs(chances.values[i] + chances.values[900 + i] + chances.values[1800 + i] - 1)).toBeLessThan(1e-14);
    }
    expect(chances.values.slice(900, 1800)).toEqual(boosting.predict(model, x));
  });

  it('are told apart', () => {
    const chances = boosting.probabilities?.(model, x) ?? matrix(0, 0);
    const wrong = Array.from(y).filter((k, i) => [0, 1, 2].some((other) => chances.values[other * 900 + i] > chances.values[k * 900 + i]));
    expect(wrong.length).toBeLessThan(30);
  });

  it('begin with their shares', () => {
    const { model: start } = fit(x, y, { max_iter: 1, max_leaf_nodes: 2, learning_rate: 1e-6 });
    const chances = boosting.probabilities?.(start, x) ?? matrix(0, 0);
    for (const k of [0, 1, 2]) expect(chances.values[k * 900]).toBeCloseTo(y.filter((label) => label === k).length / 900, 5);
  });
});

describe('levels of a category', () => {
  it('are sorted by ratio, equal ones as the C library leaves them', () => {
    const sorted = sortLevels([3, 1, 2, 1].map((ratio, bin) => ({ bin, ratio })));
    expect(sorted.map(({ bin }) => bin)).toEqual([3, 1, 2, 0]);
  });
});
