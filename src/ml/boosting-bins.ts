/**
 * Features as at most 255 bins of one byte, so that a split is looked for among bins and not among rows (Ke et al. 2017).
 * The edges are those of scikit-learn 1.2.1: halfway between neighbouring values where these are few, else percentiles.
 */
import { AppError } from '../core/errors.ts';
import { columnOf, type Matrix } from '../core/matrix.ts';
import { RandomState } from '../core/rng.ts';
import type { BinnedRows } from './boosting-histogram.ts';
import { EvenScale, valuesAt } from './order-statistics.ts';

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
  const known = knownOf(columnOf(x, column), rows);
  const distinct = distinctOf(known, most);
  const edges = distinct
    ? Float64Array.from({ length: Math.max(distinct.length - 1, 0) }, (_, i) => (distinct[i] + distinct[i + 1]) * 0.5)
    : percentiles(known, most);
  return { edges: edges.map((edge) => Math.min(edge, ALMOST_INFINITE)), isCategory: false, count: edges.length + 1 };
}

/** One bin per level. */
export function categoryBins(x: Matrix, column: number, most: number): FeatureBins {
  const edges = distinctOf(knownOf(columnOf(x, column)), most);
  if (!edges) throw new AppError('bad-parameter', { name: 'categorical', value: column });
  return { edges, isCategory: true, count: edges.length };
}

/** Without holes. */
function knownOf(values: Float64Array, rows?: Uint32Array): Float64Array {
  const known = new Float64Array(rows?.length ?? values.length);
  let count = 0;
  for (let i = 0; i < known.length; i++) {
    const value = values[rows === undefined ? i : rows[i]];
    if (value === value) known[count++] = value;
  }
  return known.subarray(0, count);
}

/** Ascending; undefined where there are more than `most`. */
function distinctOf(known: Float64Array, most: number): Float64Array | undefined {
  const distinct = new Set<number>();
  for (let i = 0; i < known.length; i++) {
    if (distinct.add(known[i]).size > most) return undefined;
  }
  return Float64Array.from(distinct).sort();
}

/** numpy's `percentile(..., method="midpoint")` at most - 1 evenly spaced places. */
function percentiles(known: Float64Array, most: number): Float64Array {
  const step = 100 / most;
  const places = Float64Array.from({ length: most - 1 }, (_, i) => (known.length - 1) * (((i + 1) * step) / 100));
  const at = valuesAt(known, Uint32Array.from({ length: 2 * places.length }, (_, i) => (i % 2 === 0 ? Math.floor : Math.ceil)(places[i >> 1]))); // prettier-ignore
  return places.map((_, i) => at[2 * i + 1] - (at[2 * i + 1] - at[2 * i]) * 0.5);
}

/**
 * All rows as bins.
 * @param quads memory for them, all 0
 * @param stride places of each feature in a histogram, 0 = as many as it has bins
 */
export function binRows(x: Matrix, features: readonly FeatureBins[], quads = newQuads(x), stride = 0): BinnedRows {
  const column = new Uint8Array(x.rows);
  const hasMissing = new Uint8Array(x.columns);
  const offsets = new Int32Array((4 * quads.length) / x.rows);
  let slots = 0;
  features.forEach((feature, j) => {
    fillBins(columnOf(x, j), feature, column);
    hasMissing[j] = Number(column.includes(feature.count));
    offsets[j] = slots;
    slots += stride > 0 ? stride : feature.count + 1;
    const quad = quads.subarray((j >> 2) * x.rows, ((j >> 2) + 1) * x.rows);
    const shift = 8 * (j & 3);
    for (let i = 0; i < x.rows; i++) quad[i] |= column[i] << shift;
  });
  offsets.fill(slots, x.columns);
  return { rows: x.rows, quads, features, offsets, slots: stride > 0 ? offsets.length * stride : slots + 1, hasMissing };
}

function newQuads({ rows, columns }: Matrix): Int32Array {
  return new Int32Array(rows * Math.ceil(columns / 4));
}

/** Bin of every row: the first whose edge is not below the value; a hole, or a level unknown, is missing. */
function fillBins(values: Float64Array, { edges, isCategory, count }: FeatureBins, into: Uint8Array): void {
  const scale = new EvenScale(edges.length > 0 ? edges[0] : 0, edges.length > 0 ? edges[edges.length - 1] : 0);
  const first = edgesBelow(edges, scale);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let low = count;
    if (value === value) {
      const step = scale.stepOf(value);
      low = first[step];
      let high = first[step + 1];
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

/** For each step of the scale the number of edges on lower steps: only those on its own step are left to compare with. */
function edgesBelow(edges: Float64Array, scale: EvenScale): Uint16Array {
  const first = new Uint16Array(EvenScale.STEPS + 1);
  for (const edge of edges) first[scale.stepOf(edge) + 1]++;
  for (let step = 0; step < EvenScale.STEPS; step++) first[step + 1] += first[step];
  return first;
}
