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

/** 2,000 rows of four numbers in [0, 1). */
function uniform(seed = 4): Matrix {
  const random = new RandomState(seed);
  const x = matrix(2000, 4);
  x.values.forEach((_, at) => (x.values[at] = random.random()));
  return x;
}
const answerTo = (x: Matrix, f: (row: number[], random: RandomState) => number, seed = 5) => {
  const random = new RandomState(seed);
  return Float64Array.from({ length: x.rows }, (_, i) => f([0, 1, 2, 3].map((j) => x.values[j * x.rows + i]), random)); // prettier-ignore
};

describe('constraints', () => {
  const x = uniform();
  // Rises with column 0 but for a dip, falls with column 1 but for a bump.
  const wavy = answerTo(x, ([a, b, c], random) => a + 0.4 * Math.sin(9 * a) - b - 0.4 * Math.sin(9 * b) + c + 0.1 * random.normal());
  const along = (column: number) => {
    const line = matrix(201, 4);
    line.values.fill(0.5);
    for (let i = 0; i <= 200; i++) line.values[column * 201 + i] = i / 200;
    return line;
  };
  const steps = (values: Float64Array) => Array.from(values.subarray(1), (value, i) => value - values[i]);
  const params = { output: 'amount' } as const;

  it('hold everywhere, and are not kept without being asked for', () => {
    const free = fit(x, wavy, params).model;
    const bound = fit(x, wavy, { ...params, increasing: [0], decreasing: [1] }).model;
    expect(Math.min(...steps(boosting.predict(free, along(0))))).toBeLessThan(-0.01);
    expect(Math.max(...steps(boosting.predict(free, along(1))))).toBeGreaterThan(0.01);
    for (const at of [0.1, 0.5, 0.9]) {
      const [up, down] = [along(0), along(1)];
      for (const line of [up, down]) for (let i = 0; i <= 200; i++) line.values[2 * 201 + i] = at;
      // Not less by even a rounding: sums of values each of which rises may lose 1e-15.
      expect(Math.min(...steps(boosting.predict(bound, up)))).toBeGreaterThan(-1e-12);
      expect(Math.max(...steps(boosting.predict(bound, down)))).toBeLessThan(1e-12);
    }
    const middle = boosting.predict(bound, along(0));
    expect(middle[200] - middle[0]).toBeGreaterThan(0.8);
  });
});

describe('beyond the mean', () => {
  const x = uniform();

  it('a quantile lies above its share of new amounts', () => {
    const spread = (data: Matrix, seed: number) => answerTo(data, ([a], random) => a + (0.5 + a) * random.normal(), seed);
    const [fresh, answers] = [uniform(6), spread(uniform(6), 7)];
    for (const quantile of [0.1, 0.8]) {
      const { model } = fit(x, spread(x, 5), { output: 'amount', loss: 'quantile', quantile, max_iter: 40, max_leaf_nodes: 8 });
      const predicted = boosting.predict(model, fresh);
      const below = answers.filter((value, i) => value <= predicted[i]).length / 2000;
      // 2,000 rows: standard error 0.009; learning from as many adds as much again.
      expect(Math.abs(below - quantile)).toBeLessThan(0.04);
    }
  });

  it('counts are expected as they come on average, and never below 0', () => {
    const rate = (a: number, b: number) => Math.exp(1.5 * a - b);
    const poisson = (mean: number, random: RandomState) => {
      let count = 0;
      for (let left = random.random(); left > Math.exp(-mean); left *= random.random()) count++;
      return count;
    };
    const y = answerTo(x, ([a, b], random) => poisson(rate(a, b), random));
    const { model } = fit(x, y, { output: 'amount', loss: 'poisson', max_iter: 60, max_leaf_nodes: 6 });
    const predicted = boosting.predict(model, x);
    expect(predicted.every((value) => value > 0)).toBe(true);
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum(predicted) / sum(y) - 1)).toBeLessThan(0.01);
    const missed = answerTo(x, ([a, b]) => rate(a, b)).map((expected, i) => Math.abs(predicted[i] - expected));
    expect(sum(missed) / 2000).toBeLessThan(0.25);
    expect(() => fit(x, y.map((value) => value - 1), { output: 'amount', loss: 'poisson' })).toThrow('bad-parameter'); // prettier-ignore
  });
});

