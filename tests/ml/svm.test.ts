import { describe, expect, it } from 'vitest';
import { matrixOf, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { auc } from '../../src/ml/auc.ts';
import { fitLink, linked } from '../../src/ml/chance-link.ts';
import { train } from '../../src/ml/contract.ts';
import { coupled } from '../../src/ml/pairwise-chance.ts';
import { applyScaler, fitScaler } from '../../src/ml/standardise.ts';
import { kernelRow, KernelRows, rowSquares, scaleGamma } from '../../src/ml/svm-kernel.ts';
import { svm, svmDecisions, svmVotes, type SvmModel, type SvmParams, type SvmStep } from '../../src/ml/svm.ts';
import data500 from '../reference/data500.json';
import reference from '../reference/svm.json';

/** Oracle: scikit-learn 1.2.1 SVC and SVR (golden numbers), optimality conditions checked by hand, hand calculation. */
const scale = (x: Matrix) => applyScaler(fitScaler(x), x);
const x200 = scale(matrixOf(data500.X.slice(0, 200).map((row) => row.slice(0, 6))));
const y200 = Float64Array.from(data500.y.slice(0, 200));
const y3 = Float64Array.from(data500.y3.slice(0, 200));
const amounts = Float64Array.from(data500.yr.slice(0, 200));
const article = matrixOf([[25, 3], [30, 5], [35, 7], [40, 8]]); // prettier-ignore
const bought = Float64Array.of(1, 1, 0, 1);

interface Fitted {
  model: SvmModel;
  steps: SvmStep[];
}

async function fit(x: Matrix, y: Float64Array, params: object = {}, seed = 0, trace = false): Promise<Fitted> {
  const steps: SvmStep[] = [];
  const input = { x, y, params: { ...svm.defaults, ...params } satisfies SvmParams, random: new RandomState(seed), trace };
  return { model: await train(svm, input, { onStep: (step) => steps.push(step) }), steps };
}

/** |found - expected| <= tolerance · max(1, |expected|). */
function expectNear(found: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value))));
}

describe('two classes are those of SVC, step by step', () => {
  it.each(reference.svc.map((expected) => [JSON.stringify(expected.params), expected] as const))('%s', async (_, expected) => {
    const { model } = await fit(x200, y200, expected.params);
    const [machine] = model.machines;
    // Where it stops late, rounding has had time to lead to another order of the last few steps.
    const isTight = 'tol' in expected.params;
    const tolerance = isTight ? 1e-8 : 1e-12;
    expect(model.kernel.gamma).toBeCloseTo(expected.gamma, 14);
    if (isTight) expect(Math.abs(machine.iterations / expected.n_iter[0] - 1)).toBeLessThan(0.01);
    else expect(machine.iterations).toBe(expected.n_iter[0]);
    expect([...model.supportRows]).toEqual(expected.support);
    expect([...model.supportCounts]).toEqual(expected.n_support);
    expectNear(machine.dual, expected.dual_coef, tolerance);
    expectNear([machine.intercept], expected.intercept, tolerance);
    expectNear(svmDecisions(model, x200)[0].subarray(0, 20), expected.decision_first20, tolerance);
    if (expected.coef) {
      const { machines } = svm.describe(model, data500.names.slice(0, 6)) as { machines: { coefficients: object }[] };
      expectNear(Object.values(machines[0].coefficients), expected.coef, tolerance);
    }
  });
});

it('three classes, one against one: support, intercepts, decisions and votes of SVC', async () => {
  const expected = reference.svc_multi;
  const { model } = await fit(x200, y3);
  expect([...model.supportCounts]).toEqual(expected.n_support);
  // libsvm speaks for the first class of a pair, this for the second.
  expectNear(Array.from(model.machines, ({ intercept }) => -intercept), expected.intercept, 1e-12); // prettier-ignore
  const said = svmDecisions(model, x200);
  expected.decision_ovo_first5.forEach((row, i) => expectNear(Array.from(said, (pair) => -pair[i]), row, 1e-12)); // prettier-ignore
  expect([...svmVotes(model, x200)]).toEqual(expected.pred);
  expect([...svm.predict(model, x200)]).toEqual(expected.pred);
});

