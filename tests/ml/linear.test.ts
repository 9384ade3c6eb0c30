import { describe, expect, it } from 'vitest';
import { matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { linear, type LinearStep } from '../../src/ml/linear.ts';
import { meanSquaredError } from '../../src/ml/metrics.ts';
import data500 from '../reference/data500.json';
import nist from '../reference/nist.json';
import reference from '../reference/ols.json';

/**
 * Oracle: scikit-learn 1.2.1 LinearRegression, Ridge, Lasso and ElasticNet, statsmodels 0.13.5 OLS (golden numbers), certified
 * values of NIST's Statistical Reference Datasets, hand calculation.
 */
const x4 = matrixOf(reference.seed.X);
const y4 = Float64Array.from(reference.seed.y);
const x6 = matrixOf(data500.X.map((row) => row.slice(0, 6)));
const x8 = matrixOf(data500.X);
const y500 = Float64Array.from(data500.yr);

const fit = (x: Matrix, y: Float64Array, alpha = 0, onStep?: (step: LinearStep) => void, params: object = {}) =>
  train(
    linear,
    { x, y, params: { ...linear.defaults, alpha, ...params }, random: new RandomState(0), trace: onStep !== undefined },
    { onStep },
  );

/** |found - expected| <= tolerance · max(1, |expected|). */
function expectNear(found: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value))));
}

describe('the four rows of the article', () => {
  it('are y = -300 + 20 age exactly; frequency adds nothing', async () => {
    const model = await fit(x4, y4);
    expectNear([model.intercept, ...model.coefficients], [-300, 20, 0], 1e-12);
    expect(model.mse).toBeLessThan(1e-20);
    expect(model.rank).toBe(reference.seed.rank);
    expectNear(model.singular, reference.seed.singular, 1e-14);
    expectNear(linear.predict(model, matrixOf([[30, 5]])), [300], 1e-12);
  });

  it('have one degree of freedom and a VIF of 49.1667', async () => {
    const model = await fit(x4, y4);
    expect(model.degreesOfFreedom).toBe(1);
    expectNear(model.vif, [49.166666666666664, 49.166666666666664], 1e-12);
  });

  it('the line of the article misses them by an MSE of 714,450, and says 1,100 where it prints 600', () => {
    const claimed = reference.seed.X.map(([age, frequency]) => 100 + 30 * age + 20 * frequency);
    expect(claimed).toEqual([910, 1100, 1290, 1460]);
    expect(meanSquaredError(y4, claimed)).toBe(714450);
  });

  it('frequency alone: 18.644 + 57.627 frequency, MSE 254.24, R2 0.97966', async () => {
    const model = await fit(matrixOf([[3], [5], [7], [8]]), y4);
    expectNear(
      [model.intercept, model.coefficients[0], model.mse, model.r2],
      [18.64406779661, 57.627118644068, 254.23728813559, 0.9796610169492],
      1e-12,
    );
  });

  it('without (40, 8) have no unique answer: the shortest slopes say 493.10 (as LinearRegression), truth 500', async () => {
    const model = await fit(
      matrixOf([
        [25, 3],
        [30, 5],
        [35, 7],
      ]),
      y4.slice(0, 3),
    );
    expect(model.rank).toBe(1);
    expect(linear.predict(model, matrixOf([[40, 8]]))[0]).toBeCloseTo(493.10344827586204, 10);
    expect([...model.vif]).toEqual([NaN, NaN]);
    expect([...model.standardErrors]).toEqual([NaN, NaN, NaN]);
  });

  it('yield centring, normal equations, columns, solution and residuals when traced', async () => {
    const steps: LinearStep[] = [];
    await fit(x4, y4, 0, (step) => steps.push(step));
    expect(steps.map(({ kind }) => kind)).toEqual(['centre', 'normal-equations', 'column', 'column', 'solution', 'residuals']);
    const normal = steps[1];
    // Sums over ages 25 30 35 40 around 32.5, frequencies 3 5 7 8 around 5.75, amounts around 350.
    if (normal.kind === 'normal-equations') expect([...normal.xtx, ...normal.xty]).toEqual([125, 42.5, 42.5, 14.75, 2500, 850]);
  });
});

