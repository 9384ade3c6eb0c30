/** Between which values a column is ordinary. */
import { quantiles } from '../../core/stats.ts';
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
  const [first, last] = rule === 'quantile' ? quantiles(values, [low, high]) : quantiles(values, [0.25, 0.75]);
  if (Number.isNaN(first)) return { lowest: -Infinity, highest: Infinity };
  if (rule === 'quantile') return { lowest: first, highest: last };
  return { lowest: first - low * (last - first), highest: last + high * (last - first) };
}

/** Those of the rows that are there. */
export function keptValues(values: Float64Array, keep: Uint8Array): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (keep[row] === 1) kept[count++] = values[row];
  return kept.subarray(0, count);
}