describe('the four rows of the article', () => {
  it('hard margin: w = (1.2, -4), b = -15, rows 2, 3 and 4 hold the margin', async () => {
    const { model } = await fit(article, bought, { kernel: 'linear', C: 1e10, tol: 1e-12 });
    const { machines } = svm.describe(model, ['age', 'frequency']) as { machines: { coefficients: object }[] };
    // 1e-11: 14 digits of kernel values of 1,600 leave about 12 of a slope.
    expectNear(Object.values(machines[0].coefficients), [1.2, -4], 1e-11);
    expectNear([model.machines[0].intercept], [-15], 1e-11);
    expect([...model.supportRows]).toEqual(reference.seed_hard_margin.support);
    expectNear(svmDecisions(model, article)[0], [3, 1, -1, 1], 1e-11);
  });

  it('C = 1: w = (0.137615, -0.458716), b = -0.834862, multipliers 1, 0.486239, 0.513761', async () => {
    const { model } = await fit(article, bought, { kernel: 'linear', tol: 1e-12 });
    expectNear(model.machines[0].dual, reference.seed_C1.dual, 1e-13);
    expectNear([model.machines[0].intercept], reference.seed_C1.intercept, 1e-12);
    expectNear(svmDecisions(model, article)[0], reference.seed_C1.decision, 1e-12);
  });
});

it('amounts are those of SVR', async () => {
  const { model } = await fit(x200, amounts, { output: 'amount', C: reference.svr.C, epsilon: reference.svr.epsilon });
  expect(model.support.rows).toBe(reference.svr.n_support);
  expectNear([model.machines[0].intercept], reference.svr.intercept, 1e-12);
  expectNear(svm.predict(model, x200).subarray(0, 10), reference.svr.pred_first10, 1e-12);
});

/** Two clouds that overlap, in random order. */
function clouds(rows: number, columns: number, apart: number, seed: number): { x: Matrix; y: Float64Array } {
  const random = new RandomState(seed);
  const y = Float64Array.from({ length: rows }, () => Number(random.random() < 0.4));
  const points = Array.from(y, (label) => Array.from({ length: columns }, () => random.normal() + (label * apart) / Math.sqrt(columns)));
  return { x: matrixOf(points), y };
}

describe('the solver', () => {
  it.each(['linear', 'rbf', 'poly'] as const)('meets the optimality conditions with shrinking, %s', async (kind) => {
    const { x, y } = clouds(800, 4, 1.5, 3);
    const params = { kernel: kind, C: 0.7, tol: 1e-5, coef0: 1, degree: 2 };
    const { model } = await fit(x, y, params);
    const [{ at, dual, converged, iterations }] = model.machines;
    expect(converged).toBe(true);
    // Enough steps for variables to be set aside and taken back.
    expect(iterations).toBeGreaterThan(800);
    const multiplier = new Float64Array(x.rows);
    at.forEach((place, k) => (multiplier[model.supportRows[place]] = Math.abs(dual[k])));
    const margins = svmDecisions(model, x)[0].map((decision, i) => (y[i] === 1 ? decision : -decision));
    // 1e-3: tolerance 1e-5 on kernel rows of float32.
    margins.forEach((margin, i) => {
      if (multiplier[i] === 0) expect(margin).toBeGreaterThan(1 - 1e-3);
      else if (multiplier[i] === 0.7) expect(margin).toBeLessThan(1 + 1e-3);
      else expect(Math.abs(margin - 1)).toBeLessThan(1e-3);
    });
    const balance = dual.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(balance)).toBeLessThan(1e-9);
  });

  it('finds the same with and without shrinking', async () => {
    const { x, y } = clouds(500, 5, 1, 4);
    const [on, off] = [await fit(x, y, { tol: 1e-6 }), await fit(x, y, { tol: 1e-6, shrinking: false })];
    expectNear(svmDecisions(on.model, x)[0], Array.from(svmDecisions(off.model, x)[0]), 1e-5);
  });

  it('kernel rows forgotten and made again are the same rows', () => {
    const { x } = clouds(50, 3, 1, 5);
    const kernel = { kind: 'rbf', gamma: 0.3, coef0: 0, degree: 3 } as const;
    const small = new KernelRows(kernel, x, 3 * 4 * 50);
    const large = new KernelRows(kernel, x);
    for (const i of [0, 1, 2, 3, 0, 4, 2, 1, 49, 0]) expect(Array.from(small.row(i))).toEqual(Array.from(large.row(i)));
    expect(small.row(0)).toBe(small.row(0));
  });

  it('kernels are their formulas', () => {
    const x = matrixOf([[1, 2], [3, -1]]); // prettier-ignore
    const out = new Float64Array(2);
    const at = (kind: 'linear' | 'rbf' | 'poly') => {
      kernelRow({ kind, gamma: 0.5, coef0: 1, degree: 5 }, x, rowSquares(x), [2, 1], out);
      return Array.from(out);
    };
    expect(at('linear')).toEqual([4, 5]);
    expectNear(at('rbf'), [Math.exp(-0.5 * 2), Math.exp(-0.5 * 5)], 1e-15);
    expect(at('poly')).toEqual([3 ** 5, 3.5 ** 5]);
    // Cells 1 2 3 -1: mean 1.25, variance 2.1875.
    expect(scaleGamma(x)).toBeCloseTo(1 / (2 * 2.1875), 15);
    expect(scaleGamma(matrixOf([[7, 7], [7, 7]]))).toBe(0.5); // prettier-ignore
  });
});

