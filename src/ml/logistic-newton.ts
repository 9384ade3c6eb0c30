import { AppError } from '../core/errors.ts';
import { columnOf, matrix, take, takeRows, type Matrix } from '../core/matrix.ts';
import { cholesky } from './cholesky.ts';
import { gram } from './gram.ts';
import { addColumns } from './linear-predictor.ts';
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

interface NewtonOptions {
  penalty: number;
  rowWeights?: Float64Array;
  tolerance: number;
  maxIterations: number;
  trace: boolean;
}

/** From so many rows on the search starts near its end, and saves passes there. */
const MANY_ROWS = 20_000;
/** As below, where the curvature of the step before is as good as a new one: a hundredth of a standard error. */
const NEAR_ENOUGH_TO_KEEP = 1e-4;
/** Squared distance to the optimum, in standard errors, below which a last step ends the search: 1e-10 standard errors. */
const NEAR_ENOUGH = 1e-20;
/** Rounding of a sum of losses that a descent test must forgive. */
const ROUNDING = 1e-13;

/**
 * Damped Newton (IRLS; McCullagh & Nelder 1989, ch. 4) for Σ log loss + penalty/2 ‖β‖² with a free intercept, two classes.
 * Quadratic: 4 to 8 steps as a rule. Without a penalty it stops with `no-finite-estimate` as soon as a direction is found
 * along which the data are separated (no maximum exists), naming the columns of that direction.
 */
export function* newton(x: Matrix, y: Float64Array, options: NewtonOptions): Generator<NewtonStep, NewtonResult, void> {
  const { penalty, rowWeights, trace } = options;
  const isMany = x.rows >= MANY_ROWS;
  const beta = (isMany && startFromSome(x, y, options)) || new Float64Array(x.columns + 1);
  let z = addColumns(x, beta.subarray(1), beta[0]);
  let chance = new Float64Array(x.rows);
  let loss = lossAt(z, y, beta, penalty, rowWeights, chance);
  let stepLength = 0;
  let nearEnough = false;
  let solver: ReturnType<typeof cholesky>;
  let decrement = Infinity;
  for (let iteration = 0; ; iteration++) {
    const gradient = slopeAt(x, y, chance, beta, penalty, rowWeights);
    const maxGradient = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const converged = nearEnough || maxGradient <= options.tolerance;
    const isLast = converged || iteration === options.maxIterations;
    // Near the end the last curvature serves again, and under a penalty nobody asks for it after the end.
    const isKept = solver !== undefined && isMany && !trace && (decrement <= NEAR_ENOUGH_TO_KEEP || isLast) && !(isLast && penalty === 0);
    const hessian = isKept ? undefined : curvatureAt(x, chance, penalty, rowWeights);
    const traced = trace && hessian ? { hessian: hessian.values.slice(), chance: chance.slice() } : {};
    yield { kind: 'newton', iteration, beta: beta.slice(), loss, gradient: gradient.slice(), maxGradient, stepLength, ...traced };
    if (hessian) solver = cholesky(hessian);
    if (isLast) return { beta, loss, maxGradient, iterations: iteration, converged, covariance: solver?.inverse() };
    const direction = (solver ?? (hessian && ridged(hessian)))?.solve(gradient.map((value) => -value)) ?? gradient;
    const rise = addColumns(x, direction.subarray(1), direction[0]);
    if (penalty === 0) refuseSeparation(x, y, z, rise, beta, direction);
    decrement = -dot(gradient, direction);
    nearEnough = decrement <= NEAR_ENOUGH;
    for (stepLength = 1; ; stepLength /= 2) {
      const length = stepLength;
      const nextZ = z.map((value, i) => value + length * rise[i]);
      const nextBeta = beta.map((value, j) => value + length * direction[j]);
      const nextChance = new Float64Array(x.rows);
      const nextLoss = lossAt(nextZ, y, nextBeta, penalty, rowWeights, nextChance);
      const enough = nextLoss <= loss - 1e-4 * length * decrement + ROUNDING * Math.abs(loss) * Math.sqrt(x.rows);
      if (!enough && length > 1e-10) continue;
      // No measurable descent left along the Newton direction: this is the optimum as far as doubles can tell.
      nearEnough ||= !enough;
      if (!enough) break;
      z = nextZ;
      chance = nextChance;
      beta.set(nextBeta);
      loss = nextLoss;
      break;
    }
  }
}

/** The optimum of every tenth row, penalised alike: where to start on all of them. Undefined where those rows have none. */
function startFromSome(x: Matrix, y: Float64Array, options: NewtonOptions): Float64Array | undefined {
  const some = Uint32Array.from({ length: Math.floor(x.rows / 10) }, (_, i) => 10 * i);
  const { penalty, rowWeights, maxIterations } = options;
  const fewer = { penalty: penalty / 10, rowWeights: rowWeights && take(rowWeights, some), tolerance: 1, maxIterations, trace: false };
  try {
    const run = newton(takeRows(x, some), take(y, some), fewer);
    let next = run.next();
    while (!next.done) next = run.next();
    return next.value.beta;
  } catch (error) {
    if (error instanceof AppError && error.code === 'no-finite-estimate') return undefined;
    throw error;
  }
}

/** Penalised log loss; the chance of each row into `chance`. */
function lossAt(
  z: Float64Array,
  y: Float64Array,
  beta: Float64Array,
  penalty: number,
  rowWeights: Float64Array | undefined,
  chance: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) {
    const line = z[i];
    const e = Math.exp(-Math.abs(line));
    chance[i] = line >= 0 ? 1 / (1 + e) : e / (1 + e);
    sum += (rowWeights ? rowWeights[i] : 1) * (Math.log1p(e) + Math.max(line, 0) - y[i] * line);
  }
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
