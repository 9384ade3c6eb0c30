import { describe, expect, it } from 'vitest';
import { matrix, matrixOf, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { boosting } from '../../src/ml/boosting.ts';
import { goesLeft, rawValues, type BoostingModel } from '../../src/ml/boosting-model.ts';
import { train, type Algorithm, type FactShares } from '../../src/ml/contract.ts';
import { explainRows, explainShares } from '../../src/ml/explain.ts';
import { forest } from '../../src/ml/forest.ts';
import { boostingFactShares, forestFactShares, treeFactShares } from '../../src/ml/tree-shares.ts';
import { tree, type TreeModel } from '../../src/ml/tree.ts';
import data from '../reference/data500.json';
import golden from '../reference/shap.json';

/** Shares add up to the difference within the rounding of some hundred trees' sums. */
const ADDITIVE = 1e-9;

const x500 = matrixOf(data.X);
const first = (columns: number): Matrix => ({ rows: 500, columns, values: x500.values.slice(0, columns * 500) });
const alone = (columns: number) => Array.from({ length: columns }, (_, j) => [j]);
const fit = <P extends object, M>(algorithm: Algorithm<P, M>, x: Matrix, y: number[], params: Partial<P>): Promise<M> =>
  train(algorithm, { x, y: Float64Array.from(y), params: { ...algorithm.defaults, ...params }, random: new RandomState(0), trace: false });
const sumsOf = ({ average, shares }: FactShares) => shares.map((of) => of.reduce((sum, share) => sum + share, average));
const farthest = (ours: ArrayLike<number>, theirs: ArrayLike<number>) =>
  Array.from(ours).reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0);

/** What a node answers when only the facts in `known` are: Shapley's game, by definition. */
interface Walk {
  left: ArrayLike<number>;
  right: ArrayLike<number>;
  feature: ArrayLike<number>;
  cover: ArrayLike<number>;
  answer: (leaf: number) => number;
  goesLeft: (node: number, value: number) => boolean;
}
function answer(walk: Walk, row: number[], known: ReadonlySet<number>, groupOf: number[], node: number): number {
  const [left, right] = [walk.left[node], walk.right[node]];
  if (left < 0) return walk.answer(node);
  const j = walk.feature[node];
  const below = (child: number) => answer(walk, row, known, groupOf, child);
  if (known.has(groupOf[j])) return below(walk.goesLeft(node, row[j]) ? left : right);
  return (walk.cover[left] * below(left) + walk.cover[right] * below(right)) / walk.cover[node];
}
function bruteForce(value: (known: ReadonlySet<number>) => number, groups: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: groups }, (_, group) => {
    let share = 0;
    for (let bits = 0; bits < 1 << groups; bits++) {
      if ((bits >> group) & 1) continue;
      const known = Array.from({ length: groups }, (__, k) => k).filter((k) => (bits >> k) & 1);
      const weight = (factorial(known.length) * factorial(groups - known.length - 1)) / factorial(groups);
      share += weight * (value(new Set([...known, group])) - value(new Set(known)));
    }
    return share;
  });
}
const rowOf = (x: Matrix, i: number) => Array.from({ length: x.columns }, (_, j) => x.values[j * x.rows + i]);

const treeWalk = (model: TreeModel, k: number): Walk => ({
  left: model.childrenLeft,
  right: model.childrenRight,
  feature: model.feature,
  cover: model.weightedSamples,
  answer: (leaf) => (model.task === 'regression' ? model.value[leaf] : model.value[leaf * model.outputs + k] / model.weightedSamples[leaf]),
  goesLeft: (node, value) => Math.fround(value) <= model.threshold[node],
});
const boostingWalk = (model: BoostingModel): Walk => ({
  left: model.childrenLeft,
  right: model.childrenRight,
  feature: model.feature,
  cover: model.samples,
  answer: (leaf) => model.value[leaf],
  goesLeft: (node, value) => goesLeft(model, node, value),
});

describe('shares of a tree', () => {
  it('are the Shapley values of the reference', async () => {
    const x = first(5);
    const model = await fit(tree, x, data.yr, { criterion: 'squared_error', max_depth: 5, random_state: 0 });
    const { average, shares } = treeFactShares(model, takeRows(x, golden.rows), alone(5));
    // Amounts of about 100: 1e-12 of them.
    expect(Math.abs(average - golden.base)).toBeLessThan(1e-10);
    shares.forEach((of, i) => expect(farthest(of, golden.phi[i])).toBeLessThan(1e-10));
    expect(farthest(sumsOf({ average, shares }), golden.pred)).toBeLessThan(1e-10);
  });

  it('of columns taken together are those of the game of groups', async () => {
    const x = first(6);
    const groups = [[0, 3], [1], [2, 5], [4]];
    const groupOf = [0, 1, 2, 0, 3, 2];
    const model = await fit(tree, x, data.y, { max_depth: 7, random_state: 1 });
    const some = takeRows(x, [3, 77, 401]);
    const { shares } = treeFactShares(model, some, groups);
    shares.forEach((of, i) => {
      const walk = treeWalk(model, 1);
      const exact = bruteForce((known) => answer(walk, rowOf(some, i), known, groupOf, 0), 4);
      expect(farthest(of, exact)).toBeLessThan(1e-12);
    });
  });

  it('add up, for trees as deep as they grow', async () => {
    const model = await fit(tree, x500, data.y, { random_state: 0 });
    const found = treeFactShares(model, x500, alone(8));
    expect(farthest(sumsOf(found), tree.predict(model, x500))).toBeLessThan(ADDITIVE);
  });
});

