import { AppError } from '../core/errors.ts';
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { cholesky } from './cholesky.ts';
import { gram } from './gram.ts';
import { addColumns } from './linear-predictor.ts';
import { softmaxChances, softmaxLoss } from './logistic-loss.ts';
import { ridged } from './logistic-newton.ts';
import { dot } from './svd.ts';

export interface SoftmaxNewtonStep {
  kind: 'softmax-newton';
  iteration: number;
  /** Class after class: coefficients, then intercept. */
  beta: Float64Array;
  loss: number;
  maxGradient: number;
  /** Share of the Newton step that led here; 0 at the start. */
  stepLength: number;
}

export interface SoftmaxResult {
  weights: Float64Array;
  loss: number;
  maxGradient: number;
  iterations: number;
  converged: boolean;
}

interface Options {
  penalty: number;
  rowWeights?: Float64Array;
  tolerance: number;
  maxIterations: number;
}

/** Rounding of a sum of losses that a descent test must forgive. */
const ROUNDING = 1e-13;
/** Squared distance to the optimum, in standard errors, below which a last step ends the search. */
const NEAR_ENOUGH = 1e-20;

/**
 * Damped Newton for the softmax of K coefficient rows: Σ log loss + penalty/2 ‖β‖², intercepts free. What all classes have in
 * common changes no chance: intercepts (and, without a penalty, coefficients) are held to a sum of 0 over the classes. Without
 * a penalty it stops with `no-finite-estimate` once it finds a direction along which the rows are separated (Albert & Anderson
 * 1984), naming its columns. Yields before each block of the Hessian, where it may be stopped.
 */
export function* softmaxNewton(
  x: Matrix,
  y: Float64Array,
  classes: number,
  options: Options,
): Generator<SoftmaxNewtonStep | undefined, SoftmaxResult, void> {
  const { penalty, rowWeights } = options;
  const lossAt = softmaxLoss(x, y, classes, penalty, rowWeights);
  let weights: Float64Array = new Float64Array(classes * (x.columns + 1));
  let now = lossAt(weights);
  let stepLength = 0;
  let isNear = false;
  for (let iteration = 0; ; iteration++) {
    const maxGradient = now.gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const state = { loss: now.value, maxGradient };
    yield { kind: 'softmax-newton', iteration, beta: weights.slice(), ...state, stepLength };
    const converged = isNear || maxGradient <= options.tolerance;
    if (converged || iteration === options.maxIterations) return { weights, ...state, iterations: iteration, converged };
    const hessian = yield* hessianAt(x, weights, classes, penalty, rowWeights);
    const direction = (cholesky(hessian) ?? ridged(hessian)).solve(now.gradient.map((value) => -value));
    if (penalty === 0) refuseSeparation(x, y, classes, weights, direction);
    const decrement = -dot(now.gradient, direction);
    isNear = decrement <= NEAR_ENOUGH;
    for (stepLength = 1; ; stepLength /= 2) {
      const tried = weights.map((value, at) => value + stepLength * direction[at]);
      const next = lossAt(tried);
      const isEnough = next.value <= now.value - 1e-4 * stepLength * decrement + ROUNDING * Math.abs(now.value) * Math.sqrt(x.rows);
      if (isEnough) {
        weights = tried;
        now = next;
        break;
      }
      // No measurable descent is left: this is the optimum as far as doubles can tell.
      isNear ||= stepLength < 1e-10;
      if (stepLength < 1e-10) break;
    }
  }
}