describe('chances', () => {
  it('come true as often as they say, on rows not seen', async () => {
    const { x, y } = clouds(900, 3, 1.6, 6);
    const { model } = await fit(x, y);
    const fresh = clouds(3000, 3, 1.6, 7);
    const chance = svm.predict(model, fresh.x);
    for (const [low, high] of [[0, 0.25], [0.25, 0.5], [0.5, 0.75], [0.75, 1]]) {
      const rows = Array.from(chance.keys()).filter((i) => chance[i] >= low && chance[i] < high);
      const [said, seen] = [chance, fresh.y].map((values) => rows.reduce((sum, i) => sum + values[i], 0) / rows.length);
      // Four standard errors of a share of about 300 rows.
      expect(Math.abs(said - seen)).toBeLessThan(0.1);
    }
    expect(auc(fresh.y, chance)).toBe(auc(fresh.y, svmDecisions(model, fresh.x)[0]));
  }); // prettier-ignore

  it('of three classes add up to 1 and agree with the votes as a rule', async () => {
    const { model } = await fit(x200, y3);
    const chances = svm.probabilities!(model, x200);
    const votes = svmVotes(model, x200);
    let agree = 0;
    for (let i = 0; i < 200; i++) {
      const row = [0, 1, 2].map((k) => chances.values[k * 200 + i]);
      expect(row[0] + row[1] + row[2]).toBeCloseTo(1, 12);
      agree += Number(row.indexOf(Math.max(...row)) === votes[i]);
    }
    expect(agree).toBeGreaterThan(180);
    expect(svm.classes!(model)).toBe(3);
  });

  it('of pairs are coupled: consistent pairs give back their chances, others the least squares of Wu, Lin & Weng', () => {
    const truth = [0.5, 0.2, 0.25, 0.05];
    const pairs = truth.map((a) => truth.map((b) => a / (a + b)));
    expectNear(coupled(pairs), truth, 1e-9);
    const odd = [[0, 0.9, 0.4], [0.1, 0, 0.7], [0.6, 0.3, 0]]; // prettier-ignore
    const cost = (p: number[]) => p.reduce((sum, pa, a) => sum + p.reduce((inner, pb, b) => inner + (a === b ? 0 : (odd[b][a] * pa - odd[a][b] * pb) ** 2), 0), 0); // prettier-ignore
    const found = coupled(odd);
    for (const [i, j] of [[0, 1], [1, 0], [0, 2], [2, 0], [1, 2], [2, 1]]) {
      const moved = found.map((value, k) => value + (k === i ? 1e-4 : k === j ? -1e-4 : 0));
      expect(cost(moved)).toBeGreaterThan(cost(found));
    }
  }); // prettier-ignore

  it('are flat where held-back decisions rank the wrong way round', () => {
    const link = fitLink(Float64Array.of(-2, -1, 1, 2), Float64Array.of(1, 1, 0, 0));
    expect([linked(link, -5), linked(link, 5)]).toEqual([0.5, 0.5]);
    const rising = fitLink(Float64Array.of(-2, -1, 1, 2), Float64Array.of(0, 0, 1, 1));
    expect(linked(rising, 2)).toBeGreaterThan(linked(rising, -2));
  });

  it('depend on the seed only through the link', async () => {
    const [first, other] = [await fit(x200, y200, {}, 1), await fit(x200, y200, {}, 2)];
    expect(other.model.machines[0].dual).toEqual(first.model.machines[0].dual);
    expect(other.model.machines[0].link).not.toEqual(first.model.machines[0].link);
  });
});

