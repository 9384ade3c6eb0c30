/** A column as a line that may bend: itself, and for each knot how far a value lies above it. */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { sortedValues } from '../core/stats.ts';

/**
 * Where each column may bend, rising: beside every value that fills a share of its own (more than 1 / (most + 1) of the rows),
 * and at even quantiles of the rest; halfway to the next larger value, so that no value of a row is kept. None for columns
 * with two values or fewer.
 */
export function fitKnots(x: Matrix, most: number): Float64Array[] {
  return Array.from({ length: x.columns }, (_, j) => knotsOf(columnOf(x, j), most));
}

function knotsOf(column: Float64Array, most: number): Float64Array {
  const sorted = sortedValues(column);
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (distinct[distinct.length - 1] === value) counts[counts.length - 1]++;
    else [distinct[distinct.length], counts[counts.length]] = [value, 1];
  }
  if (distinct.length <= 2) return new Float64Array();
  const bends = new Set<number>();
  const isFull = counts.map((count) => count * (most + 1) > sorted.length);
  isFull.forEach((full, at) => full && bends.add(at));
  const room = most - bends.size;
  const rest = counts.reduce((rows, count, at) => rows + (isFull[at] ? 0 : count), 0);
  for (let [at, below, i] = [0, 0, 1]; at < distinct.length && i <= room; at++) {
    if (isFull[at]) continue;
    below += counts[at];
    for (; i <= room && below >= (i * rest) / (room + 1); i++) bends.add(at);
  }
  bends.delete(distinct.length - 1);
  // Halves first: the sum of two large values has no end.
  return Float64Array.from(
    [...bends].sort((a, b) => a - b),
    (at) => distinct[at] / 2 + distinct[at + 1] / 2,
  );
}

/** Column after column: itself, then max(0, value - knot) for each of its knots. */
export function hingeBasis(x: Matrix, knots: readonly Float64Array[]): Matrix {
  const basis = matrix(
    x.rows,
    knots.reduce((columns, { length }) => columns + 1 + length, 0),
  );
  let to = 0;
  knots.forEach((bends, j) => {
    const column = columnOf(x, j);
    columnOf(basis, to++).set(column);
    for (const knot of bends) {
      const into = columnOf(basis, to++);
      for (let i = 0; i < x.rows; i++) into[i] = Math.max(0, column[i] - knot);
    }
  });
  return basis;
}
