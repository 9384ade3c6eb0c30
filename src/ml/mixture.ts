/**
 * Gaussian mixture: each group a normal distribution, each row in all of them by its chance (EM; Hastie, Tibshirani &
 * Friedman 8.5). Started from one k-means. Numbers are those of scikit-learn's `GaussianMixture`: BIC, bound and iterations.
 * Cost an iteration: rows · k · columns² (full), else rows · k · columns.
 */
import { AppError } from '../core/errors.ts';
import { columnOf, type Matrix } from '../core/matrix.ts';
import { mean } from '../core/stats.ts';
import { checkParams } from './check-params.ts';
import { kmeans } from './kmeans.ts';
import type { FirstCentre } from './kmeans-seed.ts';
import { memberships, newMemberships, type CovarianceType, type Memberships, type Normals } from './mixture-density.ts';
import { estimateNormals } from './mixture-estimate.ts';
import { matrixOfPoints, pointsOf, type Points } from './points.ts';
import { checkRows, type GroupInput, type Grouping } from './unsupervised.ts';

/** Named as in scikit-learn. */
export interface MixtureParams {
  n_components: number;
  /** Shape of a group: any ellipsoid; one ellipsoid for all; along the axes; a ball. */
  covariance_type: CovarianceType;
  /** Stop when the mean log likelihood grows by less. */
  tol: number;
  max_iter: number;
  n_init: number;
  /** Added to every variance. */
  reg_covar: number;
  compat: FirstCentre;
}

export interface MixtureModel {
  kind: 'mixture';
  covarianceType: CovarianceType;
  weights: Float64Array;
  /** groups x features. */
  means: Matrix;
  /** Row after row: full k·d·d, tied d·d, diag k·d, spherical k. */
  covariances: Float64Array;
  rows: number;
  /** Mean log likelihood of a training row, at the end and before the last step. */
  logLikelihood: number;
  bound: number;
  bic: number;
  aic: number;
  iterations: number;
  converged: boolean;
}

export interface MixtureStep {
  kind: 'iteration';
  run: number;
  iteration: number;
  /** Mean log likelihood of a row. */
  bound: number;
  weights: Float64Array;
  means: Matrix;
  /** Trace only: chance of each group, row after row. */
  shares?: Float64Array;
}

export const mixture: Grouping<MixtureParams, MixtureModel, MixtureStep> = {
  id: 'mixture',
  defaults: { n_components: 4, covariance_type: 'full', tol: 1e-3, max_iter: 100, n_init: 1, reg_covar: 1e-6, compat: '1.2' },
  parameters: [
    { name: 'n_components', kind: 'integer', range: [1, 1000], about: 'Groups.' },
    { name: 'covariance_type', kind: 'choice', choices: ['full', 'tied', 'diag', 'spherical'], about: 'Shape of a group.' },
    { name: 'tol', kind: 'number', range: [0, 1], about: 'Stop when the mean log likelihood grows by less.' },
    { name: 'max_iter', kind: 'integer', range: [1, 1e6], about: 'Iterations of one start at most.' },
    { name: 'n_init', kind: 'integer', range: [1, 1000], about: 'Starts; the likeliest is kept.' },
    { name: 'reg_covar', kind: 'number', range: [0, 1e6], about: 'Added to every variance.' },
    { name: 'compat', kind: 'choice', choices: ['1.2', '1.4+'], about: 'Version of scikit-learn whose first centre is drawn.' },
  ],
  fit,
  assign(model, x) {
    const { shares } = sharesOf(model, x);
    const k = model.weights.length;
    return Uint32Array.from({ length: x.rows }, (_, i) => {
      let best = 0;
      for (let c = 1; c < k; c++) if (shares[i * k + c] > shares[i * k + best]) best = c;
      return best;
    });
  },
  describe: (model, features) => ({
    groups: Array.from(model.weights, (weight, group) => ({
      weight,
      mean: Object.fromEntries(features.map((name, j) => [name, columnOf(model.means, j)[group]])),
    })),
    covarianceType: model.covarianceType,
    bic: model.bic,
    aic: model.aic,
    logLikelihood: model.logLikelihood,
    iterations: model.iterations,
    converged: model.converged,
  }),
};

/** Chance of each group (row after row), and the log probability of each row: low = unlike anybody. */
export function sharesOf(model: MixtureModel, x: Matrix): Memberships {
  const result = newMemberships(x.rows, model.weights.length);
  const { covarianceType: type, weights, covariances } = model;
  memberships(pointsOf(x), { type, weights, means: pointsOf(model.means), covariances }, result);
  return result;
}

interface Run {
  normals: Normals;
  bound: number;
  iterations: number;
  converged: boolean;
}

function* fit(input: GroupInput<MixtureParams>): Generator<MixtureStep, MixtureModel, void> {
  const { x, params } = input;
  checkParams(params, mixture.parameters);
  checkRows(x, Math.max(2, params.n_components));
  // Around their mean: the same likelihood, and less lost to rounding.
  const centre = Float64Array.from({ length: x.columns }, (_, j) => mean(columnOf(x, j)));
  const points = pointsOf(x, centre);
  const known = newMemberships(x.rows, params.n_components);
  let best: Run | undefined;
  for (let run = 0; run < params.n_init; run++) {
    const found = yield* expectAndMaximise(input, points, centre, known, run);
    if (!best || found.bound > best.bound) best = found;
  }
  if (!best) throw new AppError('internal', { message: 'no start' });
  const { normals, bound, iterations, converged } = best;
  memberships(points, normals, known);
  const logLikelihood = mean(known.logProbability);
  const free = freeParameters(normals, x.columns);
  return {
    kind: 'mixture',
    covarianceType: normals.type,
    weights: normals.weights,
    means: matrixOfPoints(normals.means, centre),
    covariances: normals.covariances,
    rows: x.rows,
    logLikelihood,
    bound,
    bic: -2 * logLikelihood * x.rows + free * Math.log(x.rows),
    aic: -2 * logLikelihood * x.rows + 2 * free,
    iterations,
    converged,
  };
}

function* expectAndMaximise(
  { x, params, random, trace }: GroupInput<MixtureParams>,
  points: Points,
  centre: Float64Array,
  known: Memberships,
  run: number,
): Generator<MixtureStep, Run, void> {
  const k = params.n_components;
  const start = kmeans.fit({ x, params: { ...kmeans.defaults, n_clusters: k, n_init: 1, compat: params.compat }, random, trace: false });
  let step = start.next();
  while (!step.done) step = start.next();
  known.shares.fill(0);
  kmeans.assign(step.value, x).forEach((group, i) => (known.shares[i * k + group] = 1));
  const estimate = () => estimateNormals(points, known.shares, k, params.covariance_type, params.reg_covar);
  let normals = estimate();
  let bound = -Infinity;
  for (let iteration = 1; ; iteration++) {
    const before = bound;
    memberships(points, normals, known);
    normals = estimate();
    bound = mean(known.logProbability);
    yield {
      kind: 'iteration',
      run,
      iteration,
      bound,
      weights: normals.weights.slice(),
      means: matrixOfPoints(normals.means, centre),
      ...(trace && { shares: known.shares.slice() }),
    };
    const converged = Math.abs(bound - before) < params.tol;
    if (converged || iteration === params.max_iter) return { normals, bound, iterations: iteration, converged };
  }
}

function freeParameters({ type, weights }: Normals, d: number): number {
  const k = weights.length;
  const spread = { full: (k * d * (d + 1)) / 2, tied: (d * (d + 1)) / 2, diag: k * d, spherical: k }[type];
  return spread + k * d + k - 1;
}
