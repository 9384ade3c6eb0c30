/** Between which values a column is ordinary. */
import { quantileOfSorted, sortedValues } from '../../core/stats.ts';
import type { OutlierRule } from '../../core/edit-step.ts';

export interface Fences {
  lowest: number;
  highest: number;
}

/**
 * `iqr`: quartiles moved outwards by `low` and `high` times their distance (Tukey, Exploratory Data Analysis, 1977, with 1.5).
 * `quantile`: the values at these shares of the rows, 0..1. Quantiles are linear between order statistics, as numpy's.
 *
 * @param values NaN = missing, left out; none: no fence at all
 */
export function outlierFences(values: Float64Array, rule: OutlierRule, low: number, high: number): Fences {
  const sorted = sortedValues(values.filter((value) => !Number.isNaN(value)));
  if (sorted.length === 0) return { lowest: -Infinity, highest: Infinity };
  if (rule === 'quantile') return { lowest: quantileOfSorted(sorted, low), highest: quantileOfSorted(sorted, high) };
  const [q1, q3] = [quantileOfSorted(sorted, 0.25), quantileOfSorted(sorted, 0.75)];
  return { lowest: q1 - low * (q3 - q1), highest: q3 + high * (q3 - q1) };
}
