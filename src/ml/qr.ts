import { columnOf, matrix, type Matrix } from '../core/matrix.ts';

/**
 * Householder triangularisation in place (Golub & Van Loan, Matrix Computations, 4th ed., 5.2.1): afterwards the upper
 * triangle of the first `columns` columns is R, and the columns after them (right-hand sides) hold Qᵀ times themselves.
 * Below the diagonal stand the reflections, their first entries are given back: `rotate` applies them.
 * Yields after each column, where it may be stopped. Cost 2 · rows · columns².
 */
export function* triangularise(a: Matrix, columns: number): Generator<number, Float64Array> {
  const heads = new Float64Array(Math.min(columns, a.rows));
  for (let k = 0; k < heads.length; k++) {
    const head = columnOf(a, k).subarray(k);
    const length = Math.sqrt(squares(head));
    if (length > 0) {
      const corner = head[0] > 0 ? -length : length;
      head[0] -= corner;
      const half = squares(head) / 2;
      for (let j = k + 1; j < a.columns; j++) reflect(columnOf(a, j).subarray(k), head, half);
      heads[k] = head[0];
      head[0] = corner;
    }
    yield k;
  }
  return heads;
}

/** Qᵀ (or, `back`, Q) times a vector, in place, from what `triangularise` left. */
export function rotate(a: Matrix, heads: Float64Array, vector: Float64Array, back = false): void {
  for (let step = 0; step < heads.length; step++) {
    const k = back ? heads.length - 1 - step : step;
    const v = columnOf(a, k).slice(k);
    v[0] = heads[k];
    const half = squares(v) / 2;
    if (half > 0) reflect(vector.subarray(k), v, half);
  }
}

/** Rows made triangular at a time: a piece stays in the second-level cache while its columns meet each other. */
const BLOCK = 2048;

/**
 * The first `columns` rows of what `triangularise` makes of `x` and the right-hand side `y`, for many rows: block after block under the
 * triangle so far (Demmel, Grigori, Hoemmen & Langou 2012, doi:10.1137/080731992), so that the rows are read once and not copied.
 * Yields after each block.
 */
export function* triangulariseTall(x: Matrix, y: Float64Array): Generator<number, Matrix> {
  const d = x.columns;
  const stacked = matrix(d + BLOCK, d + 1);
  for (let from = 0; from < x.rows; from += BLOCK) {
    const length = Math.min(BLOCK, x.rows - from);
    for (let j = 0; j <= d; j++) {
      const source = j < d ? columnOf(x, j) : y;
      const to = columnOf(stacked, j);
      // Below the diagonal stand reflections of the block before.
      to.fill(0, Math.min(j + 1, d), d);
      to.set(source.subarray(from, from + length), d);
      to.fill(0, d + length);
    }
    for (const step = triangularise(stacked, d); !step.next().done;);
    yield from;
  }
  return stacked;
}

function reflect(column: Float64Array, v: Float64Array, half: number): void {
  let inner = 0;
  for (let i = 0; i < v.length; i++) inner += v[i] * column[i];
  const factor = inner / half;
  for (let i = 0; i < v.length; i++) column[i] -= factor * v[i];
}

function squares(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] * values[i];
  return total;
}
