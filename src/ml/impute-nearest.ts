/** Fills what is missing in a row from the rows most like it. Troyanskaya et al. 2001, doi:10.1093/bioinformatics/17.6.520. */
import { columnOf, type Matrix } from '../core/matrix.ts';
import { knownMean } from '../core/stats.ts';

export interface NearestOptions {
  /** How many near rows; fewer where fewer have the value. */
  k: number;
  /** All alike, or each by 1 / distance (where some lie at distance 0, only those). */
  weights: 'uniform' | 'distance';
}

/**
 * As scikit-learn's KNNImputer: distance over the features that both rows have, scaled up for those they lack
 * (sqrt(features / shared · Σ difference²)); donors are the fitted rows that have the value. Rows without anything in common
 * with any donor get the feature's mean. A feature that no fitted row has stays missing. Of equally near donors the first counts
 * (numpy leaves their order open).
 *
 * @param fitted rows to take values from, NaN = missing
 * @param x rows to fill, the same features; not changed
 * Cost O(rows with gaps · fitted rows · features).
 */
export function imputeNearest(fitted: Matrix, x: Matrix, { k, weights }: NearestOptions): Matrix {
  const filled: Matrix = { ...x, values: x.values.slice() };
  const distance = new Float64Array(fitted.rows);
  const shared = new Uint32Array(fitted.rows);
  const means = Float64Array.from({ length: fitted.columns }, (_, j) => knownMean(columnOf(fitted, j)));
  for (let row = 0; row < x.rows; row++) {
    const gaps: number[] = [];
    for (let j = 0; j < x.columns; j++) if (Number.isNaN(x.values[j * x.rows + row]) && !Number.isNaN(means[j])) gaps.push(j);
    if (gaps.length === 0) continue;
    measure(fitted, x, row, distance, shared);
    for (const j of gaps) {
      const value = ofNearest(columnOf(fitted, j), distance, k, weights);
      filled.values[j * x.rows + row] = Number.isNaN(value) ? means[j] : value;
    }
  }
  return filled;
}

/** Distances of one row to all fitted rows, NaN where they share no feature. */
function measure(fitted: Matrix, x: Matrix, row: number, distance: Float64Array, shared: Uint32Array): void {
  distance.fill(0);
  shared.fill(0);
  for (let j = 0; j < x.columns; j++) {
    const value = x.values[j * x.rows + row];
    if (Number.isNaN(value)) continue;
    const column = columnOf(fitted, j);
    for (let i = 0; i < column.length; i++) {
      const difference = column[i] - value;
      if (Number.isNaN(difference)) continue;
      distance[i] += difference * difference;
      shared[i]++;
    }
  }
  for (let i = 0; i < distance.length; i++) distance[i] = shared[i] === 0 ? NaN : Math.sqrt((distance[i] * x.columns) / shared[i]);
}

/** NaN: no donor has anything in common with the row. Of equally near donors the first. */
function ofNearest(values: Float64Array, distance: Float64Array, k: number, weights: NearestOptions['weights']): number {
  const near: number[] = [];
  const apart: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    if (Number.isNaN(distance[i])) {
      if (apart.length < k) apart.push(i);
    } else if (near.length < k || distance[i] < distance[near[near.length - 1]]) insert(near, i, distance, k);
  }
  if (near.length === 0) return NaN;
  if (weights === 'uniform') {
    // Where fewer than k can be compared, scikit-learn fills up with rows that cannot.
    const donors = [...near, ...apart.slice(0, k - near.length)];
    return donors.reduce((sum, i) => sum + values[i], 0) / donors.length;
  }
  const alike = near.filter((i) => distance[i] === 0);
  const donors = alike.length > 0 ? alike : near;
  const weight = (i: number) => (alike.length > 0 ? 1 : 1 / distance[i]);
  return donors.reduce((sum, i) => sum + weight(i) * values[i], 0) / donors.reduce((sum, i) => sum + weight(i), 0);
}

function insert(near: number[], i: number, distance: Float64Array, k: number): void {
  let at = near.length;
  while (at > 0 && distance[near[at - 1]] > distance[i]) at--;
  near.splice(at, 0, i);
  if (near.length > k) near.pop();
}
