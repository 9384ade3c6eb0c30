/** Fills each feature from all others by regression, in rounds. van Buuren & Groothuis-Oudshoorn 2011, doi:10.18637/jss.v045.i03. */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import type { IterativeImputer, LinearFit } from '../core/preparation.ts';
import { bayesianRidge } from './bayesian-ridge.ts';
import { knownMean } from '../core/stats.ts';

/** scikit-learn's defaults. */
const MOST_ROUNDS = 10;
const TOLERANCE = 1e-3;

/**
 * As scikit-learn's IterativeImputer with its defaults (BayesianRidge, mean first, features with the fewest gaps first, at most
 * ten rounds or until no value moves by more than a thousandth of the largest one).
 *
 * @param x rows x features, NaN = missing; not changed
 * Cost O(rounds · features · (rows · features² + features³)).
 */
export function fitIterative(x: Matrix): IterativeImputer {
  const means = Float64Array.from({ length: x.columns }, (_, j) => knownMean(columnOf(x, j)));
  const used = Array.from(means.keys()).filter((j) => !Number.isNaN(means[j]));
  const gaps = used.map((feature) => ({ feature, rows: missingRows(columnOf(x, feature)) }));
  const order = gaps.toSorted((a, b) => a.rows.length - b.rows.length);
  let largest = 0;
  for (const value of x.values) if (Math.abs(value) > largest) largest = Math.abs(value);
  const filled = withMeans(x, means);
  const imputer: IterativeImputer = { means, regressions: [], rounds: 0 };
  if (used.length < 2 || gaps.every(({ rows }) => rows.length === 0)) return imputer;
  while (imputer.rounds < MOST_ROUNDS) {
    imputer.rounds++;
    const before = filled.values.slice();
    for (const { feature, rows } of order) {
      const present = presentRows(columnOf(x, feature));
      const others = used.filter((j) => j !== feature);
      const fit = bayesianRidge(taken(filled, others, present), pick(columnOf(x, feature), present));
      imputer.regressions.push({ feature, fit });
      predictInto(filled, feature, others, rows, fit);
    }
    const moved = filled.values.reduce((most, value, i) => Math.max(most, Math.abs(value - before[i]) || 0), 0);
    if (moved < TOLERANCE * largest) break;
  }
  return imputer;
}

/** Gaps of `x` filled by what was learned, row by row the same whatever other rows are there. */
export function imputeIterative({ means, regressions }: IterativeImputer, x: Matrix): Matrix {
  const filled = withMeans(x, means);
  const used = Array.from(means.keys()).filter((j) => !Number.isNaN(means[j]));
  const gaps = Array.from(means, (_, j) => missingRows(columnOf(x, j)));
  for (const { feature, fit } of regressions) {
    if (gaps[feature].length === 0) continue;
    predictInto(
      filled,
      feature,
      used.filter((j) => j !== feature),
      gaps[feature],
      fit,
    );
  }
  return filled;
}

function predictInto(filled: Matrix, feature: number, others: readonly number[], rows: readonly number[], fit: LinearFit): void {
  const into = columnOf(filled, feature);
  for (const row of rows) {
    let value = fit.intercept;
    others.forEach((j, k) => (value += fit.coefficients[k] * filled.values[j * filled.rows + row]));
    into[row] = value;
  }
}

function withMeans(x: Matrix, means: Float64Array): Matrix {
  const filled: Matrix = { ...x, values: x.values.slice() };
  for (let j = 0; j < x.columns; j++) {
    const column = columnOf(filled, j);
    for (let i = 0; i < column.length; i++) if (Number.isNaN(column[i])) column[i] = means[j];
  }
  return filled;
}

function taken(x: Matrix, columns: readonly number[], rows: readonly number[]): Matrix {
  const part = matrix(rows.length, columns.length);
  columns.forEach((j, k) => rows.forEach((row, i) => (part.values[k * rows.length + i] = x.values[j * x.rows + row])));
  return part;
}

function pick(values: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row]);
}

function missingRows(values: Float64Array): number[] {
  return Array.from(values.keys()).filter((row) => Number.isNaN(values[row]));
}

function presentRows(values: Float64Array): number[] {
  return Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
}
