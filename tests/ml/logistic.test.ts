import { describe, expect, it } from 'vitest';
import { columnOf, matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { classChances, logistic, type LogisticModel, type LogisticParams, type LogisticStep } from '../../src/ml/logistic.ts';
import { logLoss } from '../../src/ml/metrics.ts';
import { softmaxNewton } from '../../src/ml/softmax-newton.ts';
import { applyScaler, fitScaler } from '../../src/ml/standardise.ts';
import data500 from '../reference/data500.json';
import reference from '../reference/logistic.json';
import separable from '../reference/separable.json';
import scalers from '../reference/standardise.json';

/** Oracle: scikit-learn 1.2.1 LogisticRegression, statsmodels 0.13.5 Logit (golden numbers), hand calculation. */
const X4 = [
  [25, 3],
  [30, 5],
  [35, 7],
  [40, 8],
];
const scale = (x: Matrix) => applyScaler(fitScaler(x), x);
const rawArticle = matrixOf(X4);
const scaledArticle = scale(rawArticle);
const bought = Float64Array.of(1, 1, 0, 1);
const raw6 = matrixOf(data500.X.map((row) => row.slice(0, 6)));
const scaled6 = scale(raw6);
const y500 = Float64Array.from(data500.y);
const y3 = Float64Array.from(data500.y3);

function fit(
  x: Matrix,
  y: Float64Array,
  params: Partial<LogisticParams> = {},
  onStep?: (step: LogisticStep) => void,
): Promise<LogisticModel> {
  const input = { x, y, params: { ...logistic.defaults, ...params }, random: new RandomState(0), trace: onStep !== undefined };
  return train(logistic, input, { onStep });
}

interface Expected {
  intercept: number[];
  coef: number[][];
  n_iter?: number[];
  proba_first5?: number[][];
}

/** |found - expected| <= tolerance · max(1, |expected|). */
function expectNear(found: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value))));
}

function expectModel(model: LogisticModel, x: Matrix, expected: Expected, tolerance: number): void {
  expectNear(model.weights, [...expected.intercept, ...expected.coef[0]], tolerance);
  if (expected.n_iter && model.solver === 'lbfgs') expect(model.iterations).toBe(expected.n_iter[0]);
  if (expected.proba_first5) {
    expectNear(
      logistic.predict(model, x).subarray(0, 5),
      expected.proba_first5.map(([, yes]) => yes),
      tolerance,
    );
  }
}

describe('the optimum (newton) is that of newton-cholesky with tol 1e-12', () => {
  it.each([
    ['article, raw, C 1', rawArticle, bought, 1, reference.seed_raw.C1_newton_cholesky],
    ['article, raw, C 100', rawArticle, bought, 100, reference.seed_raw.C100_newton_cholesky],
    ['article, scaled, C 1', scaledArticle, bought, 1, reference.seed_scaled.C1_newton_cholesky],
    ['article, scaled, C 100', scaledArticle, bought, 100, reference.seed_scaled.C100_newton_cholesky],
    ['500 rows, C 0.01', scaled6, y500, 0.01, reference.data500_scaled6['C0.01_newton_cholesky']],
    ['500 rows, C 1', scaled6, y500, 1, reference.data500_scaled6.C1_newton_cholesky],
    ['500 rows, C 1e6', scaled6, y500, 1e6, reference.data500_scaled6['C1e+06_newton_cholesky']],
  ])('%s', async (_, x, y, C, expected) => {
    // 1e-12: both sides stop within that of the optimum.
    expectModel(await fit(x, y, { C }), x, expected, 1e-12);
  });

  it('without a penalty it is the maximum likelihood of statsmodels, with its standard errors', async () => {
    const expected = reference.mle_inference;
    const model = await fit(scaled6, y500, { C: null });
    expectNear(model.weights, expected.params, 1e-12);
    expectNear(model.standardErrors ?? [], expected.bse, 1e-12);
    expectNear([-model.loss], [expected.llf], 1e-12);
    const { inference } = logistic.describe(model, data500.names.slice(0, 6)) as { inference: { z: number; p: number }[] };
    inference.forEach(({ z, p }, j) => {
      expectNear([z, p / expected.p[j + 1]], [expected.z[j + 1], 1], 1e-10);
    });
  });
});

