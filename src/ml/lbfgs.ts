import { LineSearch } from './line-search.ts';
import { dot } from './svd.ts';

export interface LbfgsOptions {
  /** Stop when max |gradient| is at most this (`gtol`). */
  gradientTolerance: number;
  /** Stop when the value falls by at most this share of max(|before|, |after|, 1) (`ftol`). */
  reductionTolerance: number;
  /** Evaluations of one line search (`maxls`). */
  lineEvaluations: number;
  maxIterations: number;
}

export interface Evaluation {
  value: number;
  gradient: Float64Array;
}

export interface LbfgsStep extends Evaluation {
  iteration: number;
  x: Float64Array;
  stepLength: number;
  evaluations: number;
}

export interface LbfgsResult extends LbfgsStep {
  /** `lost`: the line search failed twice in a row, as it does where rounding hides any further descent. */
  stopped: 'gradient' | 'reduction' | 'iterations' | 'lost';
}

/** Corrections kept (`maxcor`). */
const MEMORY = 10;

/**
 * Minimises a smooth function by L-BFGS-B without bounds (Byrd, Lu, Nocedal & Zhu 1995, doi:10.1137/0916069; Morales &
 * Nocedal 2011), with the control flow of its version 3.0 as called by SciPy: first step 1 / ‖g‖ (also above 1), updates
 * skipped where curvature is not positive, memory cleared after a failed line search. Each step owns its arrays.
 */
export function* lbfgs(
  evaluate: (x: Float64Array) => Evaluation,
  start: Float64Array,
  options: LbfgsOptions,
): Generator<LbfgsStep, LbfgsResult, void> {
  let x: Float64Array = start.slice();
  let { value, gradient } = evaluate(x);
  let evaluations = 1;
  let iteration = 0;
  let stepLength = 0;
  let memory: Correction[] = [];
  const state = (): LbfgsStep => ({ iteration, x: x.slice(), value, gradient: gradient.slice(), stepLength, evaluations });
  if (largest(gradient) <= options.gradientTolerance) return { ...state(), stopped: 'gradient' };
  while (iteration < options.maxIterations) {
    const target = add(x, descent(memory, gradient), 1);
    const direction = add(target, x, -1);
    const slope = dot(gradient, direction);
    const found = slope < 0 ? search(evaluate, x, target, direction, value, slope, iteration, options.lineEvaluations) : undefined;
    evaluations += found?.evaluations ?? options.lineEvaluations;
    if (!found) {
      if (memory.length === 0) return { ...state(), stopped: 'lost' };
      memory = [];
      continue;
    }
    const before = { value, gradient };
    ({ x, value, gradient, stepLength } = found);
    iteration++;
    yield state();
    if (largest(gradient) <= options.gradientTolerance) return { ...state(), stopped: 'gradient' };
    const scale = Math.max(Math.abs(before.value), Math.abs(value), 1);
    if (before.value - value <= options.reductionTolerance * scale) return { ...state(), stopped: 'reduction' };
    const s = direction.map((d) => d * stepLength);
    const y = add(gradient, before.gradient, -1);
    const curvature = (dot(gradient, direction) - slope) * stepLength;
    if (curvature > Number.EPSILON * -slope * stepLength) memory = [...memory.slice(1 - MEMORY), { s, y, curvature }];
  }
  return { ...state(), stopped: 'iterations' };
}

interface Correction {
  s: Float64Array;
  y: Float64Array;
  /** sᵀy. */
  curvature: number;
}

/** −H·g by the two-loop recursion (Nocedal 1980), with the scaling yᵀs / yᵀy of the newest pair. */
function descent(memory: readonly Correction[], gradient: Float64Array): Float64Array {
  const q = gradient.map((value) => -value);
  if (memory.length === 0) return q;
  const shares = memory.map(() => 0);
  for (let k = memory.length - 1; k >= 0; k--) {
    const { s, y, curvature } = memory[k];
    shares[k] = dot(s, q) / curvature;
    for (let i = 0; i < q.length; i++) q[i] -= shares[k] * y[i];
  }
  const newest = memory[memory.length - 1];
  const scaling = newest.curvature / dot(newest.y, newest.y);
  for (let i = 0; i < q.length; i++) q[i] *= scaling;
  memory.forEach(({ s, y, curvature }, k) => {
    const share = shares[k] - dot(y, q) / curvature;
    for (let i = 0; i < q.length; i++) q[i] += share * s[i];
  });
  return q;
}

function search(
  evaluate: (x: Float64Array) => Evaluation,
  from: Float64Array,
  target: Float64Array,
  direction: Float64Array,
  value: number,
  slope: number,
  iteration: number,
  mostEvaluations: number,
): (Evaluation & { x: Float64Array; stepLength: number; evaluations: number }) | undefined {
  const line = new LineSearch(value, slope, iteration === 0 ? 1 / Math.sqrt(dot(direction, direction)) : 1);
  for (let evaluations = 1; evaluations <= mostEvaluations; evaluations++) {
    const stepLength = line.step;
    const x = stepLength === 1 ? target : add(from, direction, stepLength);
    const found = evaluate(x);
    if (line.next(found.value, dot(found.gradient, direction))) return { ...found, x, stepLength, evaluations };
  }
  return undefined;
}

function add(a: Float64Array, b: Float64Array, factor: number): Float64Array {
  return a.map((value, i) => value + factor * b[i]);
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}
