/**
 * Support vector machines with a kernel (Boser, Guyon & Vapnik 1992; Cortes & Vapnik 1995), solved by sequential minimal
 * optimisation (Chang & Lin 2011, LIBSVM): equal to scikit-learn 1.2.1 `SVC` and `SVR`, steps counted. More classes than two:
 * every pair against each other, then a vote. Decisions are made of rows: the model keeps its support vectors (a few of the
 * rows it learned from, as numbers, at most all of them), so whoever has the model has those rows.
 *
 * A machine decides, it knows no chance. `predict` gives one by a logistic link (Platt 1999) fitted on decisions about rows
 * held back in five seeded folds, or fewer where a class has fewer rows (one row: on the rows learned from); pairs are joined
 * as in Wu, Lin & Weng 2004. So a chance above one half and a decision above 0 need not agree: `svmDecisions` has the latter.
 * Memory rows² and time rows² to rows³: above 5,000 rows it refuses (`linear-svm` takes any number). Expects standardised columns.
 */
import { AppError } from '../core/errors.ts';
import { matrix, takeRows, type Matrix } from '../core/matrix.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import { linked, type Link } from './chance-link.ts';
import type { Algorithm, FitInput } from './contract.ts';
import { coupled } from './pairwise-chance.ts';
import { fitChances, type SvmChanceStep } from './svm-chance.ts';
import { KernelRows, scaleGamma, type Kernel } from './svm-kernel.ts';
import { decisionsOf, fitTube, type Machine } from './svm-machine.ts';

/** Named as in scikit-learn. */
export interface SvmParams {
  output: 'chance' | 'amount';
  kernel: Kernel['kind'];
  C: number;
  /** null = 1 / (columns · variance of all cells). */
  gamma: number | null;
  degree: number;
  coef0: number;
  epsilon: number;
  tol: number;
  shrinking: boolean;
  class_weight: 'balanced' | null;
  max_iter: number | null;
}

/** As `Machine`, with its rows found in the support of the model, and its link. */
export interface StoredMachine extends Omit<Machine, 'rows'> {
  at: Int32Array;
  link: Link;
}

export interface SvmModel {
  kind: 'svm';
  output: 'chance' | 'amount';
  /** 0 for an amount. */
  classes: number;
  columns: number;
  kernel: Kernel;
  support: Matrix;
  /** Which training row each support vector was; class after class. */
  supportRows: Int32Array;
  /** Support vectors of each class; one number for an amount. */
  supportCounts: Int32Array;
  machines: StoredMachine[];
}

export type SvmStep = SvmChanceStep;

const MOST_ROWS = 5000;

export const svm: Algorithm<SvmParams, SvmModel, SvmStep> = {
  id: 'svm',
  tasks: ['classification', 'regression'],
  holdsRows: true,
  defaults: {
    output: 'chance',
    kernel: 'rbf',
    C: 1,
    gamma: null,
    degree: 3,
    coef0: 0,
    epsilon: 0.1,
    tol: 1e-3,
    shrinking: true,
    class_weight: null,
    max_iter: null,
  },
  parameters: [
    { name: 'output', kind: 'choice', choices: ['chance', 'amount'], about: 'chance = of a class, amount = a number' },
    { name: 'kernel', kind: 'choice', choices: ['linear', 'rbf', 'poly'], about: 'What makes two rows alike' },
    { name: 'C', kind: 'number', range: [1e-9, 1e12], about: 'Cost of a row on the wrong side of the margin, or out of the tube' },
    { name: 'gamma', kind: 'number', range: [1e-12, 1e12], nullable: true, about: 'rbf, poly: 1 / width; null = 1 / (columns x variance)' },
    { name: 'degree', kind: 'integer', range: [1, 10], about: 'poly: the power' },
    { name: 'coef0', kind: 'number', range: [-1e6, 1e6], about: 'poly: added before the power' },
    { name: 'epsilon', kind: 'number', range: [0, 1e12], about: 'amount: misses up to this cost nothing, in units of the target' },
    { name: 'tol', kind: 'number', range: [1e-12, 1], about: 'Stop when no pair violates the optimum by more' },
    { name: 'shrinking', kind: 'boolean', about: 'Set rows aside that have settled at a bound; faster, same answer' },
    {
      name: 'class_weight',
      kind: 'choice',
      choices: ['balanced'],
      nullable: true,
      about: 'balanced: C times rows / (classes x rows of the class)',
    },
    { name: 'max_iter', kind: 'integer', range: [1, 1e9], nullable: true, about: 'Pairs at most; null = 10 million, or 100 a row' },
  ],
  fit,
  predict(model, x) {
    checkColumns(model, x);
    if (model.output === 'amount') return svmDecisions(model, x)[0];
    if (model.classes === 2) return svmDecisions(model, x)[0].map((decision) => linked(model.machines[0].link, decision));
    return svmVotes(model, x);
  },
  classes: ({ classes }) => classes,
  probabilities,
  describe,
};

