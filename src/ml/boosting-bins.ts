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
  const all = columnOf(x, column);
  const sorted = (rows === undefined ? all : Float64Array.from(rows, (row) => all[row])).filter((value) => !Number.isNaN(value)).sort();
  const distinct = distinctOf(sorted);
  const edges =
    distinct.length <= most
      ? Float64Array.from({ length: Math.max(distinct.length - 1, 0) }, (_, i) => (distinct[i] + distinct[i + 1]) * 0.5)
      : percentiles(sorted, most);
  return { edges: edges.map((edge) => Math.min(edge, ALMOST_INFINITE)), isCategory: false, count: edges.length + 1 };
}

/** One bin per level. */
export function categoryBins(x: Matrix, column: number, most: number): FeatureBins {
  const edges = distinctOf(
    columnOf(x, column)
      .filter((value) => !Number.isNaN(value))
      .sort(),
  );
  if (edges.length > most) throw new AppError('bad-parameter', { name: 'categorical', value: column, levels: edges.length });
  return { edges, isCategory: true, count: edges.length };
}

function distinctOf(sorted: Float64Array): Float64Array {
  // -0 is sorted before 0 and equal to it.
  return sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
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
  const offsets = new Int32Array(x.columns + 1);
  features.forEach((feature, j) => {
    fillBins(columnOf(x, j), feature, bins, j * x.rows);
    hasMissing[j] = Number(bins.subarray(j * x.rows, (j + 1) * x.rows).includes(feature.count));
    offsets[j + 1] = offsets[j] + feature.count + 1;
  });
  return { rows: x.rows, bins, features, offsets, hasMissing };
}

/** Bin of every row into `into` from `offset`: the first whose edge is not below the value; a hole, or a level unknown, is missing. */
function fillBins(values: Float64Array, { edges, isCategory, count }: FeatureBins, into: Uint8Array, offset: number): void {
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
    into[offset + i] = low;
  }
}
