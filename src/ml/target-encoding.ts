/**
 * A category as the mean of the answer among its rows, pulled to the mean of all the more the fewer they are (Micci-Barreca
 * 2001, doi:10.1145/507533.507538). Formulas of scikit-learn's `TargetEncoder` (1.3 and later). Training rows get theirs from
 * the other folds: from their own, each would carry its answer into its features.
 */
import { AppError } from '../core/errors.ts';
import { mean, variance } from '../core/stats.ts';
import type { Split } from './split.ts';

/** `auto`: variance within the category / variance of all (empirical Bayes); a number: rows of the mean added to each category. */
export type Smooth = 'auto' | number;

export interface TargetEncoding {
  /** Mean of all training answers: for categories never seen, and missing ones. */
  mean: number;
  /** By category code. */
  values: Float64Array;
  /** Training rows of each category. */
  counts: Float64Array;
}

/**
 * @param codes category of each row, 0 ... levels - 1; any other number = missing
 * @param rows learn from these only; all without
 */
export function fitTargetEncoding(
  codes: ArrayLike<number>,
  levels: number,
  y: Float64Array,
  smooth: Smooth = 'auto',
  rows: ArrayLike<number> = Uint32Array.from(y.keys()),
): TargetEncoding {
  if (rows.length === 0) throw new AppError('too-few-rows', { rows: 0, needed: 1 });
  const answers = Float64Array.from(rows, (row) => y[row]);
  const whole = mean(answers);
  const spread = variance(answers);
  const counts = new Float64Array(levels);
  const means = new Float64Array(levels);
  const squares = new Float64Array(levels);
  const isLevel = (code: number) => Number.isInteger(code) && code >= 0 && code < levels;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]];
    if (!isLevel(code)) continue;
    counts[code]++;
    means[code] += answers[i];
  }
  for (let code = 0; code < levels; code++) means[code] /= counts[code];
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]];
    if (isLevel(code)) squares[code] += (answers[i] - means[code]) ** 2;
  }
  const values = means.map((average, code) => {
    const count = counts[code];
    if (count === 0) return whole;
    const trust = smooth === 'auto' ? (spread * count) / (spread * count + squares[code] / count) : count / (count + smooth);
    // Without any spread, 0 / 0: all answers are alike.
    return Number.isNaN(trust) ? whole : trust * average + (1 - trust) * whole;
  });
  return { mean: whole, values, counts };
}

export function applyTargetEncoding({ mean: whole, values }: TargetEncoding, codes: ArrayLike<number>): Float64Array {
  return Float64Array.from(codes, (code) => values[code] ?? whole);
}

/** For training rows: each encoded by what the rows of the other folds say. Rows in no fold's test part stay NaN. */
export function crossFitTargetEncoding(
  codes: ArrayLike<number>,
  levels: number,
  y: Float64Array,
  folds: readonly Split[],
  smooth: Smooth = 'auto',
): Float64Array {
  const encoded = new Float64Array(y.length).fill(NaN);
  for (const { train, test } of folds) {
    const encoding = fitTargetEncoding(codes, levels, y, smooth, train);
    for (const row of test) encoded[row] = encoding.values[codes[row]] ?? encoding.mean;
  }
  return encoded;
}
