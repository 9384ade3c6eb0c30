import { columnOf, type Matrix } from '../core/matrix.ts';
import { dot } from './svd.ts';

export interface ElasticNet {
  coefficients: Float64Array;
  /** Passes over the columns. */
  sweeps: number;
  converged: boolean;
}

/** One coefficient moved: the slope of the squares without it, cut by the threshold, divided by the curvature. */
export interface CoordinateMove {
  sweep: number;
  column: number;
  slope: number;
  threshold: number;
  before: number;
  after: number;
}

const MOST_SWEEPS = 100_000;
/** Largest move, in units of the target's length, that ends the search. */
const STILL = 1e-15;
/** Multiplications between two pauses. */
const WORK_PER_PAUSE = 1e7;

/**
 * min ‖y − Xβ‖² / (2 rows) + alpha · l1_ratio ‖β‖₁ + alpha (1 − l1_ratio) / 2 ‖β‖² for centred `x` and `y`, by coordinate
 * descent with the residual kept up to date (Friedman, Hastie & Tibshirani 2010): the objective of scikit-learn's `Lasso`
 * (l1_ratio 1) and `ElasticNet`, taken to its end. Yields each move with `trace`, and now and then `undefined`.
 */
export function* elasticNet(
  x: Matrix,
  y: Float64Array,
  alpha: number,
  l1Ratio: number,
  trace: boolean,
): Generator<CoordinateMove | undefined, ElasticNet, void> {
  const threshold = alpha * l1Ratio * x.rows;
  const ridge = alpha * (1 - l1Ratio) * x.rows;
  const squares = Float64Array.from({ length: x.columns }, (_, j) => dot(columnOf(x, j), columnOf(x, j)));
  const coefficients = new Float64Array(x.columns);
  const residual = y.slice();
  const still = STILL * Math.sqrt(dot(y, y));
  let work = 0;
  for (let sweep = 1; sweep <= MOST_SWEEPS; sweep++) {
    let largest = 0;
    for (let j = 0; j < x.columns; j++) {
      if (squares[j] === 0) continue;
      const column = columnOf(x, j);
      const before = coefficients[j];
      const slope = dot(column, residual) + before * squares[j];
      const over = Math.max(Math.abs(slope) - threshold, 0);
      const after = over > 0 ? (Math.sign(slope) * over) / (squares[j] + ridge) : 0;
      if (after !== before) for (let i = 0; i < x.rows; i++) residual[i] -= (after - before) * column[i];
      coefficients[j] = after;
      largest = Math.max(largest, Math.abs(after - before) * Math.sqrt(squares[j]));
      if (trace) yield { sweep, column: j, slope, threshold, before, after };
      work += 2 * x.rows;
      if (work < WORK_PER_PAUSE) continue;
      work = 0;
      yield undefined;
    }
    if (largest <= still) return { coefficients, sweeps: sweep, converged: true };
  }
  return { coefficients, sweeps: MOST_SWEEPS, converged: false };
}
