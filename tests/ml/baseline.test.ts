import { expect, it } from 'vitest';
import { matrixOf } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { baseline } from '../../src/ml/baseline.ts';
import { train } from '../../src/ml/contract.ts';
import { classificationMetrics, regressionMetrics } from '../../src/ml/metrics.ts';

const x4 = matrixOf([
  [25, 3],
  [30, 5],
  [35, 7],
  [40, 8],
]);
const fit = (y: number[]) => train(baseline, { x: x4, y: Float64Array.from(y), params: {}, random: new RandomState(0), trace: false });

it('always says yes where three of four bought: 75 % right, log-likelihood -2.2493', async () => {
  const y = [1, 1, 0, 1];
  const chance = baseline.predict(await fit(y), x4);
  expect([...chance]).toEqual([0.75, 0.75, 0.75, 0.75]);
  const metrics = classificationMetrics(y, chance);
  expect(metrics.accuracy.value).toBe(0.75);
  expect(metrics.auc.value).toBe(0.5);
  expect(-4 * (metrics.logLoss.value ?? NaN)).toBeCloseTo(-2.2493, 4);
});

it('says the mean amount: MSE 12,500 and R2 0 on the rows of the article', async () => {
  const y = [200, 300, 400, 500];
  const metrics = regressionMetrics(y, baseline.predict(await fit(y), x4));
  expect(metrics.mse.value).toBe(12500);
  expect(metrics.r2.value).toBe(0);
});

it('refuses what is not a number', async () => {
  await expect(fit([1, NaN, 0, 1])).rejects.toThrow('not-finite');
});