describe('shares of a forest', () => {
  it('are the mean of brute force over its trees', async () => {
    const x = first(5);
    const model = await fit(forest, x, data.y3, { n_estimators: 4, max_depth: 6, random_state: 0 });
    const some = takeRows(x, [0, 250]);
    for (const k of [0, 2]) {
      const { shares } = forestFactShares(model, some, alone(5), k);
      shares.forEach((of, i) => {
        const exact = bruteForce(
          (known) =>
            model.trees.reduce((sum, one) => sum + answer(treeWalk(one, k), rowOf(some, i), known, [0, 1, 2, 3, 4], 0), 0) /
            model.trees.length,
          5,
        );
        expect(farthest(of, exact)).toBeLessThan(1e-12);
      });
    }
  });

  it('add up to its chances and amounts', async () => {
    const some = takeRows(
      x500,
      Uint32Array.from({ length: 20 }, (_, i) => i * 20),
    );
    for (const [y, criterion] of [
      [data.y, 'gini'],
      [data.yr, 'squared_error'],
    ] as const) {
      // prettier-ignore
      const model = await fit(forest, x500, y, { n_estimators: 30, criterion, random_state: 0 });
      const found = forestFactShares(model, some, alone(8));
      expect(farthest(sumsOf(found), forest.predict(model, some))).toBeLessThan(ADDITIVE);
    }
  });
});

describe('shares of boosting', () => {
  /** Holes and a category among the columns. */
  function holed(): Matrix {
    const random = new RandomState(5);
    const x = first(5);
    for (let i = 0; i < 500; i++) if (random.random() < 0.2) x.values[i] = NaN;
    return x;
  }

  it('are brute force over its trees, holes and categories included', async () => {
    const x = holed();
    const model = await fit(boosting, x, data.y, { max_iter: 8, categorical: [4], min_samples_leaf: 5 });
    expect(model.levelSet.some((set) => set >= 0)).toBe(true);
    const some = takeRows(x, [1, 5, 33]);
    const { shares } = boostingFactShares(model, some, alone(5));
    shares.forEach((of, i) => {
      const value = (known: ReadonlySet<number>) =>
        model.roots.reduce((sum, root) => sum + answer(boostingWalk(model), rowOf(some, i), known, [0, 1, 2, 3, 4], root), 0);
      expect(farthest(of, bruteForce(value, 5))).toBeLessThan(1e-12);
    });
  });

  it('add up to its raw values', async () => {
    const x = holed();
    const model = await fit(boosting, x, data.y, { min_samples_leaf: 5 });
    const found = boosting.factShares?.(model, x, alone(5));
    if (!found) throw new Error('no shares');
    expect(farthest(sumsOf(found), rawValues(model, x).values)).toBeLessThan(ADDITIVE);
  });
});

describe('reasons', () => {
  it('from shares add up to the prediction, largest share first', async () => {
    const some = takeRows(x500, [0, 100, 200]);
    const model = await fit(boosting, x500, data.y, { max_iter: 30 });
    const groups = [[0], [1, 7], [2], [3], [4], [5, 6]];
    const found = boosting.factShares?.(model, some, groups);
    if (!found) throw new Error('no shares');
    const explained = explainShares(found, (raw) => boosting.answerOf?.(model, raw) ?? raw);
    const predicted = boosting.predict(model, some);
    explained.forEach(({ start, end, parts }, i) => {
      expect(Math.abs(end - predicted[i])).toBeLessThan(1e-12);
      expect(Math.abs(parts.reduce((sum, { effect }) => sum + effect, start) - end)).toBeLessThan(1e-12);
      const sizes = parts.map(({ group }) => Math.abs(found.shares[i][group]));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    });
  });

  it('by the walk from the typical row add up for forest and boosting as for any model', async () => {
    const rows = [0, 100].map((i) => Float64Array.from(rowOf(x500, i)));
    const typical = Float64Array.from(rowOf(x500, 7));
    for (const algorithm of [forest, boosting] as Algorithm[]) {
      const model = await fit(algorithm, x500, data.y, {});
      for (const { start, end, parts } of explainRows((x) => algorithm.predict(model, x), rows, typical, alone(8))) {
        expect(Math.abs(parts.reduce((sum, { effect }) => sum + effect, start) - end)).toBeLessThan(1e-12);
      }
    }
  });
});

it('a tree of one leaf shares nothing', async () => {
  const x = matrix(4, 2);
  const model = await fit(tree, x, [1, 1, 1, 1], {});
  expect(treeFactShares(model, x, alone(2))).toEqual({ average: 1, shares: Array.from({ length: 4 }, () => new Float64Array(2)) });
});
