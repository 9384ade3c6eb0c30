import { columnOf, type Matrix } from '../core/matrix.ts';
import { mean } from '../core/stats.ts';
import type { LeastSquares } from './least-squares.ts';
import { addMultiple, addProducts } from './twofold.ts';

export interface Line {
  intercept: number;
  coefficients: Float64Array;
}

const MOST_ROUNDS = 6;

/**
 * Wins back the digits that rounding took where columns are nearly collinear or rows lie far off the line: iterative refinement
 * of coefficients and residuals together (Björck 1967, doi:10.1007/BF01939321; Golub & Van Loan, 4th ed., 5.3.8). What is still
 * missed is summed in twofold precision on the columns as they came, so that centring costs nothing either.
 * Yields after each column. Cost rows · columns per round, 2 to 4 rounds.
 * @param means of the columns before they were centred; undefined without an intercept
 */
export function* refineLeastSquares(
  x: Matrix,
  y: Float64Array,
  means: Float64Array | undefined,
  correct: NonNullable<LeastSquares['correct']>,
  found: Line,
): Generator<number, Line> {
  const line: Line = { intercept: found.intercept, coefficients: found.coefficients.slice() };
  const ones = new Float64Array(x.rows).fill(1);
  const residuals = new Float64Array(x.rows);
  let before = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // y = intercept + Xβ + residuals, and residuals are square to every column: by how much is each of both missed?
    const missed = y.slice();
    const low = new Float64Array(x.rows);
    addMultiple(missed, low, residuals, -1);
    if (means) addMultiple(missed, low, ones, -line.intercept);
    for (let j = 0; j < x.columns; j++) {
      addMultiple(missed, low, columnOf(x, j), -line.coefficients[j]);
      yield j;
    }
    for (let i = 0; i < missed.length; i++) missed[i] += low[i];
    const total = { high: 0, low: 0 };
    if (means) addProducts(total, ones, residuals);
    const slant = new Float64Array(x.columns);
    for (let j = 0; j < x.columns; j++) {
      const sum = { high: 0, low: 0 };
      addProducts(sum, columnOf(x, j), residuals);
      if (means) addProducts(sum, Float64Array.of(means[j], means[j]), Float64Array.of(-total.high, -total.low));
      slant[j] = -(sum.high + sum.low);
      yield j;
    }
    const level = means ? mean(missed) : 0;
    const tilt = means ? -(total.high + total.low) / x.rows : 0;
    const change = correct(
      missed.map((value) => value - level),
      slant,
    );
    const size = change.coefficients.reduce((most, value, j) => Math.max(most, Math.abs(value / (line.coefficients[j] || 1))), 0);
    // The first round only finds the residuals. Later ones shrink until nothing but rounding is left; what grows is not taken.
    if (!Number.isFinite(size) || (round > 1 && size >= before)) break;
    before = size;
    let shift = level - tilt;
    change.coefficients.forEach((value, j) => {
      line.coefficients[j] += value;
      if (means) shift -= means[j] * value;
    });
    line.intercept += shift;
    for (let i = 0; i < residuals.length; i++) residuals[i] += change.residuals[i] + tilt;
    if (round > 0 && size < Number.EPSILON) break;
  }
  return line;
}
