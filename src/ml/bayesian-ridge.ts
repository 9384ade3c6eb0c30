/** Linear regression that finds its own penalty from the data. MacKay 1992, doi:10.1162/neco.1992.4.3.415; Tipping 2001 for the updates. */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import type { LinearFit } from '../core/preparation.ts';
import { mean, variance } from '../core/stats.ts';
import { svd } from './svd.ts';

/** scikit-learn's defaults. */
const MOST_ROUNDS = 300;
const TOLERANCE = 1e-3;
const PRIOR = 1e-6;

/**
 * As scikit-learn's BayesianRidge with its defaults (alpha_1 = alpha_2 = lambda_1 = lambda_2 = 1e-6): evidence is maximised by
 * turns for noise (alpha) and weight precision (lambda), on the eigenvalues of the centred XᵀX.
 *
 * @param x rows x features, finite
 * @param y one number per row
 * Cost O(rows · features² + features³).
 */
export function bayesianRidge(x: Matrix, y: Float64Array): LinearFit {
  const [n, d] = [x.rows, x.columns];
  const centres = Float64Array.from({ length: d }, (_, j) => mean(columnOf(x, j)));
  const centreY = mean(y);
  const centred: Matrix = { rows: n, columns: d, values: new Float64Array(n * d) };
  for (let j = 0; j < d; j++) columnOf(x, j).forEach((value, i) => (centred.values[j * n + i] = value - centres[j]));
  const target = y.map((value) => value - centreY);
  const { singular: eigen, right } = svd(crossProducts(centred));
  const towards = Float64Array.from({ length: d }, (_, j) => dot(columnOf(centred, j), target));
  const rotated = Float64Array.from({ length: d }, (_, k) => dot(columnOf(right, k), towards));

  const solve = (ratio: number): Float64Array => {
    const coefficients = new Float64Array(d);
    for (let k = 0; k < d; k++) {
      const part = rotated[k] / (eigen[k] + ratio);
      const direction = columnOf(right, k);
      for (let j = 0; j < d; j++) coefficients[j] += part * direction[j];
    }
    return coefficients;
  };
  let alpha = 1 / (variance(y) + Number.EPSILON);
  let lambda = 1;
  let former: Float64Array | undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const coefficients = solve(lambda / alpha);
    let effective = 0;
    for (const value of eigen) effective += (alpha * value) / (lambda + alpha * value);
    lambda = (effective + 2 * PRIOR) / (dot(coefficients, coefficients) + 2 * PRIOR);
    alpha = (n - effective + 2 * PRIOR) / (squaredError(centred, target, coefficients) + 2 * PRIOR);
    const before = former;
    if (before && coefficients.reduce((sum, value, j) => sum + Math.abs(value - before[j]), 0) < TOLERANCE) break;
    former = coefficients;
  }
  const coefficients = solve(lambda / alpha);
  return { coefficients, intercept: centreY - dot(centres, coefficients) };
}

function crossProducts(x: Matrix): Matrix {
  const products = matrix(x.columns, x.columns);
  for (let a = 0; a < x.columns; a++)
    for (let b = a; b < x.columns; b++)
      products.values[a * x.columns + b] = products.values[b * x.columns + a] = dot(columnOf(x, a), columnOf(x, b));
  return products;
}

function squaredError(x: Matrix, y: Float64Array, coefficients: Float64Array): number {
  const rest = y.slice();
  for (let j = 0; j < x.columns; j++) {
    const column = columnOf(x, j);
    for (let i = 0; i < rest.length; i++) rest[i] -= column[i] * coefficients[j];
  }
  return dot(rest, rest);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
