/**
 * Are the rows of today still like those a model learned from? Column by column: population stability (PSI: 0.1 watch, 0.25
 * alarm; Siddiqi 2006), the two-sample Kolmogorov-Smirnov test, how far values moved (Wasserstein), and new categories. Tests
 * of many columns are held against each other (Benjamini & Hochberg 1995). Cost O(rows log rows) a column.
 */
import { chiSquaredTail } from '../core/special.ts';
import { quantileOfSorted, sortedValues } from '../core/stats.ts';
import { kolmogorovTwoSided } from './kolmogorov.ts';

/** A share no smaller than this: an empty bin must not make the index infinite. */
const SMALLEST_SHARE = 1e-4;
const WATCH = 0.1;
export const ALARM = 0.25;
const SIGNIFICANT = 0.05;

/** Bins that hold equally many of some values, and how many: what is enough to compare others with them later. */
export interface QuantileBins {
  /** Upper edge (inclusive) of every bin but the last. */
  edges: Float64Array;
  /** Values in each bin, then the missing ones. */
  counts: Float64Array;
}

export function quantileBins(values: ArrayLike<number>, bins = 10): QuantileBins {
  const sorted = sortedValues(values);
  const edges = Float64Array.from({ length: bins - 1 }, (_, i) => quantileOfSorted(sorted, (i + 1) / bins));
  return { edges, counts: binCounts(edges, values) };
}

function binCounts(edges: Float64Array, values: ArrayLike<number>): Float64Array {
  const counts = new Float64Array(edges.length + 2);
  for (let i = 0; i < values.length; i++) counts[Number.isNaN(values[i]) ? edges.length + 1 : firstAtLeast(edges, values[i])]++;
  return counts;
}

/** Index of values over bins that were made of others. */
export function stabilityOver({ edges, counts }: QuantileBins, actual: ArrayLike<number>): number {
  return indexOf(counts, binCounts(edges, actual));
}

/** Index over `bins` bins that hold equally many of the `expected` values. Missing values (NaN) are a bin of their own where there are any. */
export function populationStability(expected: ArrayLike<number>, actual: ArrayLike<number>, bins = 10): number {
  return stabilityOver(quantileBins(expected, bins), actual);
}

/** Chance of a difference as large if both were of one kind: the test of homogeneity (Pearson 1900) over bins that either has. */
export function sameKindChance({ edges, counts }: QuantileBins, actual: ArrayLike<number>): number {
  const found = binCounts(edges, actual);
  const [n, m] = [counts, found].map((of) => of.reduce((sum, count) => sum + count, 0));
  let total = 0;
  let bins = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const both = counts[bin] + found[bin];
    if (both === 0) continue;
    bins++;
    total += (Math.sqrt(m / n) * counts[bin] - Math.sqrt(n / m) * found[bin]) ** 2 / both;
  }
  return bins < 2 ? 1 : chiSquaredTail(total, bins - 1);
}

/** Index over categories (codes from 0); codes from `levels` on, and missing ones, are one bin more. */
export function categoryStability(expected: ArrayLike<number>, actual: ArrayLike<number>, levels: number): number {
  const count = (codes: ArrayLike<number>): Float64Array => {
    const counts = new Float64Array(levels + 1);
    for (let i = 0; i < codes.length; i++) counts[codes[i] >= 0 && codes[i] < levels ? codes[i] : levels]++;
    return counts;
  };
  return indexOf(count(expected), count(actual));
}

function indexOf(expected: Float64Array, actual: Float64Array): number {
  const [before, now] = [expected, actual].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  let total = 0;
  for (let bin = 0; bin < expected.length; bin++) {
    // A bin that neither knows is none.
    if (expected[bin] === 0 && actual[bin] === 0) continue;
    const one = Math.max(expected[bin] / before, SMALLEST_SHARE);
    const other = Math.max(actual[bin] / now, SMALLEST_SHARE);
    total += (other - one) * Math.log(other / one);
  }
  return total;
}