describe('holes, names and few rows', () => {
  it('a hole that means something is learned from; where there was none, it goes with the many', () => {
    const x = uniform();
    const y = answerTo(x, ([a], random) => Number(random.random() < (a < 0.3 ? 0.9 : 0.2)));
    for (let i = 0; i < 2000; i++) if (x.values[i] < 0.3) x.values[i] = NaN;
    const { model } = fit(x, y, { max_iter: 20 });
    const asked = matrix(2, 4);
    asked.values.fill(0.6);
    asked.values[0] = NaN;
    const [hole, known] = boosting.predict(model, asked);
    expect(hole).toBeGreaterThan(0.75);
    expect(known).toBeLessThan(0.35);
    asked.values[0] = 0.6;
    asked.values[2] = NaN;
    expect(boosting.predict(model, asked).every(Number.isFinite)).toBe(true);
  });

  it('a level never seen is missing, whatever its number', () => {
    const x = uniform();
    for (let i = 0; i < 2000; i++) x.values[i] = [3, 8, 11, 40][i % 4];
    const y = answerTo(x, ([a], random) => Number(random.random() < (a === 8 || a === 40 ? 0.8 : 0.1)));
    const { model } = fit(x, y, { max_iter: 20, categorical: [0] });
    const asked = matrix(5, 4);
    asked.values.fill(0.5);
    asked.values.set([8, 40, 11, 9, NaN]);
    const [eight, forty, eleven, nine, hole] = boosting.predict(model, asked);
    expect(Math.min(eight, forty)).toBeGreaterThan(0.6);
    expect(eleven).toBeLessThan(0.3);
    expect(nine).toBe(hole);
  });

  it('one class alone is certain; fewer rows than two leaves need are refused', () => {
    const x = uniform();
    expect(boosting.predict(fit(x, new Float64Array(2000).fill(1), {}).model, x).every((chance) => chance > 1 - 1e-12)).toBe(true);
    expect(() => fit(takeRows(x, range(0, 39)), new Float64Array(39), {})).toThrow('too-few-rows');
  });

  it('columns that are not there, and constraints that cannot be kept, are refused', () => {
    const x = uniform();
    for (const params of [
      { categorical: [4] },
      { increasing: [-1] },
      { increasing: [1], decreasing: [1] },
      { categorical: [0], increasing: [0] },
      { categorical: [0.5] },
      { categorical: [0] },
    ]) {
      // prettier-ignore
      expect(() => fit(x, new Float64Array(2000), params)).toThrow('bad-parameter');
    }
  });
});

describe('columns drawn per tree', () => {
  it('are as many as asked for, others each time, the same for the same seed', () => {
    const x = uniform();
    const y = answerTo(x, ([a, b, c, d], random) => Number(a + b + c + d + 0.3 * random.normal() > 2));
    const params = { columns_per_tree: 0.5, max_iter: 12, random_state: 3 };
    const { model } = fit(x, y, params);
    const asked = Array.from(model.roots, (root, t) => new Set(model.feature.subarray(root, model.roots[t + 1]).filter((j) => j >= 0)));
    expect(Math.max(...asked.map((columns) => columns.size))).toBe(2);
    expect(new Set(asked.flatMap((columns) => [...columns]))).toEqual(new Set([0, 1, 2, 3]));
    expect(fit(x, y, params).model).toEqual(model);
  });
});

describe('the steps', () => {
  it('tell of every split, and a loss that falls round by round', () => {
    const { model, steps } = fit(trainX, trainY, { max_iter: 10 }, true);
    const splits = steps.filter((step) => step.kind === 'split');
    expect(splits).toHaveLength(model.feature.filter((column) => column >= 0).length);
    for (const { left, right } of splits) expect(Math.min(left.rows, right.rows)).toBeGreaterThanOrEqual(20);
    const losses = steps.flatMap((step) => (step.kind === 'round' ? [step.loss ?? NaN] : []));
    expect(losses).toHaveLength(10);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
  });
});
