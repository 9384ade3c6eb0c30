/**
 * Linear support vector machines as liblinear has them (Fan, Chang, Hsieh, Wang & Lin 2008), for any number of rows: squared
 * hinge by Newton, hinge by dual coordinate descent, the intercept penalised like the coefficients. Equal to scikit-learn
 * 1.2.1 `LinearSVC` at its optimum; its own default stops about 1e-3 before. More classes than two: each against the rest.
 * The chance is a logistic link (Platt 1999) on decisions about rows held back in five seeded folds, or fewer where a class has
 * fewer rows; each against the rest, chances are divided by their sum. `linearDecisions` has the decisions. Expects
 * standardised columns. Cost of a step: rows x columns² (squared hinge), rows x columns (hinge).
 */
import { AppError } from '../core/errors.ts';
import { columnOf, matrix, take, takeRows, type Matrix } from '../core/matrix.ts';
import type { RandomState } from '../core/rng.ts';
import { fitLink, linked, linkFolds, type Link } from './chance-link.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import { balancedWeights, countClasses } from './class-labels.ts';
import type { Algorithm, FitInput } from './contract.ts';
import { addColumns } from './linear-predictor.ts';
import { hinge } from './linear-svm-dual.ts';
import { squaredHinge, type LinearResult, type LinearState } from './linear-svm-newton.ts';

/** Named as in scikit-learn. */
export interface LinearSvmParams {
  loss: 'squared_hinge' | 'hinge';
  C: number;
  tol: number;
  class_weight: 'balanced' | null;
  max_iter: number;
}

/** Decision: coefficients · row + intercept; above 0 speaks for `label`. */
export interface LinearMachine {
  label: number;
  coefficients: Float64Array;
  intercept: number;
  link: Link;
  iterations: number;
  converged: boolean;
}

export interface LinearSvmModel {
  kind: 'linear-svm';
  classes: number;
  columns: number;
  loss: 'squared_hinge' | 'hinge';
  C: number;
  /** Two classes: one, for class 1. More: one a class. */
  machines: LinearMachine[];
}

export type LinearSvmStep =
  | ({ kind: 'iteration'; label: number } & LinearState)
  /** The same inside the folds that the link is learned from: where it may be stopped. */
  | { kind: 'working' }
  | { kind: 'link'; label: number; slope: number; intercept: number };

export const linearSvm: Algorithm<LinearSvmParams, LinearSvmModel, LinearSvmStep> = {
  id: 'linear-svm',
  tasks: ['classification'],
  defaults: { loss: 'squared_hinge', C: 1, tol: 1e-4, class_weight: null, max_iter: 1000 },
  parameters: [
    {
      name: 'loss',
      kind: 'choice',
      choices: ['squared_hinge', 'hinge'],
      about: 'Cost of a row inside the margin: its depth squared, or its depth',
    },
    { name: 'C', kind: 'number', range: [1e-9, 1e9], about: 'Cost of rows inside the margin against the size of coefficients' },
    { name: 'tol', kind: 'number', range: [1e-14, 1], about: 'Stop: share of the first slope (squared_hinge), range of slopes (hinge)' },
    {
      name: 'class_weight',
      kind: 'choice',
      choices: ['balanced'],
      nullable: true,
      about: 'balanced: C times rows / (classes x rows of the class)',
    },
    { name: 'max_iter', kind: 'integer', range: [1, 1e9], about: 'Newton steps, or passes over the rows, at most' },
  ],
  fit,
  predict(model, x) {
    const said = linearDecisions(model, x);
    if (model.classes === 2) return said[0].map((decision) => linked(model.machines[0].link, decision));
    return Float64Array.from({ length: x.rows }, (_, i) => said.reduce((best, one, k) => (one[i] > said[best][i] ? k : best), 0));
  },
  classes: ({ classes }) => classes,
  probabilities,
  describe,
};

