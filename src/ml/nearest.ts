/**
 * Nearest neighbours: what happened to the k rows most alike (Cover & Hart 1967). Nothing is learned, so the model holds its
 * training rows: whoever has the model has the data. Columns are to be standardised before. As scikit-learn's
 * `KNeighborsClassifier` and `KNeighborsRegressor`; of equally near rows the first ones count. Cost of a prediction
 * O(columns · log rows) with few columns, O(columns · rows) with many.
 */
import { AppError } from '../core/errors.ts';
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import type { Algorithm, FitInput } from './contract.ts';
import { buildTree, NearestSearch, type KdStep, type KdTree } from './kd-tree.ts';
import { pointsOf } from './points.ts';

export interface NearestParams {
  n_neighbors: number;
  /** All neighbours alike, or each by 1 / distance (where some lie at distance 0, only those). */
  weights: 'uniform' | 'distance';
  output: 'chance' | 'amount';
}

export interface NearestModel {
  kind: 'nearest';
  neighbors: number;
  weights: 'uniform' | 'distance';
  output: 'chance' | 'amount';
  /** 0 for an amount. */
  classes: number;
  /** The training rows. */
  tree: KdTree;
  /** Their answers, in the order they were given. */
  y: Float64Array;
}

export const nearest: Algorithm<NearestParams, NearestModel, KdStep> = {
  id: 'nearest',
  tasks: ['classification', 'regression'],
  holdsRows: true,
  defaults: { n_neighbors: 5, weights: 'uniform', output: 'chance' },
  parameters: [
    { name: 'n_neighbors', kind: 'integer', range: [1, 10_000], about: 'Rows that answer.' },
    { name: 'weights', kind: 'choice', choices: ['uniform', 'distance'], about: 'All alike, or each by 1 / distance.' },
    { name: 'output', kind: 'choice', choices: ['chance', 'amount'], about: 'chance = a share of yes, amount = a number' },
  ],
  fit,
  predict: (model, x) => (model.output === 'chance' ? columnOf(nearestChances(model, x), 1).slice() : amounts(model, x)),
  classes: (model) => model.classes,
  probabilities: nearestChances,
  describe: ({ neighbors, weights, output, y, tree }) => ({
    neighbors,
    weights,
    output,
    rows: y.length,
    columns: tree.points.columns,
    holdsTrainingRows: true,
  }),
};

function* fit({ x, y, params }: FitInput<NearestParams>): Generator<KdStep, NearestModel, void> {
  checkInput({ x, y });
  checkParams(params, nearest.parameters);
  const { n_neighbors: neighbors, weights, output } = params;
  if (x.rows < neighbors) throw new AppError('too-few-rows', { rows: x.rows, needed: neighbors });
  const isChance = output === 'chance';
  if (isChance && y.some((label) => !Number.isInteger(label) || label < 0))
    throw new AppError('bad-parameter', { name: 'y', value: 'not a class' });
  const classes = isChance ? Math.max(2, y.reduce((most, label) => Math.max(most, label), 0) + 1) : 0;
  const tree = yield* buildTree(pointsOf(x));
  return { kind: 'nearest', neighbors, weights, output, classes, tree, y: y.slice() };
}

/** Chance of each class, rows x classes. */
export function nearestChances(model: NearestModel, x: Matrix): Matrix {
  const chances = matrix(x.rows, model.classes);
  askNeighbours(model, x, (row, answer, weight) => (chances.values[answer * x.rows + row] += weight));
  return chances;
}

function amounts(model: NearestModel, x: Matrix): Float64Array {
  const sums = new Float64Array(x.rows);
  askNeighbours(model, x, (row, answer, weight) => (sums[row] += answer * weight));
  return sums;
}

/** The neighbours of one row of `x`, nearest first: which training row, how far, how much it counts (weights add up to 1). */
export function neighboursOf(model: NearestModel, x: Matrix, row: number): { row: number; distance: number; weight: number }[] {
  const search = new NearestSearch(model.tree, model.neighbors);
  search.search((j) => x.values[j * x.rows + row]);
  const weights = weightsOf(model, search, new Float64Array(model.neighbors));
  return Array.from(search.rows, (found, at) => ({ row: found, distance: Math.sqrt(search.squares[at]), weight: weights[at] }));
}

function askNeighbours(model: NearestModel, x: Matrix, tell: (row: number, answer: number, weight: number) => void): void {
  const search = new NearestSearch(model.tree, model.neighbors);
  const weights = new Float64Array(model.neighbors);
  for (let row = 0; row < x.rows; row++) {
    search.search((j) => x.values[j * x.rows + row]);
    weightsOf(model, search, weights);
    for (let at = 0; at < weights.length; at++) tell(row, model.y[search.rows[at]], weights[at]);
  }
}

function weightsOf({ weights }: NearestModel, { squares }: NearestSearch, into: Float64Array): Float64Array {
  // Nearest first: if any lies on the row, the first does.
  const isOn = squares[0] === 0;
  let sum = 0;
  for (let at = 0; at < into.length; at++) {
    into[at] = weights === 'uniform' ? 1 : isOn ? Number(squares[at] === 0) : 1 / Math.sqrt(squares[at]);
    sum += into[at];
  }
  for (let at = 0; at < into.length; at++) into[at] /= sum;
  return into;
}