function* fit({ x, y, params, random, trace }: FitInput<SvmParams>): Generator<SvmStep, SvmModel, void> {
  checkInput({ x, y });
  checkParams(params, svm.parameters);
  if (x.rows > MOST_ROWS) throw new AppError('too-many-rows', { rows: x.rows, most: MOST_ROWS });
  const kernel: Kernel = { kind: params.kernel, gamma: params.gamma ?? scaleGamma(x), coef0: params.coef0, degree: params.degree };
  const maxSteps = params.max_iter ?? Math.max(1e7, 100 * x.rows);
  const settings = { tolerance: params.tol, shrinking: params.shrinking, maxSteps };
  const common = { kind: 'svm', output: params.output, columns: x.columns, kernel } as const;
  if (params.output === 'chance') {
    const { classes, machines, links } = yield* fitChances({ x, y, random, trace }, kernel, params.C, params.class_weight, settings);
    return { ...common, classes, ...stored(x, y, classes, machines, links) };
  }
  const run = fitTube(y, new KernelRows(kernel, x), params.C, params.epsilon, settings, trace);
  let next = run.next();
  for (; !next.done; next = run.next())
    yield next.value ? { kind: 'pair', machine: [0, 0], ...next.value } : { kind: 'working', stage: 'fit' };
  return { ...common, classes: 0, ...stored(x, new Float64Array(x.rows), 1, [next.value], [{ slope: 1, intercept: 0 }]) };
}

/** Support vectors once each, class after class, whatever number of machines use them. */
function stored(x: Matrix, y: Float64Array, classes: number, machines: readonly Machine[], links: readonly Link[]) {
  const used = [...new Set(machines.flatMap(({ rows }) => Array.from(rows)))].sort((a, b) => y[a] - y[b] || a - b);
  const place = new Map(used.map((row, at) => [row, at]));
  const supportCounts = new Int32Array(classes);
  used.forEach((row) => supportCounts[y[row]]++);
  return {
    support: takeRows(x, used),
    supportRows: Int32Array.from(used),
    supportCounts,
    machines: machines.map(({ rows, ...machine }, m) => ({ ...machine, at: rows.map((row) => place.get(row) ?? -1), link: links[m] })),
  };
}

function checkColumns(model: SvmModel, x: Matrix): void {
  if (x.columns !== model.columns) throw new AppError('bad-parameter', { name: 'columns', value: x.columns });
}

/** Decision values, one array a machine (pair 0-1, 0-2, ..., 1-2, ...): above 0 speaks for the higher class. Or the amount. */
export function svmDecisions(model: SvmModel, x: Matrix): Float64Array[] {
  return decisionsOf(model.kernel, model.support, model.machines, x);
}

/** The class with most pairs won, the lowest of equals: what `SVC.predict` says. */
export function svmVotes(model: SvmModel, x: Matrix): Float64Array {
  const said = svmDecisions(model, x);
  const votes = new Int32Array(model.classes);
  return Float64Array.from({ length: x.rows }, (_, i) => {
    votes.fill(0);
    model.machines.forEach(({ first, second }, m) => votes[said[m][i] < 0 ? first : second]++);
    return votes.indexOf(Math.max(...votes));
  });
}

function probabilities(model: SvmModel, x: Matrix): Matrix {
  checkColumns(model, x);
  const { classes, machines } = model;
  const chances = matrix(x.rows, classes);
  if (model.output === 'amount') return chances;
  const said = svmDecisions(model, x);
  const pairwise = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < x.rows; i++) {
    machines.forEach(({ first, second, link }, m) => {
      pairwise[second][first] = linked(link, said[m][i]);
      pairwise[first][second] = 1 - pairwise[second][first];
    });
    const row = classes === 2 ? [pairwise[0][1], pairwise[1][0]] : coupled(pairwise);
    row.forEach((chance, k) => (chances.values[k * x.rows + i] = chance));
  }
  return chances;
}

function describe(model: SvmModel, features: readonly string[]): Record<string, unknown> {
  const { kernel, support, machines } = model;
  const slopes = ({ at, dual }: StoredMachine) => {
    const slope = (j: number) => dual.reduce((sum, value, k) => sum + value * support.values[j * support.rows + at[k]], 0);
    return Object.fromEntries(features.map((name, j) => [name, slope(j)]));
  };
  return {
    kernel: { ...kernel },
    supportVectors: support.rows,
    supportCounts: Array.from(model.supportCounts),
    machines: machines.map((machine) => ({
      ...(model.output === 'chance' && { classes: [machine.first, machine.second], link: { ...machine.link } }),
      intercept: machine.intercept,
      ...(kernel.kind === 'linear' && { coefficients: slopes(machine) }),
      iterations: machine.iterations,
      converged: machine.converged,
    })),
  };
}