/** First edge that is not below the value (`searchsorted`, left). */
function firstAtLeast(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Largest gap between the two distributions, and the chance of one as large if they were the same. Missing values are left out. */
export function kolmogorovSmirnov(one: ArrayLike<number>, other: ArrayLike<number>): { gap: number; p: number } {
  const [a, b] = [sortedValues(one), sortedValues(other)];
  if (a.length === 0 || b.length === 0) return { gap: NaN, p: NaN };
  // Counted in whole numbers: |i / n - j / m| = |i m - j n| / (n m).
  let most = 0;
  eachStep(a, b, (i, j) => (most = Math.max(most, Math.abs(i * b.length - j * a.length))));
  return { gap: most / (a.length * b.length), p: kolmogorovTwoSided(most, a.length, b.length) };
}

/** Mean distance that values have to be moved to turn one distribution into the other, in units of the column. */
export function wasserstein(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [a, b] = [sortedValues(one), sortedValues(other)];
  if (a.length === 0 || b.length === 0) return NaN;
  let total = 0;
  eachStep(a, b, (i, j, value, next) => {
    if (next !== undefined) total += Math.abs(i / a.length - j / b.length) * (next - value);
  });
  return total;
}

/** After each distinct value: how many of each are at most that, and the next one. */
function eachStep(a: Float64Array, b: Float64Array, tell: (i: number, j: number, value: number, next: number | undefined) => void): void {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const value = i < a.length && (j >= b.length || a[i] <= b[j]) ? a[i] : b[j];
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    const rest = [...(i < a.length ? [a[i]] : []), ...(j < b.length ? [b[j]] : [])];
    tell(i, j, value, rest.length === 0 ? undefined : Math.min(...rest));
  }
}

/** p-values held against each other so that among those at most q a share of q is false (Benjamini & Hochberg). NaN stays. */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: p.length }, (_, i) => i).filter((i) => !Number.isNaN(p[i]));
  order.sort((a, b) => p[b] - p[a]);
  const adjusted = new Float64Array(p.length).fill(NaN);
  let least = 1;
  order.forEach((i, place) => {
    least = Math.min(least, (p[i] * order.length) / (order.length - place));
    adjusted[i] = least;
  });
  return adjusted;
}

/** A number column of the training rows and of today; or codes of a category, those from `levels` on unknown to training. */
export type DriftColumn = { name: string; expected: Float64Array; actual: Float64Array; levels?: number };

export interface ColumnDrift {
  name: string;
  psi: number;
  /** `alarm`: PSI of 0.25. `watch`: 0.1, or a difference that is not chance after correction, or new categories. */
  state: 'same' | 'watch' | 'alarm';
  /** Numbers only. */
  gap?: number;
  p?: number;
  /** Corrected for the number of columns. */
  q?: number;
  wasserstein?: number;
  /** Categories only: share of today's rows in categories that training did not know. */
  newShare?: number;
}

/** All columns, the most changed first. */
export function driftOf(columns: readonly DriftColumn[]): ColumnDrift[] {
  const found = columns.map(({ name, expected, actual, levels }): ColumnDrift => {
    if (levels !== undefined) {
      const unknown = actual.filter((code) => code >= levels).length;
      return { name, state: 'same', psi: categoryStability(expected, actual, levels), newShare: unknown / actual.length };
    }
    const psi = populationStability(expected, actual);
    return { name, state: 'same', psi, ...kolmogorovSmirnov(expected, actual), wasserstein: wasserstein(expected, actual) };
  });
  const q = benjaminiHochberg(found.map(({ p }) => p ?? NaN));
  found.forEach((one, i) => {
    if (one.p !== undefined) one.q = q[i];
    const isDifferent = q[i] < SIGNIFICANT || (one.newShare ?? 0) > 0;
    one.state = one.psi >= ALARM ? 'alarm' : one.psi >= WATCH || isDifferent ? 'watch' : 'same';
  });
  return found.sort((a, b) => b.psi - a.psi);
}
