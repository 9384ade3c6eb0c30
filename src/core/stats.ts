/** Small statistics. Sums run left to right in float64, so that a number is the same wherever it is computed. */
import type { Estimate } from './model-card.ts';

/** Standard normal quantile of 0.975: half-width of a 95 % interval in standard errors. */
export const Z95 = 1.959963984540054;

export const UNKNOWN: Estimate = { value: null, low: null, high: null };

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** NaN without values. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** Mean of the values that are there (not NaN), added up in order; NaN without any. */
export function knownMean(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? NaN : sum / count;
}

/** Mean squared deviation, divided by n - `ddof`. */
export function variance(values: ArrayLike<number>, ddof = 0): number {
  const centre = mean(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) total += (values[i] - centre) ** 2;
  return total / (values.length - ddof);
}

export function standardDeviation(values: ArrayLike<number>, ddof = 0): number {
  return Math.sqrt(variance(values, ddof));
}

/** The finite-or-infinite values in ascending order; NaN (missing) left out. */
export function sortedValues(values: ArrayLike<number>): Float64Array {
  return knownValues(values).sort();
}

/** A copy without the missing ones. */
function knownValues(values: ArrayLike<number>): Float64Array {
  const known = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) known[count++] = values[i];
  return known.subarray(0, count);
}

/**
 * Quantiles `qs` of values in any order, as `quantile` of each; missing ones (NaN) are left out. Puts only the places that are
 * asked for in order (Hoare 1961): O(values) instead of sorting them all.
 */
export function quantiles(values: ArrayLike<number>, qs: readonly number[]): number[] {
  const known = knownValues(values);
  if (known.length === 0) return qs.map(() => NaN);
  return qs.map((q) => {
    const place = q * (known.length - 1);
    const below = Math.floor(place);
    const lower = placeValue(known, below);
    // Everything behind a place in order is at least as large: the neighbour is the least of it.
    let upper = below + 1 < known.length ? Infinity : lower;
    for (let i = below + 1; i < known.length; i++) if (known[i] < upper) upper = known[i];
    return lower === upper ? lower : lower + (place - below) * (upper - lower);
  });
}

/** The value that stands at `place` when all are in order; smaller ones are before it afterwards, larger ones behind. */
function placeValue(values: Float64Array, place: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return values[place];
}

/** Quantile `q` in [0, 1] of sorted values, linear between neighbours (numpy's default, Hyndman & Fan type 7). NaN if empty. */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN;
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const lower = sorted[below];
  const upper = sorted[Math.min(below + 1, sorted.length - 1)];
  return lower === upper ? lower : lower + (place - below) * (upper - lower);
}

/** As `quantileOfSorted`, for values in any order; missing ones (NaN) are left out. */
export function quantile(values: ArrayLike<number>, q: number): number {
  return quantiles(values, [q])[0];
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Most frequent value; the smallest of equally frequent ones; NaN (missing) left out. NaN if nothing is left. */
export function mode(values: ArrayLike<number>): number {
  const sorted = sortedValues(values);
  let best = NaN;
  let most = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > most) [best, most] = [sorted[start], end - start];
    start = end;
  }
  return best;
}

/** Share `successes / n` with its 95 % score interval (Wilson 1927). All null when n = 0. */
export function wilson(successes: number, n: number): Estimate {
  if (n === 0) return UNKNOWN;
  const share = successes / n;
  const z2 = Z95 * Z95;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { value: share, low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half };
}

/** Difference of two independent shares, `a/n - b/m`, with its 95 % interval (Newcombe 1998, method 10). */
export function newcombeDifference(a: number, n: number, b: number, m: number): Estimate {
  const first = wilson(a, n);
  const second = wilson(b, m);
  if (first.value === null || first.low === null || first.high === null) return UNKNOWN;
  if (second.value === null || second.low === null || second.high === null) return UNKNOWN;
  const difference = first.value - second.value;
  return {
    value: difference,
    low: difference - Math.hypot(first.value - first.low, second.high - second.value),
    high: difference + Math.hypot(first.high - first.value, second.value - second.low),
  };
}

/** Mean with its 95 % normal interval; the interval is null with fewer than two values. */
export function meanEstimate(values: ArrayLike<number>): Estimate {
  if (values.length === 0) return UNKNOWN;
  const value = mean(values);
  if (values.length < 2) return { value, low: null, high: null };
  const half = Z95 * Math.sqrt(variance(values, 1) / values.length);
  return { value, low: value - half, high: value + half };
}

/** Ranks from 1; equal values share the mean of their ranks. */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}
