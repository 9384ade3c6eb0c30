/** Rows that lie one after another in memory: what distances between rows want. */
import { matrix, type Matrix } from '../core/matrix.ts';

/** Row-major: coordinate j of point i is `values[i * columns + j]`. */
export interface Points {
  rows: number;
  columns: number;
  values: Float64Array;
}

/** `x` with `centre` (one number a column) taken off; without it, as it is. `values`: memory for it. */
export function pointsOf(x: Matrix, centre?: Float64Array, values: Float64Array = new Float64Array(x.values.length)): Points {
  const { rows, columns } = x;
  for (let j = 0; j < columns; j++) {
    const off = centre ? centre[j] : 0;
    for (let i = 0, from = j * rows, to = j; i < rows; i++, to += columns) values[to] = x.values[from + i] - off;
  }
  return { rows, columns, values };
}

/** Back to a matrix, with `centre` put on again. */
export function matrixOfPoints({ rows, columns, values }: Points, centre?: Float64Array): Matrix {
  const x = matrix(rows, columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) x.values[j * rows + i] = values[i * columns + j] + (centre ? centre[j] : 0);
  return x;
}

/** Squared distance of point i of `a` to point j of `b`. */
export function squaredDistance(a: Points, i: number, b: Points, j: number): number {
  const { columns } = a;
  let total = 0;
  for (let c = 0, at = i * columns, to = j * columns; c < columns; c++, at++, to++) {
    const difference = a.values[at] - b.values[to];
    total += difference * difference;
  }
  return total;
}
