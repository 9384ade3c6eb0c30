import { AppError } from '../core/errors.ts';
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { cholesky } from './cholesky.ts';
import { gram } from './gram.ts';
import { addColumns } from './linear-predictor.ts';
import { sigmoid } from './logistic-line.ts';
import { logOnePlusExp } from './logistic-loss.ts';
import { dot } from './svd.ts';

export interface NewtonStep {
  kind: 'newton';
  iteration: number;
  /** Intercept first. */
  beta: Float64Array;
  loss: number;
  gradient: Float64Array;
  maxGradient: number;
  /** Share of the Newton step that led here; 0 at the start. */
  stepLength: number;
  /** Second derivatives, (features + 1)² numbers, and the chance of each row (trace only). */
  hessian?: Float64Array;
  chance?: Float64Array;
}

export interface NewtonResult {
  beta: Float64Array;
  loss: number;
  maxGradient: number;
  iterations: number;
  converged: boolean;
  /** Inverse of the Hessian; absent where columns are collinear and nothing is penalised. */
  covariance: Matrix | undefined;
}

/** Squared distance to the optimum, in standard errors, below which a last step ends the search: 1e-10 standard errors. */
const NEAR_ENOUGH = 1e-20;
/** Rounding of a sum of losses that a descent test must forgive. */
const ROUNDING = 1e-13;

/**
 * Damped Newton (IRLS; McCullagh & Nelder 1989, ch. 4) for Σ log loss + penalty/2 ‖β‖² with a free intercept, two classes.
 * Quadratic: 4 to 8 steps as a rule. Without a penalty it stops with `no-finite-estimate` as soon as a direction is found
 * along which the data are separated (no maximum exists), naming the columns of that direction.
 */
export function* newton(
  x: Matrix,
  y: Float64Array,
  options: { penalty: number; rowWeights?: Float64Array; tolerance: number; maxIterations: number; trace: boolean },
): Generator<NewtonStep, NewtonResult, void> {
  const { penalty, rowWeights } = options;
  const beta = new Float64Array(x.columns + 1);
  let z = new Float64Array(x.rows);
  let loss = lossAt(z, y, beta, penalty, rowWeights);
  let stepLength = 0;
  let nearEnough = false;
  for (let iteration = 0; ; iteration++) {
    const chance = z.map(sigmoid);
    const gradient = slopeAt(x, y, chance, beta, penalty, rowWeights);
    const hessian = curvatureAt(x, chance, penalty, rowWeights);
    const maxGradient = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const traced = options.trace ? { hessian: hessian.values.slice(), chance } : {};
    yield { kind: 'newton', iteration, beta: beta.slice(), loss, gradient: gradient.slice(), maxGradient, stepLength, ...traced };
    const solver = cholesky(hessian);
    const converged = nearEnough || maxGradient <= options.tolerance;
    if (converged || iteration === options.maxIterations) {
      return { beta, loss, maxGradient, iterations: iteration, converged, covariance: solver?.inverse() };
    }
    const direction = (solver ?? ridged(hessian)).solve(gradient.map((value) => -value));
    const rise = addColumns(x, direction.subarray(1), direction[0]);
    if (penalty === 0) refuseSeparation(x, y, z, rise, beta, direction);
    const decrement = -dot(gradient, direction);
    nearEnough = decrement <= NEAR_ENOUGH;
    for (stepLength = 1; ; stepLength /= 2) {
      const nextZ = z.map((value, i) => value + stepLength * rise[i]);
      const nextBeta = beta.map((value, j) => value + stepLength * direction[j]);
      const nextLoss = lossAt(nextZ, y, nextBeta, penalty, rowWeights);
      const enough = nextLoss <= loss - 1e-4 * stepLength * decrement + ROUNDING * Math.abs(loss) * Math.sqrt(x.rows);
      if (!enough && stepLength > 1e-10) continue;
      // No measurable descent left along the Newton direction: this is the optimum as far as doubles can tell.
      nearEnough ||= !enough;
      if (!enough) break;
      z = nextZ;
      beta.set(nextBeta);
      loss = nextLoss;
      break;
    }
  }
}