function* fit({ x, y, params, random }: FitInput<LinearSvmParams>): Generator<LinearSvmStep, LinearSvmModel, void> {
  checkInput({ x, y });
  checkParams(params, linearSvm.parameters);
  const classes = countClasses(y);
  const weight = params.class_weight === 'balanced' ? balancedWeights(y, classes) : new Float64Array(y.length).fill(1);
  const cost = weight.map((value) => params.C * value);
  const labels = classes === 2 ? [1] : Array.from({ length: classes }, (_, k) => k);
  const found: LinearResult[] = [];
  for (const label of labels) {
    const run = solve(x, y, label, cost, params, random);
    let next = run.next();
    for (; !next.done; next = run.next()) yield { kind: 'iteration', label, ...next.value };
    found.push(next.value);
  }
  const said = labels.map(() => new Float64Array(x.rows));
  const folds = linkFolds(y, classes, random);
  if (folds.length === 0) found.forEach(({ weights }, m) => said[m].set(decide(weights, x)));
  for (const { train, test } of folds) {
    const [knownX, knownY, knownCost, heldX] = [takeRows(x, train), take(y, train), take(cost, train), takeRows(x, test)];
    for (const [m, label] of labels.entries()) {
      const run = solve(knownX, knownY, label, knownCost, params, random, found[m].weights);
      let next = run.next();
      for (; !next.done; next = run.next()) yield { kind: 'working' };
      decide(next.value.weights, heldX).forEach((decision, i) => (said[m][test[i]] = decision));
    }
  }
  const machines: LinearMachine[] = [];
  for (const [m, label] of labels.entries()) {
    const link = fitLink(said[m], y.map((value) => Number(value === label))); // prettier-ignore
    yield { kind: 'link', label, ...link };
    const { weights, iteration, converged } = found[m];
    const coefficients = weights.slice(0, x.columns);
    machines.push({ label, coefficients, intercept: weights[x.columns], link, iterations: iteration, converged });
  }
  return { kind: 'linear-svm', classes, columns: x.columns, loss: params.loss, C: params.C, machines };
}

function solve(
  x: Matrix,
  y: Float64Array,
  label: number,
  cost: Float64Array,
  { loss, tol: tolerance, max_iter: maxIterations }: LinearSvmParams,
  random: RandomState,
  start?: Float64Array,
): Generator<LinearState, LinearResult, void> {
  const problem = { x, sign: y.map((value) => (value === label ? 1 : -1)), cost, tolerance, maxIterations };
  return loss === 'hinge' ? hinge(problem, random) : squaredHinge(problem, start);
}

function decide(weights: Float64Array, x: Matrix): Float64Array {
  return addColumns(x, weights.subarray(0, x.columns), weights[x.columns]);
}

/** Decision values, one array a machine. */
export function linearDecisions(model: LinearSvmModel, x: Matrix): Float64Array[] {
  if (x.columns !== model.columns) throw new AppError('bad-parameter', { name: 'columns', value: x.columns });
  return model.machines.map(({ coefficients, intercept }) => addColumns(x, coefficients, intercept));
}

/** What `LinearSVC.predict` says: the sign of the decision, or the class that speaks loudest. */
export function linearVotes(model: LinearSvmModel, x: Matrix): Float64Array {
  return model.classes === 2 ? linearDecisions(model, x)[0].map((decision) => Number(decision > 0)) : linearSvm.predict(model, x);
}

function probabilities(model: LinearSvmModel, x: Matrix): Matrix {
  const said = linearDecisions(model, x).map((decisions, m) => decisions.map((decision) => linked(model.machines[m].link, decision)));
  const all = model.classes === 2 ? [said[0].map((chance) => 1 - chance), said[0]] : said;
  const chances = matrix(x.rows, model.classes);
  for (let i = 0; i < x.rows; i++) {
    const total = all.reduce((sum, one) => sum + one[i], 0);
    all.forEach((one, k) => (columnOf(chances, k)[i] = total > 0 ? one[i] / total : 1 / model.classes));
  }
  return chances;
}

function describe(model: LinearSvmModel, features: readonly string[]): Record<string, unknown> {
  return {
    loss: model.loss,
    C: model.C,
    machines: model.machines.map(({ label, coefficients, intercept, link, iterations, converged }) => ({
      class: label,
      intercept,
      coefficients: Object.fromEntries(features.map((name, j) => [name, coefficients[j]])),
      link: { ...link },
      iterations,
      converged,
    })),
  };
}
