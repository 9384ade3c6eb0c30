/**
 * Linear regression: ordinary least squares, ridge with `alpha` > 0, lasso and elastic net with an `l1_ratio` (Hastie,
 * Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., 3.2 and 3.4). The intercept is not penalised. Equal to
 * scikit-learn 1.2.1 `LinearRegression`, `Ridge`, `Lasso` and `ElasticNet`, with the inference of statsmodels; penalised
 * coefficients have no standard errors. Cost O(rows · columns²).
 */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { mean } from '../core/stats.ts';
import { studentQuantile, studentTwoSided } from '../core/special.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import type { Algorithm, FitInput } from './contract.ts';
import { elasticNet, type CoordinateMove } from './elastic-net.ts';
import { gram } from './gram.ts';
import { leastSquares, transposeTimes } from './least-squares.ts';
import { addColumns } from './linear-predictor.ts';
import { refineLeastSquares } from './refine-least-squares.ts';
import { robustErrors } from './robust-errors.ts';
import { dot } from './svd.ts';

export interface LinearParams {
  /** Penalty on the squared coefficients: 0 = ordinary least squares. */
  alpha: number;
  /** null: ridge, ‖y − Xβ‖² + alpha ‖β‖². 0 to 1: elastic net with this share of absolute values (1 = lasso), the squares a mean. */
  l1_ratio: number | null;
  fit_intercept: boolean;
  /** Also HC3 standard errors (without a penalty). */
  robust: boolean;
}

export interface LinearModel {
  kind: 'linear';
  alpha: number;
  intercept: number;
  coefficients: Float64Array;
  rows: number;
  /** Independent columns; fewer than there are columns means some coefficients are one choice among many. */
  rank: number;
  /** rows - rank - 1. At 0 a perfect fit proves nothing. */
  degreesOfFreedom: number;
  /** Singular values of the centred columns, falling; empty above 200 columns. */
  singular: Float64Array;
  /** On the training rows. */
  mse: number;
  r2: number;
  /** Residual variance RSS / degreesOfFreedom; NaN without any. */
  s2: number;
  /** Intercept first; NaN where not defined (no degree of freedom, collinear columns, ridge). */
  standardErrors: Float64Array;
  /** As `standardErrors`, HC3; absent unless asked for. */
  robustErrors?: Float64Array;
  /** Variance inflation factor of each column: 1 = unrelated to the others, NaN = determined by them, or constant. */
  vif: Float64Array;
}

export type LinearStep =
  | { kind: 'centre'; means: Float64Array; targetMean: number }
  /** Entries of XᵀX and Xᵀy of the centred columns (trace only). */
  | { kind: 'normal-equations'; xtx: Float64Array; xty: Float64Array }
  /** A coefficient of an elastic net moved (trace only). */
  | ({ kind: 'coordinate' } & CoordinateMove)
  /** Column made triangular so far: the work in between, where it may be stopped. */
  | { kind: 'column'; column: number }
  | { kind: 'solution'; intercept: number; coefficients: Float64Array; rank: number }
  /** Predictions and what they miss, row by row (trace only). */
  | { kind: 'residuals'; predicted: Float64Array; residuals: Float64Array; mse: number };

export const linear: Algorithm<LinearParams, LinearModel, LinearStep> = {
  id: 'linear',
  tasks: ['regression'],
  defaults: { alpha: 0, l1_ratio: null, fit_intercept: true, robust: false },
  parameters: [
    { name: 'alpha', kind: 'number', range: [0, 1e12], about: 'Penalty on coefficients; 0 = ordinary least squares.' },
    { name: 'l1_ratio', kind: 'number', range: [0, 1], nullable: true, about: 'null = ridge; 1 = lasso; between = elastic net' },
    { name: 'fit_intercept', kind: 'boolean', about: 'false = the line goes through 0' },
    { name: 'robust', kind: 'boolean', about: 'Also HC3 standard errors, for rows that spread unevenly' },
  ],
  fit,
  predict: (model, x) => addColumns(x, model.coefficients, model.intercept),
  describe,
};

