import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { cholesky } from './cholesky.ts';
import { gram } from './gram.ts';
import { rotate, triangularise, triangulariseTall } from './qr.ts';
import { dot, svd } from './svd.ts';

export interface LeastSquares {
  coefficients: Float64Array;
  /** Independent directions among the columns. */
  rank: number;
  /** Singular values of the columns, falling; empty where normal equations were solved. */
  singular: Float64Array;
  /** Diagonal of (XᵀX)⁻¹; NaN where a coefficient cannot be told from others. */
  inverseDiagonal: Float64Array;
  /** (XᵀX)⁻¹ applied to a vector (pseudo-inverse where the rank is short). */
  applyInverse: (v: Float64Array) => Float64Array;
  /**
   * Where rounding may have cost digits that can be won back: β and r of r + Xβ = `missed`, Xᵀr = `slant`
   * (for `refineLeastSquares`).
   */
  correct?: (missed: Float64Array, slant: Float64Array) => { coefficients: Float64Array; residuals: Float64Array };
}

/** Relative error of the coefficients up to which QR alone is good enough. */
const GOOD_ENOUGH = 1e-13;

/** Above it QR and Jacobi give way to normal equations. */
const MOST_ORTHOGONAL_COLUMNS = 200;
/** Above it rows are made triangular block by block. */
const MOST_ROWS_AT_ONCE = 10_000;

/**
 * min ‖y − Xβ‖² + alpha ‖β‖² for centred `x` and `y`; of equally good β the shortest, as LAPACK's gelsd under
 * scikit-learn's LinearRegression. Householder QR, then Jacobi SVD of R. The rank is decided on columns of unit length
 * (singular values above max(n, d) · eps of the largest), so that units cannot make a column vanish.
 */
export function* leastSquares(x: Matrix, y: Float64Array, alpha: number): Generator<number, LeastSquares> {
  if (x.columns > MOST_ORTHOGONAL_COLUMNS) {
    const solved = normalEquations(x, y, alpha);
    if (solved) return solved;
  }
  const d = x.columns;
  const { work, heads } = x.rows > MOST_ROWS_AT_ONCE ? yield* tall(x, y) : yield* whole(x, y);
  const r = matrix(d, d);
  const rotatedY = new Float64Array(d);
  const height = Math.min(d, x.rows);
  for (let j = 0; j < d; j++) r.values.set(columnOf(work, j).subarray(0, Math.min(j + 1, height)), j * d);
  rotatedY.set(columnOf(work, d).subarray(0, height));
  const { rank, condition } = conditionOf(r, x.rows);
  const { left, singular, right } = svd(r);
  const along = (weigh: (k: number) => number): Float64Array => {
    const sum = new Float64Array(d);
    for (let k = 0; k < rank; k++) {
      const weight = weigh(k);
      const direction = columnOf(right, k);
      for (let j = 0; j < d; j++) sum[j] += weight * direction[j];
    }
    return sum;
  };
  const inverseDiagonal = Float64Array.from({ length: d }, (_, j) => {
    let inverse = 0;
    let covered = 0;
    for (let k = 0; k < rank; k++) {
      const part = right.values[k * d + j] ** 2;
      inverse += part / singular[k] ** 2;
      covered += part;
    }
    return covered > 1 - 1e-9 ? inverse : NaN;
  });
  return {
    coefficients: along((k) => (singular[k] * dot(columnOf(left, k), rotatedY)) / (singular[k] ** 2 + alpha)),
    rank,
    singular,
    inverseDiagonal,
    applyInverse: (v) => along((k) => dot(columnOf(right, k), v) / singular[k] ** 2),
    // Of very many rows Q is not kept: their sums are long, and the last digits of their answers are noise.
    ...(heads &&
      alpha === 0 &&
      rank === d &&
      errorOf(condition, columnOf(work, d), d) > GOOD_ENOUGH && { correct: corrector(work, heads, r) }),
  };
}

interface Triangle {
  /** R in the upper triangle of the first columns; Qᵀy in the last. */
  work: Matrix;
  /** Only where Q is kept. */
  heads?: Float64Array;
}

