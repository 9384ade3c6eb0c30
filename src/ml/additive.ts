/**
 * Additive model (Hastie & Tibshirani 1990): each column has a curve of its own, and the curves add up. A curve is a line that
 * bends at knots (`hinges.ts`); all pieces are standardised and penalised alike. A chance is learned as logistic regression of the
 * pieces (log odds = sum of curves), an amount as their ridge regression. Cost O(rows · pieces²) a Newton step.
 */
import { columnOf, type Matrix } from '../core/matrix.ts';
import { mean } from '../core/stats.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import { countClasses } from './class-labels.ts';
import type { Algorithm, FactShares, FitInput } from './contract.ts';
import { AppError } from '../core/errors.ts';
import { fitKnots, hingeBasis } from './hinges.ts';
import { leastSquares } from './least-squares.ts';
import { sigmoid } from './logistic-line.ts';
import { newton } from './logistic-newton.ts';
import { applyScaler, fitScaler } from './standardise.ts';

export interface AdditiveParams {
  output: 'chance' | 'amount';
  /** Of a chance: inverse strength of the penalty. */
  C: number;
  /** Of an amount: the penalty on squared coefficients. */
  alpha: number;
  /** Bends of a curve, at most. */
  knots: number;
  max_iter: number;
}

export interface AdditiveModel {
  kind: 'additive';
  output: 'chance' | 'amount';
  columns: number;
  intercept: number;
  /** Of each column: where its curve bends, the slope before the first knot, and by how much the slope changes at each. */
  curves: Curve[];
  iterations: number;
  converged: boolean;
}

export interface Curve {
  knots: Float64Array;
  slope: number;
  bends: Float64Array;
  /** The curve's mean over the rows it was learned from. */
  mean: number;
}

export type AdditiveStep = { kind: 'newton'; iteration: number; loss: number; maxGradient: number } | { kind: 'column'; column: number };

export const additive: Algorithm<AdditiveParams, AdditiveModel, AdditiveStep> = {
  id: 'additive',
  tasks: ['classification', 'regression'],
  defaults: { output: 'chance', C: 0.1, alpha: 1, knots: 6, max_iter: 100 },
  parameters: [
    { name: 'output', kind: 'choice', choices: ['chance', 'amount'], about: 'chance = of class 1, amount = a number' },
    { name: 'C', kind: 'number', range: [1e-12, 1e12], about: 'Of a chance: inverse strength of the L2 penalty' },
    { name: 'alpha', kind: 'number', range: [1e-12, 1e12], about: 'Of an amount: the L2 penalty' },
    { name: 'knots', kind: 'integer', range: [0, 100], about: 'Bends of a curve, at most; 0 = straight lines' },
    { name: 'max_iter', kind: 'integer', range: [1, 1e6], about: 'Newton steps at most' },
  ],
  fit,
  predict(model, x) {
    const raw = rawOf(model, x);
    return model.output === 'chance' ? raw.map(sigmoid) : raw;
  },
  classes: ({ output }) => (output === 'chance' ? 2 : 0),
  factShares,
  answerOf: ({ output }, raw) => (output === 'chance' ? sigmoid(raw) : raw),
  describe,
};

function* fit({ x, y, params }: FitInput<AdditiveParams>): Generator<AdditiveStep, AdditiveModel, void> {
  checkInput({ x, y });
  checkParams(params, additive.parameters);
  const { output } = params;
  if (output === 'chance' && countClasses(y) !== 2) throw new AppError('bad-parameter', { name: 'y', value: 'not two classes' });
  const knots = fitKnots(x, params.knots);
  const basis = hingeBasis(x, knots);
  const scaler = fitScaler(basis);
  const found = yield* output === 'chance'
    ? lineOfChance(applyScaler(scaler, basis), y, params)
    : lineOfAmount(applyScaler(scaler, basis), y, params);
  const weights = found.coefficients.map((weight, k) => weight / scaler.scale[k]);
  let at = 0;
  const curves = knots.map((bends, j): Curve => {
    const slope = weights[at];
    const curve = { knots: bends, slope, bends: weights.slice(at + 1, at + 1 + bends.length), mean: 0 };
    at += 1 + bends.length;
    return { ...curve, mean: mean(along(curve, columnOf(x, j))) };
  });
  const intercept = weights.reduce((sum, weight, k) => sum - weight * scaler.mean[k], found.intercept);
  return { kind: 'additive', output, columns: x.columns, intercept, curves, iterations: found.iterations, converged: found.converged };
}

interface Line {
  intercept: number;
  coefficients: Float64Array;
  iterations: number;
  converged: boolean;
}

function* lineOfChance(z: Matrix, y: Float64Array, { C, max_iter }: AdditiveParams): Generator<AdditiveStep, Line, void> {
  const search = newton(z, y, { penalty: 1 / C, tolerance: 1e-8, maxIterations: max_iter, trace: false });
  let next = search.next();
  for (; !next.done; next = search.next()) {
    const { iteration, loss, maxGradient } = next.value;
    yield { kind: 'newton', iteration, loss, maxGradient };
  }
  const { beta, iterations, converged } = next.value;
  return { intercept: beta[0], coefficients: beta.slice(1), iterations, converged };
}

/** The pieces have a mean of 0, so the intercept is the mean amount. */
function* lineOfAmount(z: Matrix, y: Float64Array, { alpha }: AdditiveParams): Generator<AdditiveStep, Line, void> {
  const intercept = mean(y);
  const solving = leastSquares(
    z,
    y.map((value) => value - intercept),
    alpha,
  );
  let next = solving.next();
  for (; !next.done; next = solving.next()) yield { kind: 'column', column: next.value };
  return { intercept, coefficients: next.value.coefficients, iterations: 1, converged: true };
}

/** The curve's height at each value. */
function along({ knots, slope, bends }: Omit<Curve, 'mean'>, values: Float64Array): Float64Array {
  const heights = values.map((value) => slope * value);
  for (let k = 0; k < knots.length; k++) for (let i = 0; i < values.length; i++) heights[i] += bends[k] * Math.max(0, values[i] - knots[k]);
  return heights;
}

function rawOf({ intercept, curves }: AdditiveModel, x: Matrix): Float64Array {
  const raw = new Float64Array(x.rows).fill(intercept);
  curves.forEach((curve, j) => along(curve, columnOf(x, j)).forEach((height, i) => (raw[i] += height)));
  return raw;
}

/** Exact: how far each fact's curves lie above their means. */
function factShares({ intercept, curves }: AdditiveModel, x: Matrix, groups: readonly (readonly number[])[]): FactShares {
  const shares = Array.from({ length: x.rows }, () => new Float64Array(groups.length));
  groups.forEach((columns, group) => {
    for (const j of columns) along(curves[j], columnOf(x, j)).forEach((height, i) => (shares[i][group] += height - curves[j].mean));
  });
  return { average: curves.reduce((sum, curve) => sum + curve.mean, intercept), shares };
}

function describe({ intercept, curves, iterations, converged }: AdditiveModel, features: readonly string[]): Record<string, unknown> {
  const curve = ({ knots, slope, bends }: Curve) => ({ slope, knots: Array.from(knots), bends: Array.from(bends) });
  return { intercept, curves: Object.fromEntries(features.map((name, j) => [name, curve(curves[j])])), iterations, converged };
}
