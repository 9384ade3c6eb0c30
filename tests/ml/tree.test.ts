import { describe, expect, it } from 'vitest';
import { matrixOf, takeRows } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import type { TreeStep } from '../../src/ml/tree-step.ts';
import { tree, treeRules, type TreeModel, type TreeParams } from '../../src/ml/tree.ts';
import data from '../reference/data500.json';
import golden from '../reference/tree.json';
import { expectSameTree } from './same-tree.ts';

/** The article's four customers: age, orders a month; bought again? */
const article = { x: matrixOf([[25, 3], [30, 5], [35, 7], [40, 8]]), y: Float64Array.of(1, 1, 0, 1) }; // prettier-ignore
const x500 = matrixOf(data.X);

function grow(x: typeof x500, y: Float64Array, params: Partial<TreeParams>, trace = false): { model: TreeModel; steps: TreeStep[] } {
  const steps: TreeStep[] = [];
  const run = tree.fit({ x, y, params: { ...tree.defaults, ...params }, random: new RandomState(0), trace });
  for (;;) {
    const next = run.next() as IteratorResult<TreeStep, TreeModel>;
    if (next.done) return { model: next.value, steps };
    steps.push(next.value);
  }
}

describe('the tree of scikit-learn 1.2.1, node by node', () => {
  for (const [name, reference] of Object.entries(golden.seed)) {
    const [criterion, state] = name.split('_');
    it(`grows the four rows with ${criterion}, random state ${state}`, () => {
      const params = { criterion: criterion as 'gini' | 'entropy', random_state: Number(state) };
      expectSameTree(grow(article.x, article.y, params).model, reference);
    });
  }

  for (const reference of golden.data500) {
    it(`grows 500 rows with ${JSON.stringify(reference.params)}, random state ${reference.seed}`, () => {
      const params = { ...(reference.params as Partial<TreeParams>), random_state: reference.seed };
      const { model } = grow(x500, Float64Array.from(data.y), params);
      expectSameTree(model, reference);
      const importance = Object.values(tree.describe(model, data.names).importance as Record<string, number>);
      reference.importances.forEach((share, j) => expect(importance[j]).toBeCloseTo(share, 12));
    });
  }

  for (const reference of golden.y3) {
    it(`grows three classes, random state ${reference.seed}`, () => {
      const { model } = grow(x500, Float64Array.from(data.y3), { max_depth: 5, random_state: reference.seed });
      expectSameTree(model, reference);
    });
  }

  for (const reference of golden.regress) {
    it(`grows amounts, random state ${reference.seed}`, () => {
      const { model } = grow(x500, Float64Array.from(data.yr), { criterion: 'squared_error', max_depth: 5, random_state: reference.seed });
      expectSameTree(model, reference);
    });
  }
});

describe('the article’s four customers', () => {
  const candidates = (criterion: 'gini' | 'entropy') => {
    const { steps } = grow(article.x, article.y, { criterion, random_state: 3 }, true);
    return steps.filter((step) => step.kind === 'candidate').filter((step) => step.node === 0);
  };
  const gainOf = (criterion: 'gini' | 'entropy', feature: number, threshold: number) =>
    candidates(criterion).find((step) => step.feature === feature && step.threshold === threshold)?.gain;

  it('start from 0.8113 bit and Gini 0.375', () => {
    expect(grow(article.x, article.y, { criterion: 'entropy' }).model.impurity[0]).toBeCloseTo(0.8113, 4);
    expect(grow(article.x, article.y, {}).model.impurity[0]).toBe(0.375);
  });

  it('gain the same by age 32.5 as by frequency 6: the article’s "age matters most" is a tie', () => {
    for (const [age, frequency, bits, gini] of [
      [27.5, 4, 0.1226, 0.0417],
      [32.5, 6, 0.3113, 0.125],
      [37.5, 7.5, 0.1226, 0.0417],
    ]) {
      expect(gainOf('entropy', 0, age)).toBeCloseTo(bits, 4);
      expect(gainOf('entropy', 1, frequency)).toBeCloseTo(bits, 4);
      expect(gainOf('gini', 0, age)).toBeCloseTo(gini, 4);
      expect(gainOf('gini', 1, frequency)).toBeCloseTo(gini, 4);
    }
    for (const criterion of ['gini', 'entropy'] as const) {
      const { steps } = grow(article.x, article.y, { criterion, random_state: 3 }, true);
      const root = steps.find((step) => step.kind === 'split');
      expect(root).toMatchObject({ node: 0, feature: 0, threshold: 32.5, ties: [{ feature: 1, threshold: 6 }] });
      expect(root?.left).toEqual({ rows: [0, 1], counts: [0, 2], impurity: 0 });
    }
  });

  it('are told apart by age <= 32.5 yes, age <= 37.5 no, else yes', () => {
    const ages = { x: matrixOf([[25], [30], [35], [40]]), y: article.y };
    const { model } = grow(ages.x, ages.y, {});
    expect(treeRules(model, ['age'])).toEqual([
      'age <= 32.5',
      '  class 1 of [0, 2] (2 rows)',
      'age > 32.5',
      '  age <= 37.5',
      '    class 0 of [1, 0] (1 rows)',
      '  age > 37.5',
      '    class 1 of [0, 1] (1 rows)',
    ]);
    expect(Array.from(tree.predict(model, ages.x))).toEqual([1, 1, 0, 1]);
  });

  it('are guessed right only 2 times in 4 when each is left out', () => {
    const ages = matrixOf([[25], [30], [35], [40]]);
    const right = [0, 1, 2, 3].filter((out) => {
      const rest = [0, 1, 2, 3].filter((row) => row !== out);
      const { model } = grow(
        takeRows(ages, rest),
        Float64Array.from(rest, (row) => article.y[row]),
        {},
      );
      return tree.predict(model, takeRows(ages, [out]))[0] === article.y[out];
    });
    expect(right).toHaveLength(2);
  });
});

