/**
 * How the answer moves with one fact, everything else as it is: the fact is set to each value of a grid for every row, and the
 * answers averaged (Friedman 2001). Each row's own line beside the average shows whom the average hides (Goldstein et al. 2015).
 * Equal to scikit-learn's `partial_dependence(method="brute", kind="both")` on the same grid.
 */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { sortedValues } from '../core/stats.ts';

/** Columns and what each is set to. */
export type Setting = readonly { column: number; value: number }[];

export interface PartialDependence {
  /** One per setting. */
  average: Float64Array;
  /** rows x settings: each row's own answers. */
  individual: Matrix;
}

const ENDS = [0.05, 0.95] as const;
/** Of scipy's `mquantiles`, which scikit-learn takes the ends from. */
const PLOTTING_POSITION = 0.4;

/**
 * The values themselves where there are fewer than `points` different ones; else as many evenly from the 5 % to the 95 % quantile
 * (from end to end where these coincide). Missing values (NaN) are left out.
 */
export function dependenceGrid(values: ArrayLike<number>, points: number): { grid: Float64Array; isEven: boolean } {
  const sorted = sortedValues(values);
  const different = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (different.length < points) return { grid: different, isEven: false };
  const [low, high] = ENDS.map((share) => quantileAt(sorted, share));
  const [from, to] = low < high ? [low, high] : [sorted[0], sorted[sorted.length - 1]];
  return { grid: Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1)), isEven: true };
}

/** Yields after each setting. Cost: settings x one prediction of all rows. */
export function* partialDependence(
  predict: (x: Matrix) => Float64Array,
  x: Matrix,
  settings: readonly Setting[],
): Generator<{ done: number; total: number }, PartialDependence, void> {
  const changed: Matrix = { ...x, values: x.values.slice() };
  const individual = matrix(x.rows, settings.length);
  const average = new Float64Array(settings.length);
  for (const [at, setting] of settings.entries()) {
    for (const { column, value } of setting) columnOf(changed, column).fill(value);
    const answers = predict(changed);
    columnOf(individual, at).set(answers);
    average[at] = answers.reduce((sum, answer) => sum + answer, 0) / x.rows;
    for (const { column } of setting) columnOf(changed, column).set(columnOf(x, column));
    yield { done: at + 1, total: settings.length };
  }
  return { average, individual };
}

/** `mquantiles` with its defaults (alphap = betap = 0.4). */
function quantileAt(sorted: Float64Array, share: number): number {
  const n = sorted.length;
  const place = n * share + PLOTTING_POSITION + share * (1 - 2 * PLOTTING_POSITION);
  const below = Math.floor(Math.min(Math.max(place, 1), n - 1));
  const part = Math.min(Math.max(place - below, 0), 1);
  return (1 - part) * sorted[below - 1] + part * sorted[below];
}
