/**
 * Logistic regression with an L2 penalty and a free intercept: min Σ rᵢ · log lossᵢ + ‖β‖² / (2C) (Hastie, Tibshirani &
 * Friedman, 4.4); more than two classes share a softmax over one row of coefficients each. `newton` finds the optimum itself; `lbfgs` stops where scikit-learn's default solver stops, up to
 * 3e-4 away from it. Cost O(rows · columns²) a Newton step.
 */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { normalTwoSided } from '../core/special.ts';
import { Z95 } from '../core/stats.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import { balancedWeights, countClasses } from './class-labels.ts';
import type { Algorithm, FitInput } from './contract.ts';
import { lbfgs } from './lbfgs.ts';
import { addColumns } from './linear-predictor.ts';
import { sigmoid } from './logistic-line.ts';
import { binaryLoss, softmaxChances, softmaxLoss } from './logistic-loss.ts';
import { newton, type NewtonStep } from './logistic-newton.ts';
import { softmaxNewton, type SoftmaxNewtonStep } from './softmax-newton.ts';

/** Named as in scikit-learn. */
export interface LogisticParams {
  /** Inverse strength of the penalty; null = none. */
  C: number | null;
  /** `newton` (many classes with many columns take `lbfgs` to its end). */
  solver: 'newton' | 'lbfgs';
  /** Which scikit-learn's stopping rule `lbfgs` follows: before 1.4, or from 1.4 on. */
  compat: '1.2' | '1.4+';
  /** Stop when max |gradient| is at most this; null = 1e-10 for `newton`, 1e-4 for `lbfgs`. */
  tol: number | null;
  max_iter: number;
  /** `balanced`: rows weigh n / (classes · rows of their class). */
  class_weight: 'balanced' | null;
}

export interface LogisticModel {
  kind: 'logistic';
  classes: number;
  columns: number;
  /** Two classes: intercept and coefficients of class 1. More: class after class, coefficients then intercept. */
  weights: Float64Array;
  C: number | null;
  solver: 'newton' | 'lbfgs';
  iterations: number;
  converged: boolean;
  /** Penalised log loss, summed over rows, where the search ended. */
  loss: number;
  maxGradient: number;
  /** Intercept first, two classes without a penalty only; NaN where columns are collinear. */
  standardErrors: Float64Array | undefined;
}

export interface LbfgsTrace {
  kind: 'lbfgs';
  iteration: number;
  /** As `weights` of the model, but with the intercept last. */
  beta: Float64Array;
  loss: number;
  maxGradient: number;
  stepLength: number;
  evaluations: number;
}

/** `working`: a place in between where it may be stopped. */
export type LogisticStep = NewtonStep | SoftmaxNewtonStep | LbfgsTrace | { kind: 'working' };

/** Unknowns, and multiplications of one block of second derivatives, up to which many classes take Newton. */
const MOST_UNKNOWNS = 500;
const MOST_BLOCK_WORK = 4e8;

export const logistic: Algorithm<LogisticParams, LogisticModel, LogisticStep> = {
  id: 'logistic',
  tasks: ['classification'],
  defaults: { C: 1, solver: 'newton', compat: '1.2', tol: null, max_iter: 100, class_weight: null },
  parameters: [
    { name: 'C', kind: 'number', range: [1e-12, 1e12], nullable: true, about: 'Inverse strength of the L2 penalty; null = no penalty.' },
    { name: 'solver', kind: 'choice', choices: ['newton', 'lbfgs'], about: 'newton: the optimum; lbfgs: where scikit-learn stops.' },
    { name: 'compat', kind: 'choice', choices: ['1.2', '1.4+'], about: 'Version of scikit-learn whose stopping rule lbfgs follows.' },
    {
      name: 'tol',
      kind: 'number',
      range: [0, 1],
      nullable: true,
      about: 'Stop at this largest gradient; null = 1e-10 newton, 1e-4 lbfgs.',
    },
    { name: 'max_iter', kind: 'integer', range: [1, 1e6], about: 'Iterations at most.' },
    { name: 'class_weight', kind: 'choice', choices: ['balanced'], nullable: true, about: 'balanced: each class weighs the same in all.' },
  ],
  fit,
  predict: predictLogistic,
  classes: ({ classes }) => classes,
  probabilities(model, x) {
    const chances = matrix(x.rows, model.classes);
    classChances(model, x).forEach((chance, k) => columnOf(chances, k).set(chance));
    return chances;
  },
  describe,
};