function lossAt(z: Float64Array, y: Float64Array, beta: Float64Array, penalty: number, rowWeights?: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += (rowWeights ? rowWeights[i] : 1) * (logOnePlusExp(z[i]) - y[i] * z[i]);
  return sum + (penalty / 2) * (dot(beta, beta) - beta[0] ** 2);
}

function slopeAt(x: Matrix, y: Float64Array, chance: Float64Array, beta: Float64Array, penalty: number, rowWeights?: Float64Array) {
  const residual = chance.map((p, i) => (rowWeights ? rowWeights[i] : 1) * (p - y[i]));
  const gradient = beta.map((value) => penalty * value);
  gradient[0] = residual.reduce((sum, value) => sum + value, 0);
  for (let j = 0; j < x.columns; j++) gradient[j + 1] += dot(columnOf(x, j), residual);
  return gradient;
}

function curvatureAt(x: Matrix, chance: Float64Array, penalty: number, rowWeights?: Float64Array): Matrix {
  const weight = chance.map((p, i) => (rowWeights ? rowWeights[i] : 1) * p * (1 - p));
  const inner = gram(x, weight);
  const size = x.columns + 1;
  const hessian = matrix(size, size);
  hessian.values[0] = weight.reduce((sum, value) => sum + value, 0);
  for (let j = 1; j < size; j++) {
    hessian.values[j] = hessian.values[j * size] = dot(columnOf(x, j - 1), weight);
    hessian.values.set(columnOf(inner, j - 1), j * size + 1);
    hessian.values[j * size + j] += penalty;
  }
  return hessian;
}

/** Collinear columns, nothing penalised: a trace of ridge picks the shortest of the equal steps and leaves the optimum alone. */
export function ridged(hessian: Matrix) {
  const lifted = { ...hessian, values: hessian.values.slice() };
  const size = hessian.rows;
  for (let ridge = 1e-10; ridge < 1; ridge *= 10) {
    for (let j = 0; j < size; j++) {
      const diagonal = hessian.values[j * size + j];
      lifted.values[j * size + j] = diagonal > 0 ? diagonal * (1 + ridge) : 1;
    }
    const solver = cholesky(lifted);
    if (solver) return solver;
  }
  throw new AppError('no-finite-estimate');
}

/**
 * A direction along which no row gets worse and some get better has no end: the likelihood rises for ever (Albert &
 * Anderson 1984, doi:10.1093/biomet/71.1.1). Checked on the current β (complete separation) and, once chances are near 0
 * or 1, on the Newton direction, which then points along it (quasi-complete separation).
 */
function refuseSeparation(
  x: Matrix,
  y: Float64Array,
  z: Float64Array,
  rise: Float64Array,
  beta: Float64Array,
  direction: Float64Array,
): void {
  let worst = Infinity;
  let worstRise = Infinity;
  let mostRise = 0;
  let extreme = 0;
  for (let i = 0; i < z.length; i++) {
    const side = y[i] === 1 ? 1 : -1;
    worst = Math.min(worst, side * z[i]);
    worstRise = Math.min(worstRise, side * rise[i]);
    mostRise = Math.max(mostRise, side * rise[i]);
    extreme = Math.max(extreme, Math.abs(z[i]));
  }
  const complete = worst > 0;
  const partial = extreme > 15 && mostRise > 0.1 && worstRise > -1e-6 * mostRise;
  if (!complete && !partial) return;
  const along = complete ? beta : direction;
  const pull = Array.from({ length: x.columns }, (_, j) => Math.abs(along[j + 1]) * rangeOf(columnOf(x, j)));
  const most = Math.max(...pull);
  throw new AppError('no-finite-estimate', { columns: pull.flatMap((value, j) => (value > 1e-3 * most ? [j] : [])).join(',') });
}

function rangeOf(values: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return high - low;
}