describe('lbfgs stops where scikit-learn 1.2.1 stops, after as many iterations', () => {
  it.each([
    ['article, scaled, C 1', scaledArticle, bought, { C: 1 }, reference.seed_scaled.C1_default],
    ['article, scaled, C 1, tight', scaledArticle, bought, { C: 1, tol: 1e-12, max_iter: 1e5 }, reference.seed_scaled.C1_tight],
    ['article, scaled, C 100', scaledArticle, bought, { C: 100 }, reference.seed_scaled.C100_default],
    ['article, scaled, C 100, tight', scaledArticle, bought, { C: 100, tol: 1e-12, max_iter: 1e5 }, reference.seed_scaled.C100_tight],
    ['500 rows, C 0.01', scaled6, y500, { C: 0.01 }, reference.data500_scaled6['C0.01_default']],
    ['500 rows, C 1', scaled6, y500, { C: 1 }, reference.data500_scaled6.C1_default],
    ['500 rows, C 1e6', scaled6, y500, { C: 1e6 }, reference.data500_scaled6['C1e+06_default']],
    [
      '500 rows, balanced',
      scaled6,
      y500,
      { class_weight: 'balanced', tol: 1e-12, max_iter: 1e5 },
      reference.data500_scaled6.C1_balanced_tight,
    ],
  ] as const)('%s', async (_, x, y, params, expected) => {
    expectModel(await fit(x, y, { ...params, solver: 'lbfgs' }), x, expected, 1e-12);
  });

  it.each([
    ['article, raw, C 1', rawArticle, bought, 1, reference.seed_raw.C1_default],
    ['article, raw, C 100', rawArticle, bought, 100, reference.seed_raw.C100_default],
    ['500 rows, raw', raw6, y500, 1, reference.data500_raw6_default],
  ])('%s: unscaled columns magnify rounding to 1e-6', async (_, x, y, C, expected) => {
    expectModel(await fit(x, y, { C, solver: 'lbfgs' }), x, expected, 1e-6);
  });

  it('three classes', async () => {
    const expected = reference.multinomial_default;
    const model = await fit(scaled6, y3, { solver: 'lbfgs' });
    expect(model.iterations).toBe(expected.n_iter[0]);
    expectNear(
      model.weights,
      expected.coef.flatMap((row, k) => [...row, expected.intercept[k]]),
      1e-12,
    );
    classChances(model, scaled6).forEach((chances, k) => {
      expectNear(
        chances.subarray(0, 5),
        expected.proba_first5.map((row) => row[k]),
        1e-12,
      );
    });
    expect([...logistic.predict(model, scaled6)].every((label) => [0, 1, 2].includes(label))).toBe(true);
  });
});

describe('more than two classes, taken to the optimum', () => {
  const flat = ({ coef, intercept }: Expected) => coef.flatMap((row, k) => [...row, intercept[k]]);

  it('is near where scikit-learn stops, with no slope left', async () => {
    const steps: LogisticStep[] = [];
    const model = await fit(scaled6, y3, {}, (step) => steps.push(step));
    expect([model.solver, model.converged]).toEqual(['newton', true]);
    expect(model.maxGradient).toBeLessThan(1e-9);
    expect(model.iterations).toBeLessThan(10);
    // lbfgs stops up to 3e-4 before the optimum (see the two classes).
    expectNear(model.weights, flat(reference.multinomial_tight), 3e-4);
    const stopped = await fit(scaled6, y3, { solver: 'lbfgs' });
    expect(model.loss).toBeLessThan(stopped.loss);
    const tight = await fit(scaled6, y3, { solver: 'lbfgs', compat: '1.4+', tol: 1e-12, max_iter: 1e5 });
    // 1e-6: without a slope to see, lbfgs stops where the loss no longer falls.
    expectNear(model.weights, [...tight.weights], 1e-6);
    const chances = logistic.probabilities!(model, scaled6);
    for (let i = 0; i < 500; i++) expect(chances.values[i] + chances.values[500 + i] + chances.values[1000 + i]).toBeCloseTo(1, 12);
    expect(logistic.classes!(model)).toBe(3);
  });

  it('two classes given as softmax say what the single row of coefficients says', async () => {
    // With coefficients ±β/2 the penalty of a softmax is half: C and 2C are the same model.
    const one = await fit(scaled6, y500, { C: 1 });
    const run = softmaxNewton(scaled6, y500, 2, { penalty: 2, tolerance: 1e-11, maxIterations: 50 });
    let next = run.next();
    while (!next.done) next = run.next();
    const { weights } = next.value;
    expectNear(Array.from({ length: 6 }, (_, j) => weights[7 + j] - weights[j]), [...one.weights.subarray(1)], 1e-10); // prettier-ignore
    expectNear([weights[13] - weights[6]], [one.weights[0]], 1e-10);
  });

  it('without a penalty: finite where classes overlap, refused with the columns where one stands apart', async () => {
    const free = await fit(scaled6, y3, { C: null });
    expect(free.converged).toBe(true);
    expect(free.maxGradient).toBeLessThan(1e-8);
    const random = new RandomState(2);
    const rows = Array.from({ length: 90 }, (_, i) => [i % 3 === 2 ? 5 + random.random() : random.random(), random.normal()]);
    const y = Float64Array.from(rows, (_, i) => i % 3);
    // The direction found may lean on the other column a little: the one that separates is named in any case.
    const refused = { code: 'no-finite-estimate', params: { columns: expect.stringMatching(/^0/) } };
    await expect(fit(matrixOf(rows), y, { C: null })).rejects.toMatchObject(refused);
    expect((await fit(matrixOf(rows), y)).converged).toBe(true);
    const apart = matrixOf(rows.map(([, noise], i) => [(i % 3) * 10 + noise]));
    await expect(fit(apart, y, { C: null })).rejects.toMatchObject({ code: 'no-finite-estimate', params: { columns: '0' } });
  });

  it('balanced and collinear columns have their optimum, too', async () => {
    const twice = matrixOf(data500.X.map((row, i) => [row[1] / 4, row[1] / 2, data500.X[i][4]]));
    const once = matrixOf(data500.X.map((row) => [row[1] / 4, row[4]]));
    const params = { C: null, class_weight: 'balanced' } as const;
    const [both, single] = [await fit(twice, y3, params), await fit(once, y3, params)];
    classChances(both, twice).forEach((chances, k) => expectNear(chances, [...classChances(single, once)[k]], 1e-7));
  });
});

