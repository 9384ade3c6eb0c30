import { columnOf, matrix, type Matrix } from '../core/matrix.ts';

/**
 * Householder triangularisation in place (Golub & Van Loan, Matrix Computations, 4th ed., 5.2.1): afterwards the upper
 * triangle of the first `columns` columns is R, and the columns after them (right-hand sides) hold Qᵀ times themselves.
 * Yields after each column, where it may be stopped. Cost 2 · rows · columns².
 */
export function* triangularise(a: Matrix, columns: number): Generator<number, void> {
  for (let k = 0; k < Math.min(columns, a.rows); k++) {
    const head = columnOf(a, k).subarray(k);
    const length = Math.sqrt(squares(head));
    if (length > 0) {
      const corner = head[0] > 0 ? -length : length;
      const v = head.slice();
      v[0] -= corner;
      const half = squares(v) / 2;
      for (let j = k + 1; j < a.columns; j++) reflect(columnOf(a, j).subarray(k), v, half);
      head.fill(0);
      head[0] = corner;
    }
    yield k;
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