function* fit({ x, y, params, trace }: FitInput<LogisticParams>): Generator<LogisticStep, LogisticModel, void> {
  checkInput({ x, y });
  checkParams(params, logistic.parameters);
  const classes = countClasses(y);
  const penalty = params.C === null ? 0 : 1 / params.C;
  const rowWeights = params.class_weight === 'balanced' ? balancedWeights(y, classes) : undefined;
  const common = { kind: 'logistic', classes, columns: x.columns, C: params.C, standardErrors: undefined } as const;
  if (classes === 2 && params.solver === 'newton') {
    const options = { penalty, rowWeights, tolerance: params.tol ?? 1e-10, maxIterations: params.max_iter, trace };
    const { beta, covariance, ...found } = yield* newton(x, y, options);
    const errors = beta.map((_, j) => (covariance ? Math.sqrt(covariance.values[j * beta.length + j]) : NaN));
    return { ...common, ...found, weights: beta, solver: 'newton', standardErrors: penalty === 0 && !rowWeights ? errors : undefined };
  }
  const toEnd = params.solver === 'newton';
  if (toEnd && classes * (x.columns + 1) <= MOST_UNKNOWNS && x.rows * x.columns ** 2 <= MOST_BLOCK_WORK) {
    const search = softmaxNewton(x, y, classes, { penalty, rowWeights, tolerance: params.tol ?? 1e-10, maxIterations: params.max_iter });
    let next = search.next();
    for (; !next.done; next = search.next()) yield next.value ?? { kind: 'working' };
    return { ...common, ...next.value, solver: 'newton' };
  }
  const modern = toEnd || params.compat === '1.4+';
  // From 1.4 on scikit-learn divides the whole objective by the sum of the row weights.
  const divisor = modern ? (rowWeights ?? new Float64Array(x.rows).fill(1)).reduce((sum, weight) => sum + weight, 0) : 1;
  const whole = classes === 2 ? binaryLoss(x, y, penalty, rowWeights) : softmaxLoss(x, y, classes, penalty, rowWeights);
  const evaluate = (w: Float64Array) => {
    const { value, gradient } = whole(w);
    return { value: value / divisor, gradient: gradient.map((slope) => slope / divisor) };
  };
  const search = lbfgs(evaluate, new Float64Array((classes === 2 ? 1 : classes) * (x.columns + 1)), {
    gradientTolerance: params.tol ?? (toEnd ? 1e-10 : 1e-4),
    reductionTolerance: modern ? 64 * Number.EPSILON : 2.220446049250313e-9,
    lineEvaluations: modern ? 50 : 20,
    maxIterations: toEnd ? Math.max(params.max_iter, 10_000) : params.max_iter,
  });
  let next = search.next();
  while (!next.done) {
    const { iteration, x: beta, value, gradient, stepLength, evaluations } = next.value;
    yield { kind: 'lbfgs', iteration, beta, loss: value * divisor, maxGradient: largest(gradient), stepLength, evaluations };
    next = search.next();
  }
  const { x: w, value, gradient, iteration, stopped } = next.value;
  const weights = classes === 2 ? Float64Array.of(w[x.columns], ...w.subarray(0, x.columns)) : w;
  const ending = {
    iterations: iteration,
    converged: stopped === 'gradient' || stopped === 'reduction',
    loss: value * divisor,
    maxGradient: largest(gradient),
  };
  return { ...common, ...ending, weights, solver: 'lbfgs' };
}

/** Chance of class 1; with three classes or more, the most likely class. */
function predictLogistic(model: LogisticModel, x: Matrix): Float64Array {
  if (model.classes === 2) return addColumns(x, model.weights.subarray(1), model.weights[0]).map(sigmoid);
  const chances = classChances(model, x);
  return Float64Array.from({ length: x.rows }, (_, i) => chances.reduce((best, chance, k) => (chance[i] > chances[best][i] ? k : best), 0));
}

/** Chance of each class: one array of rows per class. */
export function classChances(model: LogisticModel, x: Matrix): Float64Array[] {
  if (model.classes > 2) return softmaxChances(x, model.weights, model.classes);
  const yes = predictLogistic(model, x);
  return [yes.map((chance) => 1 - chance), yes];
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function describe(model: LogisticModel, features: readonly string[]): Record<string, unknown> {
  const { C, solver, iterations, converged, loss, maxGradient } = model;
  const search = { C, solver, iterations, converged, loss, maxGradient };
  const byName = (value: (j: number) => number) => Object.fromEntries(features.map((name, j) => [name, value(j)]));
  if (model.classes > 2) {
    const perClass = Array.from({ length: model.classes }, (_, k) => {
      const at = k * (model.columns + 1);
      return { class: k, intercept: model.weights[at + model.columns], coefficients: byName((j) => model.weights[at + j]) };
    });
    return { classes: perClass, ...search };
  }
  const errors = model.standardErrors;
  const inference = (j: number) => {
    const error = errors?.[j] ?? NaN;
    if (Number.isNaN(error)) return undefined;
    const value = model.weights[j];
    return {
      standardError: error,
      z: value / error,
      p: normalTwoSided(value / error),
      low: value - Z95 * error,
      high: value + Z95 * error,
    };
  };
  return {
    intercept: model.weights[0],
    coefficients: byName((j) => model.weights[j + 1]),
    oddsRatios: byName((j) => Math.exp(model.weights[j + 1])),
    ...(errors && { interceptInference: inference(0) ?? null }),
    ...(errors && { inference: features.map((feature, j) => ({ feature, ...inference(j + 1) })) }),
    ...search,
  };
}
