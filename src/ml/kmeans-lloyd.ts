/**
 * One run of Lloyd's k-means with Hamerly's bounds (2010, doi:10.1137/1.9781611972801.12): of each row an upper limit of the
 * distance to its centre and a lower limit of that to any other, moved along with the centres; a row is measured again only
 * where they no longer decide. Centres are summed anew in row order each time, so that labels, centres and iterations are
 * those of plain Lloyd. Empty groups and the stop are scikit-learn's.
 */
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

/** More than rounding can cost, as a share of the squared lengths in |x|² − 2x·c + |c|², or of a limit. */
const ROUNDING = 1e-12;

/** @param tolerance stop when the squared moves of the centres add up to no more */
export function* lloyd(points: Points, start: Points, most: number, tolerance: number): Generator<LloydStep, LloydRun, void> {
  const { rows, columns } = points;
  const k = start.rows;
  const state = newState(points, start);
  const { labels, upper, lower } = state;
  let next: Points = { ...start, values: new Float64Array(k * columns) };
  const counts = new Float64Array(k);
  const moves = new Float64Array(k);
  let iterations = 0;
  let converged = false;
  while (iterations < most && !converged) {
    iterations++;
    const changed = assignRows(points, state, iterations === 1);
    meanRows(points, labels, next, counts);
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
    moveBounds(labels, upper, lower, moves);
    // The labels of the last centres, where those have moved since.
    if (!strict && (converged || iterations === most)) assignRows(points, state, false);
  }
  let inertia = 0;
  for (let i = 0; i < rows; i++) inertia += squaredDistance(points, i, state.centres, labels[i]);
  return { labels, centres: state.centres, inertia, iterations, converged };
}

interface State {
  centres: Points;
  labels: Uint32Array;
  /** At least the distance to the own centre. */
  upper: Float64Array;
  /** At most the distance to any other centre. */
  lower: Float64Array;
  /** Squared lengths of rows and of centres. */
  lengths: Float64Array;
  centreLengths: Float64Array;
  /** Half the distance of each centre to its next one. */
  half: Float64Array;
  scores: Float64Array;
}

function newState(points: Points, start: Points): State {
  const { rows } = points;
  const k = start.rows;
  const lengths = new Float64Array(rows);
  squaredLengths(points, lengths);
  return {
    centres: { ...start, values: start.values.slice() },
    labels: new Uint32Array(rows),
    upper: new Float64Array(rows).fill(Infinity),
    lower: new Float64Array(rows),
    lengths,
    centreLengths: new Float64Array(k),
    half: new Float64Array(k),
    scores: new Float64Array(k),
  };
}

/** Gives each row its nearest centre (of equally near ones the first); how many changed, all the first time. */
function assignRows(points: Points, state: State, isFirst: boolean): number {
  const { centres, labels, upper, lower, half, centreLengths } = state;
  const k = centres.rows;
  squaredLengths(centres, centreLengths);
  let longest = 0;
  for (let c = 0; c < k; c++) longest = Math.max(longest, centreLengths[c]);
  for (let c = 0; c < k; c++) {
    half[c] = Infinity;
    for (let o = 0; o < k; o++) if (o !== c) half[c] = Math.min(half[c], squaredDistance(centres, c, centres, o));
    half[c] = Math.sqrt(half[c]) / 2;
  }
  let changed = 0;
  for (let i = 0; i < points.rows; i++) {
    const label = labels[i];
    const limit = Math.max(half[label], lower[i]) * (1 - ROUNDING);
    if (upper[i] < limit) continue;
    if (!isFirst) {
      upper[i] = Math.sqrt(squaredDistance(points, i, centres, label)) * (1 + ROUNDING);
      if (upper[i] < limit) continue;
    }
    const nearest = measureRow(points, state, i, longest);
    if (isFirst || nearest !== label) changed++;
    labels[i] = nearest;
  }
  return changed;
}