describe('500 rows', () => {
  it.each([
    ['six columns', x6, reference.six],
    ['F52 eight columns of rank six', x8, reference.collinear_all8],
  ])('%s give the coefficients of LinearRegression', async (_, x, expected) => {
    const model = await fit(x, y500);
    expectNear([model.intercept, ...model.coefficients], [expected.intercept, ...expected.coef], 1e-12);
    expect(model.rank).toBe(expected.rank);
    expectNear([model.mse, model.r2], [expected.mse, expected.r2], 1e-12);
    expectNear(linear.predict(model, x).subarray(0, 5), expected.pred_first5, 1e-12);
  });

  it('a column that is twice another has no VIF and no standard error of its own; the others keep theirs', async () => {
    const model = await fit(x8, y500);
    const plain = await fit(x6, y500);
    expect([...model.vif].map(Number.isNaN)).toEqual([false, true, false, false, false, false, true, true]);
    expectNear([model.standardErrors[1], model.standardErrors[3]], [plain.standardErrors[1], plain.standardErrors[3]], 1e-10);
  });

  it.each(reference.ridge)('ridge alpha $alpha gives the coefficients of Ridge', async ({ alpha, intercept, coef }) => {
    const model = await fit(x6, y500, alpha);
    expectNear([model.intercept, ...model.coefficients], [intercept, ...coef], 1e-13);
  });

  it('standard errors, t, p and intervals are those of statsmodels', async () => {
    const names = data500.names.slice(0, 6);
    const described = linear.describe(await fit(x6, y500), names) as {
      interceptInference: Record<string, number>;
      inference: Record<string, number>[];
    };
    const expected = reference.inference_six;
    [described.interceptInference, ...described.inference].forEach((found, j) => {
      expectNear([found.standardError, found.t], [expected.bse[j], expected.t[j]], 1e-10);
      // 1e-6 relative: p here spans 309 orders of magnitude and magnifies the last digits of t.
      expect(Math.abs(found.p / expected.p[j] - 1)).toBeLessThan(1e-6);
      expectNear([found.low, found.high], expected.ci[j], 1e-10);
    });
  });
});

describe('500 rows, penalised and robust', () => {
  const nets = [...reference.lasso.map((one) => ({ ...one, l1_ratio: 1 })), reference.enet];
  it.each(nets)(
    'alpha $alpha, l1_ratio $l1_ratio gives the coefficients of Lasso or ElasticNet',
    async ({ alpha, l1_ratio, intercept, coef }) => {
      const model = await fit(x6, y500, alpha, undefined, { l1_ratio });
      // 3e-13: both stop within rounding of the optimum.
      expectNear([model.intercept, ...model.coefficients], [intercept, ...coef], 3e-13);
      coef.forEach((value, j) => expect(model.coefficients[j] === 0).toBe(value === 0));
      expect(model.standardErrors.every(Number.isNaN)).toBe(true);
    },
  );

  it('a constant and a doubled column do not stop the lasso; its moves are traced', async () => {
    const steps: LinearStep[] = [];
    const model = await fit(x8, y500, 5, (step) => steps.push(step), { l1_ratio: 1 });
    const plain = await fit(x6, y500, 5, undefined, { l1_ratio: 1 });
    expect(model.coefficients[6]).toBe(0);
    expect(model.mse).toBeLessThan(plain.mse);
    const last = new Float64Array(8);
    for (const step of steps) if (step.kind === 'coordinate') last[step.column] = step.after;
    expect(last).toEqual(model.coefficients);
    const far = steps.find((step) => step.kind === 'coordinate' && Math.abs(step.slope) < step.threshold);
    expect(far).toMatchObject({ after: 0 });
  });

  it('HC3 standard errors are those of statsmodels', async () => {
    const model = await fit(x6, y500, 0, undefined, { robust: true });
    expectNear(model.robustErrors ?? [], reference.inference_six.hc3, 1e-10);
    const { inference } = linear.describe(model, data500.names.slice(0, 6)) as { inference: { robustError: number }[] };
    expect(inference.map(({ robustError }) => robustError)).toEqual(Array.from(model.robustErrors ?? []).slice(1));
    const twins = await fit(x8, y500, 0, undefined, { robust: true });
    expectNear(
      [twins.robustErrors?.[1] ?? NaN, twins.robustErrors?.[3] ?? NaN],
      [reference.inference_six.hc3[1], reference.inference_six.hc3[3]],
      1e-10,
    );
    expect(twins.robustErrors?.[2]).toBeNaN();
  });
});