it('traced, the moves of the pairs add up to the multipliers', async () => {
  const { model, steps } = await fit(x200, y200, { kernel: 'linear', C: 0.1 }, 0, true);
  const pairs = steps.filter((step) => step.kind === 'pair');
  expect(pairs.length).toBe(model.machines[0].iterations);
  const order = [...Array.from(y200.keys()).filter((i) => y200[i] === 0), ...Array.from(y200.keys()).filter((i) => y200[i] === 1)];
  const alpha = new Float64Array(200);
  for (const { pair, before, after, gap } of pairs) {
    expect(gap).toBeGreaterThanOrEqual(1e-3);
    pair.forEach((variable, k) => {
      expect(before[k]).toBe(alpha[order[variable]]);
      alpha[order[variable]] = after[k];
    });
  }
  const kept = new Float64Array(200);
  model.machines[0].at.forEach((place, k) => (kept[model.supportRows[place]] = Math.abs(model.machines[0].dual[k])));
  expect(alpha).toEqual(kept);
});

it('the model holds support vectors only, as plain numbers', async () => {
  const { model } = await fit(x200, y200);
  expect(model.support).toEqual(takeRows(x200, model.supportRows));
  expect(model.support.rows).toBeLessThan(200);
  expect(structuredClone(model)).toEqual(model);
});

it('refuses more than 5,000 rows, one class, half a class, a class without rows, holes and wrong settings', async () => {
  const many = clouds(5001, 1, 1, 1);
  await expect(fit(many.x, many.y)).rejects.toMatchObject({ code: 'too-many-rows', params: { rows: 5001, most: 5000 } });
  await expect(fit(article, Float64Array.of(1, 1, 1, 1))).rejects.toThrow('one-class');
  await expect(fit(article, Float64Array.of(1, 0.5, 1, 1))).rejects.toThrow('bad-parameter');
  await expect(fit(article, Float64Array.of(0, 2, 2, 2))).rejects.toThrow('bad-parameter');
  await expect(fit(matrixOf([[NaN], [1]]), Float64Array.of(0, 1))).rejects.toThrow('not-finite');
  await expect(fit(article, bought, { C: 0 })).rejects.toThrow('bad-parameter');
  const { model } = await fit(article, bought);
  expect(() => svm.predict(model, matrixOf([[1, 2, 3]]))).toThrow('bad-parameter');
});

it('lets go at least every 300 ms of work on 5,000 rows', async () => {
  const { x, y } = clouds(5000, 20, 1, 8);
  const run = svm.fit({ x, y, params: svm.defaults, random: new RandomState(0), trace: false });
  let longest = 0;
  const start = process.cpuUsage();
  let before = 0;
  for (let next = await run.next(), count = 0; !next.done && count < 15; next = await run.next(), count++) {
    const { user } = process.cpuUsage(start);
    longest = Math.max(longest, user - before);
    before = user;
  }
  expect(longest / 1000).toBeLessThan(300);
});