describe('lbfgs follows the rule of scikit-learn 1.4 and later when asked', () => {
  const modern = reference.modern_1_4_plus;
  it.each([
    // Raw columns magnify rounding, as above.
    ['article, scaled', scaledArticle, bought, {}, modern.seed_scaled_C1, 1e-12],
    ['500 rows', scaled6, y500, {}, modern.data500_scaled6_C1, 1e-12],
    ['500 rows, tol 1e-10', scaled6, y500, { tol: 1e-10 }, modern.data500_scaled6_C1_tol1e_10, 1e-12],
    ['article, raw', rawArticle, bought, {}, modern.seed_raw_C1, 1e-6],
    ['500 rows, raw', raw6, y500, {}, modern.data500_raw6_C1, 1e-5],
  ])('%s', async (_, x, y, params, expected, tolerance) => {
    expectModel(await fit(x, y, { ...params, solver: 'lbfgs', compat: '1.4+' }), x, expected, tolerance);
  });

  it('is then up to 2.6e-4 away from the optimum', async () => {
    const [stopped, optimum] = [await fit(scaledArticle, bought, { solver: 'lbfgs', compat: '1.4+' }), await fit(scaledArticle, bought)];
    const distance = Math.max(...stopped.weights.map((value, j) => Math.abs(value - optimum.weights[j])));
    expect(distance).toBeGreaterThan(2.5e-4);
    expect(distance).toBeLessThan(2.7e-4);
  });
});

describe('the four rows of the article', () => {
  it('with C = 1 give 3.0203, 0.0129, -0.3875 and .8985 .8130 .6812 .6073', async () => {
    const model = await fit(rawArticle, bought);
    expectNear(model.weights, [3.0202928, 0.0128957, -0.387492], 1e-6);
    expectNear(logistic.predict(model, rawArticle), [0.8985, 0.813, 0.6812, 0.6073], 5e-5);
  });

  it('are reached in five Newton steps, loss 2.772589 to 2.0310205', async () => {
    const all: LogisticStep[] = [];
    await fit(rawArticle, bought, {}, (step) => all.push(step));
    const steps = all.filter((step) => step.kind === 'newton');
    const losses = steps.map(({ loss }) => loss);
    expectNear(losses, [2.772589, 2.053837, 2.031334, 2.031021, 2.0310205, 2.0310205], 1e-6);
    expect(steps[0].maxGradient).toBe(30);
    expect(steps[5].maxGradient).toBeLessThan(1e-10);
  });

  it('F51 have no maximum likelihood: both columns separate them', async () => {
    await expect(fit(rawArticle, bought, { C: null })).rejects.toMatchObject({ code: 'no-finite-estimate', params: { columns: '0,1' } });
    await expect(fit(scaledArticle, bought, { C: null })).rejects.toMatchObject({ code: 'no-finite-estimate' });
  });

  it('make the penalty decide: P(35, 7) is 0.7067 / 0.6504 / 0.4201 / 0.1218 for 1/C = 1 / 0.1 / 0.01 / 0.001', async () => {
    const chances = await Promise.all(
      [1, 10, 100, 1000].map(async (C) => logistic.predict(await fit(scaledArticle, bought, { C }), scaledArticle)[2]),
    );
    expectNear(chances, [0.7067, 0.6504, 0.4201, 0.1218], 5e-5);
  });

  it('the claimed -1 + 0.5 age + 0.3 frequency is 15.5 at (30, 5), not 7.5, and costs 4.65 a row', () => {
    const claimed = X4.map(([age, frequency]) => -1 + 0.5 * age + 0.3 * frequency);
    expect(claimed[1]).toBe(15.5);
    const chances = claimed.map((z) => 1 / (1 + Math.exp(-z)));
    expectNear(chances, reference.seed_claimed.p, 1e-14);
    expect(logLoss(bought, chances)).toBeCloseTo(reference.seed_claimed.logloss, 8);
    expect(1 / (1 + Math.exp(-7.5))).toBeCloseTo(reference.seed_claimed.p_of_7_5, 14);
  });
});

