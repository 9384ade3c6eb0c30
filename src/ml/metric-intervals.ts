/**
 * 95 % intervals of numbers that are functions of column means (F1, log loss, MSE, R2 ...): percentile bootstrap
 * (Efron & Tibshirani 1993, ch. 13) for few rows, delta method for many. The bootstrap is seeded, so that equal
 * predictions always show equal intervals.
 */
import type { Estimate } from '../core/model-card.ts';
import { RandomState } from '../core/rng.ts';
import { quantile, Z95 } from '../core/stats.ts';

/** Above it the bootstrap costs more than 0.2 s and the normal interval is as good. */
export const MOST_BOOTSTRAP_ROWS = 20_000;
const RESAMPLES = 300;
const SEED = 20_240_229;

type OfMeans = (means: Float64Array) => number;

/** `parts`: columns of n rows; each function of `of` maps their means to the number wanted. Rows are drawn together. */
export function bootstrapEstimates(parts: readonly Float64Array[], of: readonly OfMeans[]): Estimate[] {
  const rows = parts[0].length;
  const values = of.map((f) => f(Float64Array.from(parts, meanOf)));
  if (rows < 2) return values.map((value) => ({ value, low: null, high: null }));
  const drawn = of.map(() => new Float64Array(RESAMPLES));
  const random = new RandomState(SEED);
  const totals = new Float64Array(parts.length);
  for (let b = 0; b < RESAMPLES; b++) {
    totals.fill(0);
    for (let i = 0; i < rows; i++) {
      const row = random.interval(rows - 1);
      for (let k = 0; k < parts.length; k++) totals[k] += parts[k][row];
    }
    for (let k = 0; k < parts.length; k++) totals[k] /= rows;
    of.forEach((f, k) => (drawn[k][b] = f(totals)));
  }
  return values.map((value, k) => ({ value, low: quantile(drawn[k], 0.025), high: quantile(drawn[k], 0.975) }));
}

/** Value with its normal interval; the variance comes from numerical derivatives at the means. */
export function normalEstimate(parts: readonly Float64Array[], of: OfMeans): Estimate {
  const rows = parts[0].length;
  const means = Float64Array.from(parts, meanOf);
  const slopes = means.map((centre, k) => {
    const step = 1e-6 * Math.max(1e-6, Math.abs(centre));
    return (of(means.with(k, centre + step)) - of(means.with(k, centre - step))) / (2 * step);
  });
  let squares = 0;
  for (let i = 0; i < rows; i++) {
    let influence = 0;
    for (let k = 0; k < parts.length; k++) influence += slopes[k] * (parts[k][i] - means[k]);
    squares += influence * influence;
  }
  const value = of(means);
  const half = Z95 * Math.sqrt(squares / (rows - 1) / rows);
  return { value, low: value - half, high: value + half };
}

function meanOf(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total / values.length;
}