function* fit({ x, y, params, trace }: FitInput<LinearParams>): Generator<LinearStep, LinearModel, void> {
  checkInput({ x, y });
  checkParams(params, linear.parameters);
  const { centred, means } = params.fit_intercept ? centre(x) : { centred: x, means: new Float64Array(x.columns) };
  const targetMean = params.fit_intercept ? mean(y) : 0;
  const centredY = y.map((value) => value - targetMean);
  yield { kind: 'centre', means: means.slice(), targetMean };
  if (trace) yield { kind: 'normal-equations', xtx: gram(centred).values, xty: transposeTimes(centred, centredY) };

  const isNet = params.l1_ratio !== null && params.alpha > 0;
  const solving = leastSquares(centred, centredY, isNet ? 0 : params.alpha);
  let next = solving.next();
  while (!next.done) {
    yield { kind: 'column', column: next.value };
    next = solving.next();
  }
  const { rank, singular, inverseDiagonal, applyInverse } = next.value;
  let coefficients = isNet ? yield* netCoefficients(centred, centredY, params, trace) : next.value.coefficients;
  let intercept = targetMean - dot(means, coefficients);
  if (next.value.correct && !isNet) {
    const offsets = params.fit_intercept ? means : undefined;
    const refining = refineLeastSquares(x, y, offsets, next.value.correct, { intercept, coefficients });
    let round = refining.next();
    for (; !round.done; round = refining.next()) yield { kind: 'column', column: round.value };
    ({ intercept, coefficients } = round.value);
  }
  yield { kind: 'solution', intercept, coefficients: coefficients.slice(), rank };

  const predicted = addColumns(x, coefficients, intercept);
  const residuals = y.map((value, i) => value - predicted[i]);
  const residualSquares = dot(residuals, residuals);
  const totalSquares = dot(centredY, centredY);
  const mse = residualSquares / x.rows;
  if (trace) yield { kind: 'residuals', predicted, residuals, mse };

  const used = isNet ? coefficients.reduce((count, value) => count + Number(value !== 0), 0) : rank;
  const degreesOfFreedom = x.rows - used - Number(params.fit_intercept);
  const s2 = degreesOfFreedom > 0 ? residualSquares / degreesOfFreedom : NaN;
  const interceptFactor = params.fit_intercept ? 1 / x.rows + dot(means, applyInverse(means)) : NaN;
  const factors = [inverseDiagonal.some(Number.isNaN) ? NaN : interceptFactor, ...inverseDiagonal];
  let robust: Float64Array | undefined;
  if (params.robust && params.alpha === 0) {
    const run = robustErrors(centred, residuals, applyInverse, params.fit_intercept ? means : undefined);
    let step = run.next();
    for (; !step.done; step = run.next()) yield { kind: 'column', column: step.value };
    robust = step.value.map((error, j) => (Number.isNaN(factors[j]) ? NaN : error));
  }
  return {
    kind: 'linear',
    alpha: params.alpha,
    intercept,
    coefficients,
    rows: x.rows,
    rank,
    degreesOfFreedom,
    singular,
    mse,
    r2: totalSquares > 0 ? 1 - residualSquares / totalSquares : NaN,
    s2,
    standardErrors: Float64Array.from(factors, (factor) => (params.alpha > 0 ? NaN : Math.sqrt(s2 * factor))),
    ...(robust && { robustErrors: robust }),
    vif: inverseDiagonal.map((inverse, j) => inverse * dot(columnOf(centred, j), columnOf(centred, j))),
  };
}

function* netCoefficients(
  x: Matrix,
  y: Float64Array,
  { alpha, l1_ratio }: LinearParams,
  trace: boolean,
): Generator<LinearStep, Float64Array, void> {
  const run = elasticNet(x, y, alpha, l1_ratio ?? 0, trace);
  let next = run.next();
  for (; !next.done; next = run.next()) yield next.value ? { kind: 'coordinate', ...next.value } : { kind: 'column', column: 0 };
  return next.value.coefficients;
}

/** Columns minus their means. A constant column becomes exactly 0, also where its mean is rounded. */
function centre(x: Matrix): { centred: Matrix; means: Float64Array } {
  const centred = matrix(x.rows, x.columns);
  const means = new Float64Array(x.columns);
  for (let j = 0; j < x.columns; j++) {
    const from = columnOf(x, j);
    const to = columnOf(centred, j);
    if (from.every((value) => value === from[0])) means[j] = from[0];
    else {
      means[j] = mean(from);
      for (let i = 0; i < x.rows; i++) to[i] = from[i] - means[j];
    }
  }
  return { centred, means };
}

/** Coefficients with their inference; `null` where a number is not defined. */
function describe(model: LinearModel, features: readonly string[]): Record<string, unknown> {
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  const halfWidth = model.degreesOfFreedom > 0 ? studentQuantile(0.05, model.degreesOfFreedom) : NaN;
  const inference = (value: number, error: number) => {
    const t = value / error;
    const p = Number.isFinite(t) ? studentTwoSided(t, model.degreesOfFreedom) : NaN;
    const [low, high] = [value - halfWidth * error, value + halfWidth * error];
    return { standardError: known(error), t: Number.isFinite(t) ? t : null, p: known(p), low: known(low), high: known(high) };
  };
  return {
    intercept: model.intercept,
    interceptInference: inference(model.intercept, model.standardErrors[0]),
    ...(model.robustErrors && { interceptRobustError: known(model.robustErrors[0]) }),
    coefficients: Object.fromEntries(features.map((name, j) => [name, model.coefficients[j]])),
    inference: features.map((feature, j) => ({
      feature,
      ...inference(model.coefficients[j], model.standardErrors[j + 1]),
      vif: known(model.vif[j]),
      ...(model.robustErrors && { robustError: known(model.robustErrors[j + 1]) }),
    })),
    alpha: model.alpha,
    rank: model.rank,
    singular: Array.from(model.singular),
    rows: model.rows,
    degreesOfFreedom: model.degreesOfFreedom,
    s2: known(model.s2),
    mse: model.mse,
    r2: known(model.r2),
  };
}
