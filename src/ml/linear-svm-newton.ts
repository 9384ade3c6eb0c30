/** ½ ‖(w, b)‖² + Σ Cᵢ max(0, 1 − sᵢ f(xᵢ))², f = w·x + b: the smooth problem of a linear support vector machine. */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { cholesky } from './cholesky.ts';
import { gram } from './gram.ts';
import { lbfgs } from './lbfgs.ts';
import { addColumns } from './linear-predictor.ts';
import { dot } from './svd.ts';

export interface LinearProblem {
  x: Matrix;
  /** +1 or -1 for each row. */
  sign: Float64Array;
  /** C of each row. */
  cost: Float64Array;
  /** Stop when the largest slope is at most this share of the largest one at 0. */
  tolerance: number;
  maxIterations: number;
}

export interface LinearState {
  iteration: number;
  /** Coefficients, then the intercept, which is penalised like them. */
  weights: Float64Array;
  loss: number;
  /** The violation that the stop is decided by. */
  gap: number;
}

export interface LinearResult extends LinearState {
  converged: boolean;
}

/** Multiplications of a Hessian above which L-BFGS, with a pass over the rows a step, gives way sooner to a stop. */
const MOST_HESSIAN_WORK = 4e8;

/**
 * Newton's method on the rows inside the margin (Keerthi & DeCoste 2005; liblinear's problem): ends after finitely many steps.
 * Where the Hessian is dear, L-BFGS. From `start` it is sooner there; where it ends does not depend on it.
 */
export function* squaredHinge(problem: LinearProblem, start?: Float64Array): Generator<LinearState, LinearResult, void> {
  const { x, maxIterations } = problem;
  const evaluate = evaluator(problem);
  const zero = new Float64Array(x.columns + 1);
  const enough = problem.tolerance * largest(evaluate(zero).gradient);
  if (x.rows * x.columns ** 2 > MOST_HESSIAN_WORK) return yield* byLbfgs(evaluate, start ?? zero, enough, maxIterations);
  let weights: Float64Array = (start ?? zero).slice();
  let now = evaluate(weights);
  let isFlat = false;
  for (let iteration = 0; ; iteration++) {
    const state = { iteration, weights: weights.slice(), loss: now.value, gap: largest(now.gradient) };
    yield state;
    const converged = isFlat || state.gap <= enough;
    if (converged || iteration === maxIterations) return { ...state, weights: weights.slice(), converged };
    const step = cholesky(hessianAt(problem, now.inside), 0)?.solve(now.gradient) ?? now.gradient;
    const descent = dot(now.gradient, step);
    for (let length = 1; ; length /= 2) {
      const tried = weights.map((value, j) => value - length * step[j]);
      const next = evaluate(tried);
      if (next.value <= now.value - 1e-4 * length * descent) {
        weights = tried;
        now = next;
        break;
      }
      // Less than rounding is left to gain.
      isFlat = length < 1e-10;
      if (isFlat) break;
    }
  }
}

function evaluator({ x, sign, cost }: LinearProblem) {
  return (weights: Float64Array) => {
    const inside = addColumns(x, weights.subarray(0, x.columns), weights[x.columns]);
    const pull = new Float64Array(x.rows);
    let value = dot(weights, weights) / 2;
    let intercept = weights[x.columns];
    for (let i = 0; i < x.rows; i++) {
      const missing = Math.max(0, 1 - sign[i] * inside[i]);
      value += cost[i] * missing * missing;
      pull[i] = -2 * cost[i] * sign[i] * missing;
      intercept += pull[i];
      inside[i] = missing > 0 ? 2 * cost[i] : 0;
    }
    const gradient = weights.slice();
    for (let j = 0; j < x.columns; j++) gradient[j] += dot(columnOf(x, j), pull);
    gradient[x.columns] = intercept;
    // `inside`: the curvature of each row, 0 beyond the margin.
    return { value, gradient, inside };
  };
}

function hessianAt({ x }: LinearProblem, curvature: Float64Array): Matrix {
  const inner = gram(x, curvature);
  const size = x.columns + 1;
  const hessian = matrix(size, size);
  for (let j = 0; j < x.columns; j++) {
    hessian.values.set(columnOf(inner, j), j * size);
    hessian.values[j * size + x.columns] = hessian.values[x.columns * size + j] = dot(columnOf(x, j), curvature);
  }
  for (let i = 0; i < x.rows; i++) hessian.values[size * size - 1] += curvature[i];
  for (let j = 0; j < size; j++) hessian.values[j * size + j] += 1;
  return hessian;
}

function* byLbfgs(
  evaluate: ReturnType<typeof evaluator>,
  start: Float64Array,
  gradientTolerance: number,
  maxIterations: number,
): Generator<LinearState, LinearResult, void> {
  const search = lbfgs(evaluate, start, { gradientTolerance, reductionTolerance: 1e-14, lineEvaluations: 50, maxIterations });
  let next = search.next();
  for (; !next.done; next = search.next()) {
    const { iteration, x, value, gradient } = next.value;
    yield { iteration, weights: x, loss: value, gap: largest(gradient) };
  }
  const { iteration, x, value, gradient, stopped } = next.value;
  return { iteration, weights: x, loss: value, gap: largest(gradient), converged: stopped !== 'iterations' };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
