/**
 * Features as at most 255 bins of one byte, so that a split is looked for among bins and not among rows (Ke et al. 2017).
 * The edges are those of scikit-learn 1.2.1: halfway between neighbouring values where these are few, else percentiles.
 */
import { AppError } from '../core/errors.ts';
import { columnOf, type Matrix } from '../core/matrix.ts';
import { RandomState } from '../core/rng.ts';
import type { BinnedRows } from './boosting-histogram.ts';

/** Edges are found on no more rows than these. */
const MOST_ROWS = 200_000;
const ALMOST_INFINITE = 1e300;

export interface FeatureBins {
  /** Upper edge (inclusive) of every bin but the last; of a category, its levels in order, one bin each. */
  edges: Float64Array;
  isCategory: boolean;
  /** Bins of known values; the next one holds what is missing. */
  count: number;
}

/** Rows the edges are found on; undefined = all. */
export function rowsForBins(rows: number, seed: number): Uint32Array | undefined {
  return rows > MOST_ROWS ? new RandomState(seed).permutation(rows).subarray(0, MOST_ROWS) : undefined;
}

/** Bins of a number, at most `most`. */
export function numberBins(x: Matrix, column: number, most: number, rows?: Uint32Array): FeatureBins {
  const sorted = sortedKnown(columnOf(x, column), rows);
  const distinct = distinctOf(sorted);
  const edges =
    distinct.length <= most
      ? Float64Array.from({ length: Math.max(distinct.length - 1, 0) }, (_, i) => (distinct[i] + distinct[i + 1]) * 0.5)
      : percentiles(sorted, most);
  return { edges: edges.map((edge) => Math.min(edge, ALMOST_INFINITE)), isCategory: false, count: edges.length + 1 };
}

/** One bin per level. */
export function categoryBins(x: Matrix, column: number, most: number): FeatureBins {
  const edges = distinctOf(sortedKnown(columnOf(x, column)));
  if (edges.length > most) throw new AppError('bad-parameter', { name: 'categorical', value: column, levels: edges.length });
  return { edges, isCategory: true, count: edges.length };
}

/** Ascending, without holes. */
function sortedKnown(values: Float64Array, rows?: Uint32Array): Float64Array {
  const known = new Float64Array(rows?.length ?? values.length);
  let count = 0;
  for (let i = 0; i < known.length; i++) {
    const value = values[rows === undefined ? i : rows[i]];
    if (value === value) known[count++] = value;
  }
  return known.subarray(0, count).sort();
}

function distinctOf(sorted: Float64Array): Float64Array {
  const distinct = new Float64Array(sorted.length);
  let count = 0;
  // -0 is sorted before 0 and equal to it.
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct[count++] = sorted[i];
  return distinct.slice(0, count);
}

/** numpy's `percentile(..., method="midpoint")` at most - 1 evenly spaced places. */
function percentiles(sorted: Float64Array, most: number): Float64Array {
  const step = 100 / most;
  return Float64Array.from({ length: most - 1 }, (_, i) => {
    const place = (sorted.length - 1) * (((i + 1) * step) / 100);
    const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return above - (above - below) * 0.5;
  });
}

/** All rows as bins. */
export function binRows(x: Matrix, features: readonly FeatureBins[]): BinnedRows {
  const bins = new Uint8Array(x.rows * x.columns);
  const hasMissing = new Uint8Array(x.columns);
  const groups = Math.ceil(x.columns / 4);
  const quads = new Int32Array(x.rows * groups);
  const offsets = new Int32Array(4 * groups);
  let slots = 0;
  features.forEach((feature, j) => {
    const column = bins.subarray(j * x.rows, (j + 1) * x.rows);
    fillBins(columnOf(x, j), feature, column);
    hasMissing[j] = Number(column.includes(feature.count));
    offsets[j] = slots;
    slots += feature.count + 1;
    const quad = quads.subarray((j >> 2) * x.rows, ((j >> 2) + 1) * x.rows);
    const shift = 8 * (j & 3);
    for (let i = 0; i < x.rows; i++) quad[i] |= column[i] << shift;
  });
  offsets.fill(slots, x.columns);
  return { rows: x.rows, bins, quads, features, offsets, slots: slots + 1, hasMissing };
}

/** Bin of every row: the first whose edge is not below the value; a hole, or a level unknown, is missing. */
function fillBins(values: Float64Array, { edges, isCategory, count }: FeatureBins, into: Uint8Array): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let low = 0;
    let high = edges.length;
    if (value !== value) low = count;
    else {
      while (low < high) {
        const middle = (low + high - 1) >> 1;
        if (value <= edges[middle]) high = middle;
        else low = middle + 1;
      }
      if (isCategory && edges[low] !== value) low = count;
    }
    into[i] = low;
  }
}
