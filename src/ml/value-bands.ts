/**
 * Fifths of the rows by one number, 5 = the largest: what is shown where there are no natural groups, and the R, F and M of a
 * customer base (Hughes 1994). Bands are equally large; equal values are parted by their place in the table, as
 * `qcut(rank(method="first"))` of pandas. Where one value holds more than 40 % of the rows (one order each, say) that would part
 * customers who do not differ: equal values then stay in one band.
 */
import { midranks } from '../core/stats.ts';

const MOST_TIED = 0.4;

export interface ValueBands {
  /** 1 ... 5 for each row; 0 where the value is missing (NaN). */
  bands: Uint8Array;
  /** `equal-values`: bands may differ in size, or be empty. */
  by: 'equal-counts' | 'equal-values';
}

/** @param values in the order of the table (or of the customers' ids, so that ties are parted the same way each time) */
export function valueBands(values: ArrayLike<number>, bands = 5): ValueBands {
  const rows = Uint32Array.from({ length: values.length }, (_, i) => i).filter((i) => !Number.isNaN(values[i]));
  const result = new Uint8Array(values.length);
  if (mostTied(rows, values) > MOST_TIED * rows.length) {
    const ranks = midranks(Float64Array.from(rows, (row) => values[row]));
    rows.forEach((row, i) => (result[row] = Math.ceil((bands * (ranks[i] - 0.5)) / rows.length)));
    return { bands: result, by: 'equal-values' };
  }
  const order = rows.slice().sort((a, b) => values[a] - values[b] || a - b);
  // Edges are quantiles of the ranks 1 ... n, each in the band below it.
  order.forEach((row, place) => (result[row] = Math.max(1, Math.ceil((bands * place) / Math.max(1, rows.length - 1)))));
  return { bands: result, by: 'equal-counts' };
}

function mostTied(rows: Uint32Array, values: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  let most = 0;
  for (const row of rows) {
    const count = (counts.get(values[row]) ?? 0) + 1;
    counts.set(values[row], count);
    if (count > most) most = count;
  }
  return most;
}
