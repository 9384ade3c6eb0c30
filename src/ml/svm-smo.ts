/**
 * Sequential minimal optimisation of min ½ αᵀQα + pᵀα, 0 ≤ αᵢ ≤ Cᵢ, sᵀα = 0, Q = sᵢ sⱼ K (Platt 1998), with the pairs of Fan,
 * Chen & Lin 2005 (JMLR 6, WSS 2: largest violation, then largest second-order gain) and the shrinking of Chang & Lin 2011
 * (LIBSVM, 4.2, 5.1): the order of the steps is theirs, so that the path, and with it the number of steps, is that of libsvm.
 * Variables that sit at a bound are set aside while the others move; their gradient is rebuilt from `barred` when all come back.
 */
import { ShrinkingSet, type SmoProblem } from './svm-shrinking.ts';

export interface SmoPair {
  iteration: number;
  /** The two variables, as numbered in the problem. */
  pair: [number, number];
  /** Largest violation before the step. */
  gap: number;
  before: [number, number];
  after: [number, number];
  /** Which of the two ended at a bound. */
  clipped: 'none' | 'first' | 'second' | 'both';
  /** Variables still moving. */
  active: number;
}

export interface SmoResult {
  alpha: Float64Array;
  rho: number;
  iterations: number;
  converged: boolean;
}

/** Curvature of a pair that has none. */
const TAU = 1e-12;
/** Visits of variables between two pauses, and what a new kernel row counts for in passes over them. */
const WORK_PER_PAUSE = 6e6;
const PASSES_PER_KERNEL_ROW = 20;

/** Yields each pair with `trace`, and now and then `undefined`: a place where it may be stopped. */
export function* smo(problem: SmoProblem, trace: boolean): Generator<SmoPair | undefined, SmoResult, void> {
  const { tolerance, bound, kernel } = problem;
  const set = new ShrinkingSet(problem);
  const { alpha, gradient, sign, diagonal } = set;
  const shrinkEvery = Math.min(set.size, 1000);
  let untilShrink = shrinkEvery + 1;
  let iterations = 0;
  let passes = 0;
  let pauseAt = 0;
  let converged = false;
  while (iterations < problem.maxSteps) {
    if (--untilShrink === 0) {
      untilShrink = shrinkEvery;
      if (problem.shrinking) yield* set.shrink(tolerance);
    }
    let chosen = select(set, tolerance);
    if (!chosen) {
      yield* set.activateAll();
      chosen = select(set, tolerance);
      converged = chosen === undefined;
      if (!chosen) break;
      untilShrink = 1;
    }
    iterations++;
    const { i, j, gap, rowI } = chosen;
    const rowJ = set.rowOf(j, set.active, 1);
    const before: [number, number] = [alpha[i], alpha[j]];
    const ci = bound[set.original[i]];
    const cj = bound[set.original[j]];
    const curvature = diagonal[i] + diagonal[j] - 2 * rowI[j];
    if (sign[i] !== sign[j]) {
      const delta = (-gradient[i] - gradient[j]) / (curvature > 0 ? curvature : TAU);
      const difference = alpha[i] - alpha[j];
      alpha[i] += delta;
      alpha[j] += delta;
      if (difference > 0 && alpha[j] < 0) [alpha[i], alpha[j]] = [difference, 0];
      else if (difference <= 0 && alpha[i] < 0) [alpha[i], alpha[j]] = [0, -difference];
      if (difference > ci - cj && alpha[i] > ci) [alpha[i], alpha[j]] = [ci, ci - difference];
      else if (difference <= ci - cj && alpha[j] > cj) [alpha[i], alpha[j]] = [cj + difference, cj];
    } else {
      const delta = (gradient[i] - gradient[j]) / (curvature > 0 ? curvature : TAU);
      const sum = alpha[i] + alpha[j];
      alpha[i] -= delta;
      alpha[j] += delta;
      if (sum > ci && alpha[i] > ci) [alpha[i], alpha[j]] = [ci, sum - ci];
      else if (sum <= ci && alpha[j] < 0) [alpha[i], alpha[j]] = [sum, 0];
      if (sum > cj && alpha[j] > cj) [alpha[i], alpha[j]] = [sum - cj, cj];
      else if (sum <= cj && alpha[i] < 0) [alpha[i], alpha[j]] = [0, sum];
    }
    const movedI = sign[i] * (alpha[i] - before[0]);
    const movedJ = sign[j] * (alpha[j] - before[1]);
    for (let k = 0; k < set.active; k++) gradient[k] += sign[k] * (rowI[k] * movedI + rowJ[k] * movedJ);
    const wasUpper = [set.upper(i), set.upper(j)];
    set.setStatus(i);
    set.setStatus(j);
    if (wasUpper[0] !== set.upper(i)) set.moveBarred(i, set.upper(i) ? ci : -ci);
    if (wasUpper[1] !== set.upper(j)) set.moveBarred(j, set.upper(j) ? cj : -cj);
    passes += 6;
    if ((passes + kernel.made * PASSES_PER_KERNEL_ROW) * set.size > pauseAt) {
      pauseAt = (passes + kernel.made * PASSES_PER_KERNEL_ROW) * set.size + WORK_PER_PAUSE;
      yield undefined;
    }
    if (!trace) continue;
    const atBound = [i, j].map((k) => set.upper(k) || set.lower(k));
    const clipped = atBound[0] ? (atBound[1] ? 'both' : 'first') : atBound[1] ? 'second' : 'none';
    const pair: [number, number] = [set.original[i], set.original[j]];
    yield { iteration: iterations, pair, gap, before, after: [alpha[i], alpha[j]], clipped, active: set.active };
  }
  yield* set.activateAll();
  const rho = rhoOf(set);
  const inOrder = new Float64Array(set.size);
  for (let k = 0; k < set.size; k++) inOrder[set.original[k]] = alpha[k];
  return { alpha: inOrder, rho, iterations, converged };
}