/** Nearest centre of one row; its bounds are set. */
function measureRow(points: Points, state: State, i: number, longest: number): number {
  const { centres, centreLengths, scores, lengths, upper, lower } = state;
  const { columns } = points;
  const k = centres.rows;
  const x = points.values;
  const c = centres.values;
  const from = i * columns;
  let at = 0;
  // Four centres at a time: one read of a coordinate feeds four sums.
  for (; at + 3 < k; at += 4) {
    let a = at * columns;
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let j = 0; j < columns; j++, a++) {
      const value = x[from + j];
      p += value * c[a];
      q += value * c[a + columns];
      r += value * c[a + 2 * columns];
      s += value * c[a + 3 * columns];
    }
    scores[at] = centreLengths[at] - 2 * p;
    scores[at + 1] = centreLengths[at + 1] - 2 * q;
    scores[at + 2] = centreLengths[at + 2] - 2 * r;
    scores[at + 3] = centreLengths[at + 3] - 2 * s;
  }
  for (; at < k; at++) {
    let p = 0;
    for (let j = 0, a = at * columns; j < columns; j++, a++) p += x[from + j] * c[a];
    scores[at] = centreLengths[at] - 2 * p;
  }
  let best = 0;
  let second = -1;
  for (let o = 1; o < k; o++) {
    if (scores[o] < scores[best]) {
      second = best;
      best = o;
    } else if (second < 0 || scores[o] < scores[second]) second = o;
  }
  const slack = ROUNDING * (lengths[i] + longest);
  if (second >= 0 && scores[second] - scores[best] <= slack) return measureExactly(points, state, i);
  upper[i] = Math.sqrt(Math.max(0, lengths[i] + scores[best]) + slack);
  lower[i] = second < 0 ? Infinity : Math.sqrt(Math.max(0, lengths[i] + scores[second] - slack));
  return best;
}

/** Where rounding could decide: by the differences themselves. */
function measureExactly(points: Points, { centres, upper, lower }: State, i: number): number {
  let best = 0;
  let [first, second] = [Infinity, Infinity];
  for (let o = 0; o < centres.rows; o++) {
    const distance = squaredDistance(points, i, centres, o);
    if (distance < first) {
      second = first;
      first = distance;
      best = o;
    } else if (distance < second) second = distance;
  }
  upper[i] = Math.sqrt(first) * (1 + ROUNDING);
  lower[i] = Math.sqrt(second) * (1 - ROUNDING);
  return best;
}

/** Limits of distances to centres that have moved. */
function moveBounds(labels: Uint32Array, upper: Float64Array, lower: Float64Array, moves: Float64Array): void {
  let far = 0;
  for (let c = 1; c < moves.length; c++) if (moves[c] > moves[far]) far = c;
  let next = 0;
  for (let c = 0; c < moves.length; c++) if (c !== far) next = Math.max(next, moves[c]);
  for (let i = 0; i < labels.length; i++) {
    upper[i] += moves[labels[i]] * (1 + ROUNDING);
    lower[i] -= (labels[i] === far ? next : moves[far]) * (1 + ROUNDING);
  }
}

function meanRows(points: Points, labels: Uint32Array, sums: Points, counts: Float64Array): void {
  const { rows, columns, values } = points;
  sums.values.fill(0);
  counts.fill(0);
  for (let i = 0, from = 0; i < rows; i++, from += columns) {
    const to = labels[i] * columns;
    counts[labels[i]]++;
    for (let j = 0; j < columns; j++) sums.values[to + j] += values[from + j];
  }
}

/** An empty group takes the row farthest from its centre, the next one the next farthest. */
function relocateEmpty(points: Points, { centres, labels, upper, lower }: State, sums: Points, counts: Float64Array): void {
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

function squaredLengths({ rows, columns, values }: Points, into: Float64Array): void {
  for (let i = 0, at = 0; i < rows; i++) {
    let total = 0;
    for (let j = 0; j < columns; j++, at++) total += values[at] * values[at];
    into[i] = total;
  }
}