describe('what has no answer, and what has', () => {
  it('a level that only ever bought separates a part of the rows', async () => {
    const x = matrixOf([[0], [0], [0], [0], [1], [1]]);
    const y = Float64Array.of(0, 1, 0, 1, 1, 1);
    await expect(fit(x, y, { C: null })).rejects.toMatchObject({ code: 'no-finite-estimate', params: { columns: '0' } });
    expect((await fit(x, y)).converged).toBe(true);
  });

  it('a maximum likelihood is refused exactly where a linear program finds a separating direction (80 random tables, scipy linprog)', async () => {
    for (const { X, y, separable: expected } of separable) {
      const fitting = fit(matrixOf(X), Float64Array.from(y), { C: null });
      if (expected) await expect(fitting).rejects.toThrow('no-finite-estimate');
      else expect((await fitting).converged).toBe(true);
    }
  });

  it('a column twice another: unpenalised chances are those without it, and it has no standard error', async () => {
    const rows = data500.X.map((row) => row.slice(0, 2));
    const twice = await fit(matrixOf(rows.map((row) => [...row, 2 * row[1]])), y500, { C: null });
    const plain = await fit(matrixOf(rows), y500, { C: null });
    const doubled = logistic.predict(twice, matrixOf(rows.map((row) => [...row, 2 * row[1]])));
    expectNear(doubled, [...logistic.predict(plain, matrixOf(rows))], 1e-8);
    expect(twice.standardErrors?.every(Number.isNaN)).toBe(true);
  });

  it('units do not matter without a penalty', async () => {
    const tiny = matrixOf(data500.X.map(([age, frequency, amount]) => [age * 1e6, frequency * 1e-6, amount]));
    const plain = matrixOf(data500.X.map((row) => row.slice(0, 3)));
    const [found, expected] = [await fit(tiny, y500, { C: null }), await fit(plain, y500, { C: null })];
    expectNear(logistic.predict(found, tiny), [...logistic.predict(expected, plain)], 1e-9);
  });

  it('one class, a NaN, half a class and a wrong setting are refused', async () => {
    await expect(fit(rawArticle, Float64Array.of(1, 1, 1, 1))).rejects.toThrow('one-class');
    await expect(fit(matrixOf([[NaN], [1]]), Float64Array.of(0, 1))).rejects.toThrow('not-finite');
    await expect(fit(rawArticle, Float64Array.of(0, 0.5, 1, 1))).rejects.toThrow('bad-parameter');
    await expect(fit(rawArticle, bought, { C: 0 })).rejects.toThrow('bad-parameter');
  });
});

describe('standardising', () => {
  it.each([
    ['the article', scalers.seed],
    ['twenty rows with a constant column', scalers.data500_first20],
  ])('%s gives the numbers of StandardScaler', (_, { X, standard }) => {
    const x = matrixOf(X);
    const scaler = fitScaler(x);
    expectNear(scaler.mean, standard.mean, 1e-15);
    expectNear(scaler.scale, standard.scale, 1e-15);
    const scaled = applyScaler(scaler, x);
    for (let j = 0; j < x.columns; j++)
      expectNear(
        columnOf(scaled, j),
        standard.Z.map((row) => row[j]),
        1e-14,
      );
  });
});
