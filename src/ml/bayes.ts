/**
 * Gaussian naive Bayes: in each class every column is a normal distribution by itself, whatever the others say (Hastie,
 * Tibshirani & Friedman 6.6.3). Columns are not independent in truth, so its ranking is better than its chances. Formulas of
 * scikit-learn's `GaussianNB`. Cost O(rows · columns), the cheapest there is.
 */
import { AppError } from '../core/errors.ts';
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { variance } from '../core/stats.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import type { Algorithm, FitInput } from './contract.ts';

/** Named as in scikit-learn. */
export interface BayesParams {
  /** Share of the largest column variance that is added to every variance. */
  var_smoothing: number;
}

export interface BayesModel {
  kind: 'bayes';
  /** Share of each class among the training rows. */
  priors: Float64Array;
  /** classes x features. */
  means: Matrix;
  /** classes x features, smoothed. */
  variances: Matrix;
  /** What was added to every variance, in squared units of the widest column. */
  epsilon: number;
  rows: number;
}

export interface BayesStep {
  kind: 'class';
  label: number;
  rows: number;
  means: Float64Array;
  variances: Float64Array;
}

export const bayes: Algorithm<BayesParams, BayesModel, BayesStep> = {
  id: 'bayes',
  tasks: ['classification'],
  defaults: { var_smoothing: 1e-9 },
  parameters: [
    { name: 'var_smoothing', kind: 'number', range: [0, 1], about: 'Share of the largest column variance added to every variance.' },
  ],
  fit,
  predict(model, x) {
    const chances = bayesChances(model, x);
    return columnOf(chances, 1).slice();
  },
  classes: ({ priors }) => priors.length,
  probabilities: bayesChances,
  describe: (model, features) => ({
    byClass: Array.from(model.priors, (prior, label) => ({
      label,
      prior,
      mean: Object.fromEntries(features.map((name, j) => [name, columnOf(model.means, j)[label]])),
      variance: Object.fromEntries(features.map((name, j) => [name, columnOf(model.variances, j)[label]])),
    })),
    epsilon: model.epsilon,
    rows: model.rows,
  }),
};

function* fit({ x, y, params }: FitInput<BayesParams>): Generator<BayesStep, BayesModel, void> {
  checkInput({ x, y });
  checkParams(params, bayes.parameters);
  if (y.some((label) => !Number.isInteger(label) || label < 0)) throw new AppError('bad-parameter', { name: 'y', value: 'not a class' });
  if (y.every((label) => label === y[0])) throw new AppError('one-class');
  const classes = y.reduce((most, label) => Math.max(most, label), 0) + 1;
  const spreads = Float64Array.from({ length: x.columns }, (_, j) => variance(columnOf(x, j)));
  const epsilon = params.var_smoothing * spreads.reduce((most, spread) => Math.max(most, spread), 0);
  const counts = new Float64Array(classes);
  y.forEach((label) => counts[label]++);
  const means = matrix(classes, x.columns);
  const variances = matrix(classes, x.columns);
  for (let j = 0; j < x.columns; j++) {
    const values = columnOf(x, j);
    const [average, spread] = [columnOf(means, j), columnOf(variances, j)];
    values.forEach((value, i) => (average[y[i]] += value));
    for (let c = 0; c < classes; c++) average[c] = counts[c] === 0 ? 0 : average[c] / counts[c];
    values.forEach((value, i) => (spread[y[i]] += (value - average[y[i]]) ** 2));
    for (let c = 0; c < classes; c++) spread[c] = (counts[c] === 0 ? 0 : spread[c] / counts[c]) + epsilon;
    // A column that is the same for everybody tells nothing: any variance says so.
    if (values.every((value) => value === values[0])) spread.fill(1);
    for (let c = 0; c < classes; c++)
      if (counts[c] > 0 && !(spread[c] > 0)) throw new AppError('no-finite-estimate', { column: j, class: c });
  }
  for (let label = 0; label < classes; label++) {
    const of = (m: Matrix) => Float64Array.from({ length: x.columns }, (_, j) => columnOf(m, j)[label]);
    yield { kind: 'class', label, rows: counts[label], means: of(means), variances: of(variances) };
  }
  return { kind: 'bayes', priors: counts.map((count) => count / y.length), means, variances, epsilon, rows: y.length };
}

/** Chance of each class, rows x classes. */
export function bayesChances({ priors, means, variances }: BayesModel, x: Matrix): Matrix {
  const classes = priors.length;
  const chances = matrix(x.rows, classes);
  for (let c = 0; c < classes; c++) {
    const log = columnOf(chances, c);
    // A class without rows: never.
    log.fill(Math.log(priors[c]));
    if (priors[c] === 0) continue;
    for (let j = 0; j < x.columns; j++) {
      const centre = columnOf(means, j)[c];
      const spread = columnOf(variances, j)[c];
      const constant = -0.5 * Math.log(2 * Math.PI * spread);
      columnOf(x, j).forEach((value, i) => (log[i] += constant - (0.5 * (value - centre) ** 2) / spread));
    }
  }
  for (let i = 0; i < x.rows; i++) {
    let most = -Infinity;
    for (let c = 0; c < classes; c++) most = Math.max(most, chances.values[c * x.rows + i]);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(chances.values[c * x.rows + i] - most);
    const total = most + Math.log(sum);
    for (let c = 0; c < classes; c++) chances.values[c * x.rows + i] = Math.exp(chances.values[c * x.rows + i] - total);
  }
  return chances;
}
