import type { Matrix } from '../core/matrix.ts';

/** intercept + X · coefficients, one number per row, column by column. */
export function addColumns(x: Matrix, coefficients: Float64Array, intercept: number): Float64Array {
  const sums = new Float64Array(x.rows).fill(intercept);
  for (let j = 0; j < x.columns; j++) {
    const weight = coefficients[j];
    if (weight === 0) continue;
    const at = j * x.rows;
    for (let i = 0; i < x.rows; i++) sums[i] += weight * x.values[at + i];
  }
  return sums;
}