/** Σ w p_a (δ_ab − p_b) (x, 1)(x, 1)ᵀ for every pair of classes, and a curvature of our own along what they have in common. */
function* hessianAt(
  x: Matrix,
  weights: Float64Array,
  classes: number,
  penalty: number,
  rowWeights: Float64Array | undefined,
): Generator<undefined, Matrix> {
  const width = x.columns + 1;
  const chances = softmaxChances(x, weights, classes);
  const hessian = matrix(classes * width, classes * width);
  const set = (a: number, j: number, b: number, k: number, value: number) => {
    hessian.values[(b * width + k) * hessian.rows + a * width + j] += value;
    if (a !== b) hessian.values[(a * width + j) * hessian.rows + b * width + k] += value;
  };
  for (let a = 0; a < classes; a++) {
    for (let b = a; b < classes; b++) {
      yield undefined;
      const curve = chances[a].map((p, i) => (rowWeights?.[i] ?? 1) * p * ((a === b ? 1 : 0) - chances[b][i]));
      const inner = gram(x, curve);
      const total = curve.reduce((sum, value) => sum + value, 0);
      for (let j = 0; j < x.columns; j++) {
        for (let k = 0; k < x.columns; k++) set(a, j, b, k, inner.values[k * x.columns + j]);
        const edge = dot(columnOf(x, j), curve);
        set(a, j, b, x.columns, edge);
        set(a, x.columns, b, j, edge);
      }
      set(a, x.columns, b, x.columns, total);
      // The sum over classes has no slope: whatever curvature it is given, the step keeps it at 0.
      set(a, x.columns, b, x.columns, scaleOf(x, x.columns));
      if (penalty === 0) for (let j = 0; j < x.columns; j++) set(a, j, b, j, scaleOf(x, j));
    }
    for (let j = 0; j < x.columns; j++) set(a, j, a, j, penalty);
  }
  return hessian;
}

/** A curvature of the size a column has by itself; 1 a row for the intercept. */
function scaleOf(x: Matrix, j: number): number {
  return j === x.columns ? x.rows / 10 : dot(columnOf(x, j), columnOf(x, j)) / 10 || 1;
}

/**
 * A direction along which no row's own class falls behind another, and some get ahead, has no end. Checked on β itself (all
 * rows told apart) and, once chances are near 0 or 1, on the Newton step, which then points along it (some told apart).
 */
function refuseSeparation(x: Matrix, y: Float64Array, classes: number, weights: Float64Array, direction: Float64Array): void {
  const now = leads(x, y, classes, weights);
  const rise = leads(x, y, classes, direction);
  const isComplete = now.least > 0;
  const isPartial = now.largest > 15 && rise.most > 0.1 && rise.least > -1e-6 * rise.most;
  if (!isComplete && !isPartial) return;
  const along = isComplete ? weights : direction;
  const pull = Array.from({ length: x.columns }, (_, j) => {
    const column = columnOf(x, j);
    const range = column.reduce((a, b) => Math.max(a, b), -Infinity) - column.reduce((a, b) => Math.min(a, b), Infinity);
    const slopes = Array.from({ length: classes }, (_, k) => along[k * (x.columns + 1) + j]);
    return (Math.max(...slopes) - Math.min(...slopes)) * range;
  });
  const most = Math.max(...pull);
  throw new AppError('no-finite-estimate', { columns: pull.flatMap((value, j) => (value > 1e-3 * most ? [j] : [])).join(',') });
}

/** How far the score of a row's own class is ahead of the others': least, most, and largest in size. */
function leads(x: Matrix, y: Float64Array, classes: number, weights: Float64Array): { least: number; most: number; largest: number } {
  const width = x.columns + 1;
  const scores = Array.from({ length: classes }, (_, k) => addColumns(x, weights.subarray(k * width, (k + 1) * width - 1), weights[(k + 1) * width - 1])); // prettier-ignore
  let [least, most, largest] = [Infinity, -Infinity, 0];
  for (let i = 0; i < x.rows; i++) {
    for (let k = 0; k < classes; k++) {
      if (k === y[i]) continue;
      const lead = scores[y[i]][i] - scores[k][i];
      least = Math.min(least, lead);
      most = Math.max(most, lead);
      largest = Math.max(largest, Math.abs(lead));
    }
  }
  return { least, most, largest };
}
