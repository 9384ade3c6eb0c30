/**
 * One run of Lloyd's k-means with Hamerly's bounds (2010, doi:10.1137/1.9781611972801.12): of each row an upper limit of the
 * distance to its centre and a lower limit of that to any other, moved along with the centres; a row is measured again only
 * where they no longer decide. Sums move along with the rows that change group, and are added up anew now and then and at the
 * end, so that labels, iterations and last centres are those of plain Lloyd. Empty groups and the stop are scikit-learn's.
 */
import type { LloydState } from './kmeans-bounds.ts';
import type { LloydLoops } from './kmeans-loops.ts';
import { squaredDistance, type Points } from './points.ts';

export interface LloydRun {
  labels: Uint32Array;
  centres: Points;
  inertia: number;
  iterations: number;
  converged: boolean;
}

/** After each iteration. All arrays are the run's own: copy to keep. */
export interface LloydStep {
  iteration: number;
  changed: number;
  /** Sum of the squared moves of all centres. */
  shift: number;
  labels: Uint32Array;
  centres: Points;
  /** Where the centres were when they drew the labels. */
  before: Points;
}

/** After so many iterations the sums are added up anew. */
const FRESH = 16;

/** @param tolerance stop when the squared moves of the centres add up to no more */
export function* lloyd(loops: LloydLoops, start: Points, most: number, tolerance: number): Generator<LloydStep, LloydRun, void> {
  const { points, state } = loops;
  const { rows, columns } = points;
  const k = start.rows;
  const { labels } = state;
  loops.start(start);
  let next: Points = { ...start, values: new Float64Array(k * columns) };
  const counts = new Float64Array(k);
  const moves = new Float64Array(k);
  let iterations = 0;
  let converged = false;
  while (iterations < most && !converged) {
    iterations++;
    const changed = loops.assign(iterations === 1);
    // Nothing changed: these centres are the last ones.
    if (changed === 0 || changed > rows / 4 || iterations % FRESH === 1) loops.sumRows();
    next.values.set(state.sums.values);
    counts.set(state.counts);
    relocateEmpty(points, state, next, counts);
    averageRows(next, counts);
    let shift = 0;
    for (let c = 0; c < k; c++) {
      const squared = squaredDistance(state.centres, c, next, c);
      shift += squared;
      moves[c] = Math.sqrt(squared);
    }
    [state.centres, next] = [next, state.centres];
    const strict = changed === 0;
    converged = strict || shift <= tolerance;
    yield { iteration: iterations, changed, shift, labels, centres: state.centres, before: next };
    loops.moveBounds(moves);
    // The labels of the last centres, where those have moved since.
    if (!strict && (converged || iterations === most)) loops.assign(false);
  }
  let inertia = 0;
  for (let i = 0; i < rows; i++) inertia += squaredDistance(points, i, state.centres, labels[i]);
  return { labels: labels.slice(), centres: state.centres, inertia, iterations, converged };
}

/** An empty group takes the row farthest from its centre, the next one the next farthest. */
function relocateEmpty(points: Points, { centres, labels, upper, lower }: LloydState, sums: Points, counts: Float64Array): void {
  const empty = Array.from(counts.keys()).filter((c) => counts[c] === 0);
  if (empty.length === 0) return;
  const { columns } = points;
  const distances = Float64Array.from(labels, (label, i) => squaredDistance(points, i, centres, label));
  const farthest = Array.from(distances.keys()).sort((a, b) => distances[b] - distances[a]);
  // All rows on their centres: there are no more different rows than groups.
  if (distances[farthest[0]] === 0) return;
  empty.forEach((group, place) => {
    const row = farthest[place];
    for (let j = 0; j < columns; j++) {
      const value = points.values[row * columns + j];
      sums.values[labels[row] * columns + j] -= value;
      sums.values[group * columns + j] = value;
    }
    counts[labels[row]]--;
    counts[group] = 1;
  });
  // The centres jump: no limit is worth anything now.
  upper.fill(Infinity);
  lower.fill(0);
}

/** Sums to means. A group still empty is put where the largest is. */
function averageRows(sums: Points, counts: Float64Array): void {
  const { columns, values } = sums;
  const largest = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  counts.forEach((count, c) => {
    if (count > 0) for (let j = c * columns; j < (c + 1) * columns; j++) values[j] *= 1 / count;
  });
  counts.forEach((count, c) => {
    if (count === 0) values.copyWithin(c * columns, largest * columns, (largest + 1) * columns);
  });
}