/** Digits that agree, as NIST counts them: -log10 of the relative error (absolute where the certified value is 0). */
const digits = (found: number, certified: number) => -Math.log10(Math.max(1e-16, Math.abs(found - certified) / (Math.abs(certified) || 1)));

describe('certified values of NIST', () => {
  /** Powers by repeated multiplication, as `tests/reference/nist.py` rounds them. */
  const powersOf = (value: number, degree: number) => {
    const powers = [value];
    while (powers.length < degree) powers.push(powers[powers.length - 1] * value);
    return powers;
  };
  const estimatesOf = async ({ degree, intercept, x, y }: (typeof nist.sets)[number]) => {
    const rows = x.map((row: number[]) => (degree > 1 ? powersOf(row[0], degree) : row));
    const model = await fit(matrixOf(rows), Float64Array.from(y), 0, undefined, { fit_intercept: intercept });
    expect(model.rank).toBe(rows[0].length);
    const from = Number(!intercept);
    return { model, estimates: [model.intercept, ...model.coefficients].slice(from), deviations: model.standardErrors.slice(from) };
  };
  const fewest = (found: ArrayLike<number>, certified: readonly number[]) =>
    Math.min(...certified.map((value, j) => digits(found[j], value)));

  it.each(nist.sets.filter(({ name }) => name !== 'Filip').map((set) => [set.name, set] as const))('%s to 11 digits', async (_, set) => {
    const { model, estimates, deviations } = await estimatesOf(set);
    expect(fewest(estimates, set.estimate)).toBeGreaterThan(11);
    // Of a perfect fit (Wampler 1 and 2) the certified deviation is 0: what rounding leaves is compared with the sizes of y.
    if (set.deviation[0] === 0) expect(Math.sqrt(model.mse) / Math.max(...set.y)).toBeLessThan(1e-13);
    else expect(fewest(deviations, set.deviation)).toBeGreaterThan(11);
  });

  it('Filip to 9 digits of what its powers give once they are doubles; they themselves know 7 of the certified ones', async () => {
    const filip = nist.sets[nist.sets.length - 1];
    const { estimates, deviations } = await estimatesOf(filip);
    expect(fewest(estimates, filip.rounded?.estimate ?? [])).toBeGreaterThan(9);
    expect(fewest(filip.rounded?.estimate ?? [], filip.estimate)).toBeLessThan(8);
    expect(fewest(estimates, filip.estimate)).toBeGreaterThan(7);
    expect(fewest(deviations, filip.deviation)).toBeGreaterThan(7);
  });
});

it('units do not make a column vanish', async () => {
  const x = matrixOf([
    [1e12, 1],
    [2e12, 0],
    [3e12, 1],
    [4e12, 3],
  ]);
  const model = await fit(x, Float64Array.of(1e-3 + 2, 2e-3, 3e-3 + 2, 4e-3 + 6));
  expect(model.rank).toBe(2);
  expect(model.coefficients[0] / 1e-15).toBeCloseTo(1, 6);
  expect(model.coefficients[1]).toBeCloseTo(2, 10);
});

it('more than 200 columns take the normal equations and agree with the true line', async () => {
  const random = new RandomState(3);
  const truth = Array.from({ length: 220 }, () => random.normal());
  const rows = Array.from({ length: 600 }, () => truth.map(() => random.normal()));
  const y = Float64Array.from(rows, (row) => row.reduce((sum, value, j) => sum + value * truth[j], 5));
  const model = await fit(matrixOf(rows), y);
  expectNear([model.intercept, ...model.coefficients], [5, ...truth], 1e-11);
});

it('F53 one row is its own mean; a NaN, a negative penalty and no rows are refused', async () => {
  const single = await fit(matrixOf([[2, 3]]), Float64Array.of(7));
  expect([single.intercept, ...single.coefficients, single.rank]).toEqual([7, 0, 0, 0]);
  await expect(fit(matrixOf([[NaN], [1]]), Float64Array.of(1, 2))).rejects.toThrow('not-finite');
  await expect(fit(matrixOf([[0], [1]]), Float64Array.of(1, Infinity))).rejects.toThrow('not-finite');
  await expect(fit(x4, y4, -1)).rejects.toThrow('bad-parameter');
  await expect(fit(matrixOf([]), new Float64Array(0))).rejects.toThrow('too-few-rows');
});
