import { columnOf, type Matrix } from '../core/matrix.ts';
import { addColumns } from './linear-predictor.ts';
import { dot } from './svd.ts';

/**
 * Standard errors that hold where rows spread unevenly: HC3 (MacKinnon & White 1985), each residual divided by 1 − leverage.
 * Intercept first, as in statsmodels; NaN where a row alone decides its own prediction. Yields after each column.
 * @param x centred, or as it is without an intercept
 * @param applyInverse (XᵀX)⁻¹ times a vector
 * @param means of the columns before they were centred; undefined without an intercept
 */
export function* robustErrors(
  x: Matrix,
  residuals: Float64Array,
  applyInverse: (v: Float64Array) => Float64Array,
  means: Float64Array | undefined,
): Generator<number, Float64Array> {
  const { rows, columns } = x;
  const unit = (j: number) => Float64Array.from({ length: columns }, (_, k) => Number(k === j));
  /** How much each row moves coefficient j. */
  const pullOn = (j: number) => addColumns(x, applyInverse(unit(j)), 0);
  const leverage = new Float64Array(rows).fill(means ? 1 / rows : 0);
  for (let j = 0; j < columns; j++) {
    const pull = pullOn(j);
    const column = columnOf(x, j);
    for (let i = 0; i < rows; i++) leverage[i] += pull[i] * column[i];
    yield j;
  }
  const swollen = residuals.map((residual, i) => (leverage[i] < 1 - 1e-12 ? residual / (1 - leverage[i]) : NaN));
  const errors = new Float64Array(columns + 1).fill(NaN);
  for (let j = 0; j < columns; j++) {
    const moved = pullOn(j).map((pull, i) => pull * swollen[i]);
    errors[j + 1] = Math.sqrt(dot(moved, moved));
    yield j;
  }
  if (means) {
    const pull = addColumns(x, applyInverse(means).map((value) => -value), 1 / rows); // prettier-ignore
    const moved = pull.map((value, i) => value * swollen[i]);
    errors[0] = Math.sqrt(dot(moved, moved));
  }
  return errors;
}