interface Chosen {
  i: number;
  j: number;
  gap: number;
  /** Kernel of i with the variables that still move. */
  rowI: Float32Array;
}

/** i: largest −s·gradient that may still rise; j: the largest second-order gain with it. None below the tolerance. */
function select(set: ShrinkingSet, tolerance: number): Chosen | undefined {
  const { gradient, sign, diagonal, active } = set;
  let most = -Infinity;
  let i = -1;
  for (let t = 0; t < active; t++) {
    if (sign[t] === 1 ? set.upper(t) : set.lower(t)) continue;
    const pull = -sign[t] * gradient[t];
    if (pull < most) continue;
    most = pull;
    i = t;
  }
  if (i === -1) return undefined;
  const rowI = set.rowOf(i, active, 0);
  let mostDown = -Infinity;
  let j = -1;
  let best = Infinity;
  for (let t = 0; t < active; t++) {
    if (sign[t] === 1 ? set.lower(t) : set.upper(t)) continue;
    const push = sign[t] * gradient[t];
    if (push >= mostDown) mostDown = push;
    const difference = most + push;
    if (difference <= 0) continue;
    const curvature = diagonal[i] + diagonal[t] - 2 * rowI[t];
    const gain = -(difference * difference) / (curvature > 0 ? curvature : TAU);
    if (gain > best) continue;
    best = gain;
    j = t;
  }
  return most + mostDown < tolerance || j === -1 ? undefined : { i, j, gap: most + mostDown, rowI };
}

/** The mean over free variables; without any, the middle of what the bounds allow. */
function rhoOf(set: ShrinkingSet): number {
  let free = 0;
  let sum = 0;
  let high = Infinity;
  let low = -Infinity;
  for (let k = 0; k < set.size; k++) {
    const value = set.sign[k] * set.gradient[k];
    if (!set.upper(k) && !set.lower(k)) {
      free++;
      sum += value;
    } else if (set.upper(k) ? set.sign[k] === -1 : set.sign[k] === 1) high = Math.min(high, value);
    else low = Math.max(low, value);
  }
  return free > 0 ? sum / free : (high + low) / 2;
}