function* whole(x: Matrix, y: Float64Array): Generator<number, Triangle> {
  const work = matrix(x.rows, x.columns + 1);
  work.values.set(x.values);
  work.values.set(y, x.columns * x.rows);
  const heads = yield* triangularise(work, x.columns);
  return { work, heads };
}

function* tall(x: Matrix, y: Float64Array): Generator<number, Triangle> {
  return { work: yield* triangulariseTall(x, y) };
}

/** What rounding can do to coefficients by QR (Golub & Van Loan, 4th ed., 5.3.7): the residual counts with condition². */
function errorOf(condition: number, rotatedY: Float64Array, d: number): number {
  const [inside, outside] = [rotatedY.subarray(0, d), rotatedY.subarray(d)].map((part) => Math.sqrt(dot(part, part)));
  return Number.EPSILON * condition * (1 + (condition * outside) / (inside || 1));
}

function corrector(work: Matrix, heads: Float64Array, r: Matrix): NonNullable<LeastSquares['correct']> {
  const d = r.columns;
  return (missed, slant) => {
    const rotated = missed.slice();
    rotate(work, heads, rotated);
    const along = slant.slice();
    for (let j = 0; j < d; j++) along[j] = (along[j] - dot(columnOf(r, j).subarray(0, j), along.subarray(0, j))) / r.values[j * d + j];
    const coefficients = rotated.slice(0, d).map((value, j) => value - along[j]);
    for (let j = d - 1; j >= 0; j--) {
      coefficients[j] /= r.values[j * d + j];
      for (let i = 0; i < j; i++) coefficients[i] -= coefficients[j] * r.values[j * d + i];
    }
    rotated.set(along);
    rotate(work, heads, rotated, true);
    return { coefficients, residuals: rotated };
  };
}

/** Of the columns at unit length: how many are independent, and the largest singular value by the smallest. */
function conditionOf(r: Matrix, rows: number): { rank: number; condition: number } {
  const scaled = { ...r, values: r.values.slice() };
  for (let j = 0; j < r.columns; j++) {
    const column = columnOf(scaled, j);
    const length = Math.sqrt(dot(column, column));
    if (length > 0) column.forEach((value, i) => (column[i] = value / length));
  }
  const { singular } = svd(scaled);
  const rank = singular.filter((value) => value > Math.max(rows, r.columns) * Number.EPSILON * singular[0]).length;
  return { rank, condition: singular[0] / singular[r.columns - 1] };
}

/** Full rank only: `undefined` when the Gram matrix is not safely positive definite (condition number above about 1e5). */
function normalEquations(x: Matrix, y: Float64Array, alpha: number): LeastSquares | undefined {
  const g = gram(x);
  const plain = cholesky(g, 1e-10);
  const penalised = { ...g, values: g.values.slice() };
  for (let j = 0; j < x.columns; j++) penalised.values[j * x.columns + j] += alpha;
  const solver = alpha === 0 ? plain : cholesky(penalised, 1e-10);
  if (!plain || !solver) return undefined;
  const inverse = plain.inverse();
  const coefficients = solver.solve(transposeTimes(x, y));
  // One step of iterative refinement wins back the digits that squaring the condition number cost.
  const residual = y.slice();
  for (let j = 0; j < x.columns; j++) {
    const column = columnOf(x, j);
    for (let i = 0; i < x.rows; i++) residual[i] -= coefficients[j] * column[i];
  }
  const slope = transposeTimes(x, residual).map((value, j) => value - alpha * coefficients[j]);
  solver.solve(slope).forEach((value, j) => (coefficients[j] += value));
  return {
    coefficients,
    rank: x.columns,
    singular: new Float64Array(0),
    inverseDiagonal: Float64Array.from({ length: x.columns }, (_, j) => inverse.values[j * x.columns + j]),
    applyInverse: (v) => plain.solve(v),
  };
}

export function transposeTimes(x: Matrix, v: Float64Array): Float64Array {
  return Float64Array.from({ length: x.columns }, (_, j) => dot(columnOf(x, j), v));
}
