import { AppError } from '../core/errors.ts';

/** Classes are 0 ... k-1. One alone is refused with `one-class`, anything else than a class with `bad-parameter`. */
export function countClasses(y: Float64Array): number {
  let highest = 0;
  let lowest = Infinity;
  for (let i = 0; i < y.length; i++) {
    if (!Number.isInteger(y[i]) || y[i] < 0) throw new AppError('bad-parameter', { name: 'y', value: y[i] });
    highest = Math.max(highest, y[i]);
    lowest = Math.min(lowest, y[i]);
  }
  if (highest === lowest) throw new AppError('one-class', { rows: y.length });
  return highest + 1;
}

/** Rows of each class, ascending. */
export function rowsOfClasses(y: Float64Array, classes: number): number[][] {
  const rows = Array.from({ length: classes }, (): number[] => []);
  y.forEach((label, row) => rows[label].push(row));
  return rows;
}

/** n / (classes · rows of the class), for each row. */
export function balancedWeights(y: Float64Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  y.forEach((label) => counts[label]++);
  return y.map((label) => y.length / (classes * counts[label]));
}
