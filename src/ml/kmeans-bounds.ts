/**
 * Which centre is nearest to each row, measured only where bounds leave it open (Hamerly 2010): a row stays where its upper
 * limit to the own centre is below the lower limit to all others, or below half the way to the next centre.
 */
import { squaredDistance, type Points } from './points.ts';

/** More than rounding can cost, as a share of the squared lengths in |x|² − 2x·c + |c|², or of a limit. */
const ROUNDING = 1e-12;
export interface LloydState {
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
  /** Sums and numbers of the rows of each group. */
  sums: Points;
  counts: Float64Array;
}

export function newState({ rows, columns }: Points, k: number): LloydState {
  const groups = (): Points => ({ rows: k, columns, values: new Float64Array(k * columns) });
  return {
    centres: groups(),
    labels: new Uint32Array(rows),
    upper: new Float64Array(rows),
    lower: new Float64Array(rows),
    lengths: new Float64Array(rows),
    centreLengths: new Float64Array(k),
    half: new Float64Array(k),
    scores: new Float64Array(k),
    sums: groups(),
    counts: new Float64Array(k),
  };
}

/** No label is known yet, and no bound. */
export function startState(points: Points, start: Points, state: LloydState): void {
  state.centres = { ...start, values: start.values.slice() };
  state.labels.fill(0);
  state.upper.fill(Infinity);
  state.lower.fill(0);
  squaredLengths(points, state.lengths);
}

/** Sets what the bounds want to know of the centres; the longest squared length. */
export function measureCentres({ centres, centreLengths, half }: LloydState): number {
  const k = centres.rows;
  squaredLengths(centres, centreLengths);
  let longest = 0;
  for (let c = 0; c < k; c++) longest = Math.max(longest, centreLengths[c]);
  for (let c = 0; c < k; c++) {
    half[c] = Infinity;
    for (let o = 0; o < k; o++) if (o !== c) half[c] = Math.min(half[c], squaredDistance(centres, c, centres, o));
    half[c] = Math.sqrt(half[c]) / 2;
  }
  return longest;
}

/** Gives each row its nearest centre (of equally near ones the first); how many changed, all the first time. */
export function assignRows(points: Points, state: LloydState, isFirst: boolean): number {
  const { centres, labels, upper, lower, half } = state;
  const longest = measureCentres(state);
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
    if (isFirst) changed++;
    else if (nearest !== label) {
      changed++;
      moveRow(points, state, i, label, nearest);
    }
    labels[i] = nearest;
  }
  return changed;
}

/** Nearest centre of one row; its bounds are set. */
function measureRow(points: Points, state: LloydState, i: number, longest: number): number {
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
    let p = 0;
    let q = 0;
    let r = 0;
    let s = 0;
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
function measureExactly(points: Points, { centres, upper, lower }: LloydState, i: number): number {
  let best = 0;
  let first = Infinity;
  let second = Infinity;
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

/** Which centre moved most, and how far the next one did. */
export function farthestMoves(moves: Float64Array): { far: number; next: number } {
  let far = 0;
  for (let c = 1; c < moves.length; c++) if (moves[c] > moves[far]) far = c;
  let next = 0;
  for (let c = 0; c < moves.length; c++) if (c !== far) next = Math.max(next, moves[c]);
  return { far, next };
}

/** Limits of distances to centres that have moved. */
export function moveBounds({ labels, upper, lower }: LloydState, moves: Float64Array): void {
  const { far, next } = farthestMoves(moves);
  for (let i = 0; i < labels.length; i++) {
    upper[i] += moves[labels[i]] * (1 + ROUNDING);
    lower[i] -= (labels[i] === far ? next : moves[far]) * (1 + ROUNDING);
  }
}

/** Takes a row out of one sum and puts it into another. */
function moveRow({ columns, values }: Points, { sums, counts }: LloydState, i: number, from: number, to: number): void {
  counts[from]--;
  counts[to]++;
  for (let j = 0; j < columns; j++) {
    const value = values[i * columns + j];
    sums.values[from * columns + j] -= value;
    sums.values[to * columns + j] += value;
  }
}

/** In row order. */
export function sumRows({ rows, columns, values }: Points, { labels, sums, counts }: LloydState): void {
  const total = sums.values;
  total.fill(0);
  counts.fill(0);
  for (let i = 0, from = 0; i < rows; i++, from += columns) {
    const to = labels[i] * columns;
    counts[labels[i]]++;
    for (let j = 0; j < columns; j++) total[to + j] += values[from + j];
  }
}

function squaredLengths({ rows, columns, values }: Points, into: Float64Array): void {
  for (let i = 0, at = 0; i < rows; i++) {
    let total = 0;
    for (let j = 0; j < columns; j++, at++) total += values[at] * values[at];
    into[i] = total;
  }
}
