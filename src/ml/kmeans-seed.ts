/**
 * Where k-means starts: greedy k-means++ (Arthur & Vassilvitskii 2007), draw for draw that of scikit-learn's
 * `kmeans_plusplus`. Each next centre is the best of 2 + ⌊ln k⌋ rows drawn in proportion to their squared distance to the
 * centres so far. Cost O(rows · k · ln k · columns) at most: by the triangle inequality a row that is at most half as far
 * from its centre as the new one is cannot come closer (Raff 2021, arXiv:2105.02936), and is left out of the sums.
 */
import type { RandomState } from '../core/rng.ts';
import { squaredDistance, type Points } from './points.ts';

/** Rows before 1.3 are drawn by `randint`, from then on by `choice` with equal weights. */
export type FirstCentre = '1.2' | '1.4+';

/** A hair of room for rounding where a bound decides. */
const ROOM = 1 + 1e-9;

/** Row indexes of `k` first centres. */
export function seedCentres(points: Points, k: number, random: RandomState, compat: FirstCentre): Uint32Array {
  const { rows } = points;
  const trials = 2 + Math.floor(Math.log(k));
  const chosen = new Uint32Array(k);
  chosen[0] = compat === '1.2' ? random.interval(rows - 1) : uniformChoice(rows, random);
  let closest = new Float64Array(rows);
  const owner = new Uint32Array(rows);
  let potential = 0;
  for (let i = 0; i < rows; i++) {
    closest[i] = squaredDistance(points, i, points, chosen[0]);
    potential += closest[i];
  }
  const drawn = new Float64Array(trials);
  const apart = new Float64Array(k);
  let candidate = new Float64Array(rows);
  let best = new Float64Array(rows);
  for (let c = 1; c < k; c++) {
    for (let t = 0; t < trials; t++) drawn[t] = random.random() * potential;
    const candidates = rowsAt(closest, drawn);
    let bestRow = -1;
    let bestPotential = Infinity;
    for (const row of candidates) {
      for (let j = 0; j < c; j++) apart[j] = squaredDistance(points, chosen[j], points, row);
      const total = distancesTo(points, row, apart, closest, owner, candidate);
      if (bestRow >= 0 && total >= bestPotential) continue;
      bestRow = row;
      bestPotential = total;
      [best, candidate] = [candidate, best];
    }
    chosen[c] = bestRow;
    potential = bestPotential;
    for (let i = 0; i < rows; i++) if (best[i] < closest[i]) owner[i] = c;
    [closest, best] = [best, closest];
  }
  return chosen;
}

/** min(closest, squared distance to `row`) into `into`, and its sum. */
function distancesTo(
  points: Points,
  row: number,
  apart: Float64Array,
  closest: Float64Array,
  owner: Uint32Array,
  into: Float64Array,
): number {
  let total = 0;
  for (let i = 0; i < points.rows; i++) {
    const known = closest[i];
    // |x - new| >= |old - new| - |x - old| >= |x - old| where |old - new| >= 2 |x - old|.
    const nearer = apart[owner[i]] >= 4 * ROOM * known ? known : Math.min(known, squaredDistance(points, i, points, row));
    into[i] = nearer;
    total += nearer;
  }
  return total;
}

/** For each drawn number the first row at which the running sum of `weights` reaches it (`searchsorted`, left). */
function rowsAt(weights: Float64Array, drawn: Float64Array): Uint32Array {
  const order = Array.from(drawn.keys()).sort((a, b) => drawn[a] - drawn[b]);
  const rows = new Uint32Array(drawn.length).fill(weights.length - 1);
  let running = 0;
  let next = 0;
  for (let i = 0; i < weights.length && next < order.length; i++) {
    running += weights[i];
    while (next < order.length && running >= drawn[order[next]]) rows[order[next++]] = i;
  }
  return rows;
}

/** `choice(n, p)` with equal p: the first place of the running sum above a uniform number. */
function uniformChoice(rows: number, random: RandomState): number {
  let whole = 0;
  for (let i = 0; i < rows; i++) whole += 1 / rows;
  const u = random.random();
  let running = 0;
  for (let i = 0; i < rows; i++) {
    running += 1 / rows;
    if (running / whole > u) return i;
  }
  return rows - 1;
}