describe('the steps of a growing tree', () => {
  const params = { max_depth: 4, min_samples_leaf: 5, random_state: 1 };
  const traced = grow(x500, Float64Array.from(data.y), params, true);

  it('rebuild the tree: splits, leaves and their counts are the model’s', () => {
    const { model, steps } = traced;
    for (const step of steps) {
      if (step.kind === 'node') {
        expect(step.bag.rows).toHaveLength(model.samples[step.node]);
        if (step.parent !== undefined)
          expect((step.side === 'left' ? model.childrenLeft : model.childrenRight)[step.parent]).toBe(step.node);
      }
      if (step.kind === 'split') expect([step.feature, step.threshold]).toEqual([model.feature[step.node], model.threshold[step.node]]);
      if (step.kind === 'leaf') expect(step.counts).toEqual(Array.from(model.value.subarray(step.node * 2, step.node * 2 + 2)));
    }
    expect(steps.filter((step) => step.kind === 'node')).toHaveLength(model.feature.length);
  });

  it('show that no question tried gains more than the chosen one', () => {
    for (const split of traced.steps.filter((step) => step.kind === 'split')) {
      const gains = traced.steps
        .filter((step) => step.kind === 'candidate' && step.node === split.node)
        .map((step) => ('gain' in step ? step.gain : 0));
      expect(Math.max(...gains)).toBeCloseTo(split.gain, 12);
    }
  });

  it('change nothing: without a trace the same tree grows', () => {
    expect(grow(x500, Float64Array.from(data.y), params).model).toEqual(traced.model);
  });

  it('own their arrays', () => {
    const { steps, model } = grow(article.x, article.y, { random_state: 3 }, true);
    const before = structuredClone(model);
    for (const step of steps) if (step.kind === 'node') step.bag.rows.fill(-1);
    expect(model).toEqual(before);
  });
});

describe('edges', () => {
  it('one class is one leaf', () => {
    const { model, steps } = grow(article.x, new Float64Array(4), {}, true);
    expect(steps.at(-1)).toMatchObject({ kind: 'leaf', because: 'pure', counts: [4, 0] });
    expect(Array.from(tree.predict(model, article.x))).toEqual([0, 0, 0, 0]);
  });

  it('constant features are one leaf', () => {
    const { model, steps } = grow(matrixOf([[1], [1], [1]]), Float64Array.of(0, 1, 1), {}, true);
    expect(model.feature).toHaveLength(1);
    expect(steps.at(-1)).toMatchObject({ kind: 'leaf', because: 'no-gain' });
  });

  it('three classes share each leaf', () => {
    const { model } = grow(matrixOf([[1], [1], [2], [3]]), Float64Array.of(0, 1, 2, 2), {});
    expect(tree.classes?.(model)).toBe(3);
    expect(tree.probabilities?.(model, matrixOf([[1], [3]]))).toEqual(matrixOf([[0.5, 0.5, 0], [0, 0, 1]])); // prettier-ignore
  });

  it('smoothing adds a row of each class to every leaf', () => {
    const { model } = grow(matrixOf([[1], [1], [1], [2]]), Float64Array.of(0, 0, 0, 1), { smoothing: 1 });
    expect(Array.from(tree.predict(model, matrixOf([[1], [2]])))).toEqual([1 / 5, 2 / 3]);
  });

  it('a hole, an infinity and a float32 overflow are refused', () => {
    for (const value of [NaN, Infinity, 1e300]) {
      expect(() => grow(matrixOf([[1], [value]]), Float64Array.of(0, 1), {})).toThrow(expect.objectContaining({ code: 'not-finite' }));
    }
  });

  it('a parameter out of range is refused', () => {
    for (const params of [
      { max_depth: 0 },
      { min_samples_leaf: 0 },
      { min_samples_split: 1 },
      { max_features: 0 },
      { min_impurity_decrease: NaN },
    ]) {
      expect(() => grow(article.x, article.y, params)).toThrow(expect.objectContaining({ code: 'bad-parameter' }));
    }
    expect(() => grow(article.x, Float64Array.of(0, 0.5, 1, 1), {})).toThrow(expect.objectContaining({ code: 'bad-parameter' }));
  });

  it('no rows are refused', () => {
    expect(() => grow(matrixOf([]), new Float64Array(0), {})).toThrow(expect.objectContaining({ code: 'too-few-rows' }));
  });

  it('stops between two steps when asked to', async () => {
    const stop = new AbortController();
    let seen = 0;
    const run = train(
      tree,
      { x: x500, y: Float64Array.from(data.y), params: tree.defaults, random: new RandomState(0), trace: false },
      {
        signal: stop.signal,
        onStep: () => ++seen === 10 && stop.abort(),
      },
    );
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toBe(10);
  });

  it('the model is plain data', () => {
    const { model } = grow(x500, Float64Array.from(data.y), { max_depth: 3 });
    expect(tree.predict(structuredClone(model), x500)).toEqual(tree.predict(model, x500));
  });
});
