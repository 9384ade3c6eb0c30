/** One experiment: a file, a target, an algorithm. The same reading and the same algorithms as in the product. */
import type { Table } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import { columnOf, matrix, take, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { mean, median, mode } from '../../src/core/stats.ts';
import { train, type Algorithm } from '../../src/ml/contract.ts';
import { linearVotes, type LinearSvmModel } from '../../src/ml/linear-svm.ts';
import { algorithmOf } from '../../src/ml/registry.ts';
import { featureStrength } from '../../src/ml/rule-feature.ts';
import { stratifiedSplit, trainTestSplit, type Split } from '../../src/ml/split.ts';
import { applyScaler, fitScaler } from '../../src/ml/standardise.ts';
import { svmVotes, type SvmModel } from '../../src/ml/svm.ts';
import { createNeural } from '../../src/ml/tf/neural.ts';
import type { TreeModel } from '../../src/ml/tree.ts';
import { nodeBackend } from '../ml/node-backend.ts';
import { anyTable } from './any-table.ts';
import { labFeatures, labTarget, type LabFeature, type LabTarget } from './lab-columns.ts';
import { amountMetrics, classMetrics, type FlatMetrics } from './lab-metrics.ts';

export interface LabOptions {
  /** Any file the product reads, also gzipped. */
  data: string;
  target: string;
  algorithm: string;
  /** Column names; absent: all but the target, ids and free text. */
  features?: string[];
  params?: Record<string, unknown>;
  /** `sklearn:share:seed`, `stratified:share:seed` or `none` (learn from and test on all rows); for folds see `cv-lab.ts`. */
  split: string;
  /** `all`: fitted before the split, which leaks; `train`: on training rows only. */
  standardise: 'all' | 'train' | 'none';
  /** Rows with a missing value: left out, kept as they are (for algorithms that learn from holes), or filled with this number of the training rows (of all rows with `standardise: all`). */
  missing: 'drop' | 'mean' | 'median' | 'mode' | 'keep';
}

export interface LabResult {
  algorithm: string;
  params: Record<string, unknown>;
  rows: { train: number; test: number };
  /** Rows of the file, from 0 (the first below the header), in the order of the split. */
  testRows: number[];
  parameters: Record<string, unknown>;
  metrics: FlatMetrics;
  baseline: FlatMetrics;
  predictions: { row: number; prediction: string | number; chance?: number }[];
}

export interface LabRun {
  result: LabResult;
  features: string[];
  /** Rows left out for a missing value. */
  dropped: number;
}

/** The rows of an experiment, before any split. */
export interface LabData {
  table: Table;
  algorithm: Algorithm;
  features: LabFeature[];
  target: LabTarget;
  /** Rows of the file that can be used, and their answers. */
  kept: Uint32Array;
  y: Float64Array;
}

/** Errors: as reading and training; `bad-parameter` for an option that is none. */
export async function fitLab(options: LabOptions): Promise<LabRun> {
  const data = await readExperiment(options);
  const result = await fitSplit(data, splitOf(options.split, data.y), options);
  return { result, features: data.features.flatMap((feature) => feature.names), dropped: data.table.rowCount - data.kept.length };
}

/** @param notLearnedFrom a column that is no feature unless it is asked for by name */
export async function readExperiment(options: LabOptions, notLearnedFrom?: string): Promise<LabData> {
  const { table } = await anyTable(options.data);
  const algorithm = labAlgorithm(options.algorithm);
  const all = labFeatures(table, options.target, options.features);
  const features = options.features ? all : all.filter(({ column }) => column !== notLearnedFrom);
  const target = labTarget(table, options.target, taskOf(algorithm, options.params));
  const kept = rowsKept(table, features, target, options.missing === 'drop');
  if (kept.length === 0 || features.length === 0) throw new AppError('no-usable-rows');
  return { table, algorithm, features, target, kept, y: take(target.values, kept) };
}

/** Learns from the training rows of one split and tests on the others. */
export async function fitSplit({ algorithm, features, target, kept, y }: LabData, split: Split, options: LabOptions): Promise<LabResult> {
  const x = prepared(features, kept, split, options);
  const names = features.flatMap((feature) => feature.names);
  const [trainX, testX, trainY, testY] = [takeRows(x.x, split.train), takeRows(x.x, split.test), take(y, split.train), take(y, split.test)];

  const { params, seed } = labParams(algorithm, options.params ?? {}, target, names, trainX, trainY);
  const model = await train(algorithm, { x: trainX, y: trainY, params, random: new RandomState(seed), trace: false });
  const testRows = Array.from(split.test, (row) => kept[row]);
  const common = { algorithm: algorithm.id, params, rows: { train: split.train.length, test: split.test.length }, testRows };
  const parameters = {
    ...algorithm.describe(model, names),
    ...nodesOf(algorithm, model),
    ...x.scaling,
    ...(target.classes && { classes: target.classes }),
  };
  const average = mean(trainY);
  if (!target.classes) {
    const predicted = algorithm.predict(model, testX);
    const predictions = testRows.map((row, i) => ({ row, prediction: predicted[i] }));
    const baseline = amountMetrics(testY, new Float64Array(testY.length).fill(average));
    return { ...common, parameters, metrics: amountMetrics(testY, predicted), baseline, predictions };
  }
  const { classes } = target;
  const shares = classes.map((_, k) => trainY.reduce((count, label) => count + Number(label === k), 0) / trainY.length);
  const chances = chancesOf(algorithm, model, testX, shares);
  // A machine decides first and has its chance from a link: its decision is what scikit-learn's `predict` says.
  const predicted = votesOf(algorithm, model, testX) ?? mostLikely(chances, testX.rows);
  const predictions = testRows.map((row, i) => ({
    row,
    prediction: classes[predicted[i]],
    chance: chances[classes.length === 2 ? 1 : predicted[i]][i],
  }));
  const constant = shares.map((share) => new Float64Array(testY.length).fill(share));
  const baseline = classMetrics(testY, constant, mostLikely(constant, testY.length));
  return { ...common, parameters, metrics: classMetrics(testY, chances, predicted), baseline, predictions };
}

/** In Node tfjs reads its WebAssembly from files. */
function labAlgorithm(id: string): Algorithm {
  return id === 'neural' ? createNeural(nodeBackend) : algorithmOf(id);
}

function taskOf(algorithm: Algorithm, params: Record<string, unknown> = {}): 'regression' | 'classification' | 'by-values' {
  if (params.criterion === 'squared_error' || params.output === 'amount') return 'regression';
  if (params.criterion !== undefined || params.output === 'chance') return 'classification';
  return algorithm.tasks.length === 1 ? algorithm.tasks[0] : 'by-values';
}

function rowsKept(table: Table, features: LabFeature[], target: LabTarget, isComplete: boolean): Uint32Array {
  const kept: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (Number.isNaN(target.values[row])) continue;
    if (isComplete && features.some(({ values }) => values.length === 0 || Number.isNaN(values[0][row]))) continue;
    kept.push(row);
  }
  return Uint32Array.from(kept);
}

function splitOf(spec: string, y: Float64Array): Split {
  const all = Uint32Array.from(y.keys());
  if (spec === 'none') return { train: all, test: all };
  const [kind, share, seed] = spec.split(':');
  const isNumber = /^\d+$/.test(seed ?? '') && Number(share) > 0;
  if (isNumber && kind === 'sklearn') return trainTestSplit(y.length, Number(share), Number(seed));
  if (isNumber && kind === 'stratified') return stratifiedSplit(y, Number(share), Number(seed));
  throw new AppError('bad-parameter', { name: 'split', value: spec });
}

/** Filled, then standardised as asked; what was learned for it comes along. */
function prepared(
  features: LabFeature[],
  kept: Uint32Array,
  split: Split,
  options: LabOptions,
): { x: Matrix; scaling: Record<string, unknown> } {
  const { missing } = options;
  const known = options.standardise === 'all' ? Uint32Array.from(kept.keys()) : split.train;
  const columns = features.flatMap((feature) => {
    const values = feature.values.map((column) => take(column, kept));
    if (missing === 'keep') return values;
    if (feature.isCategory) fillLevel(values, known);
    else values.forEach((column) => fillNumber(column, known, missing));
    return values;
  });
  const x = matrix(kept.length, columns.length);
  columns.forEach((column, j) => columnOf(x, j).set(column));
  if (options.standardise === 'none') return { x, scaling: {} };
  const scaler = fitScaler(takeRows(x, known));
  return { x: applyScaler(scaler, x), scaling: { standardised: { mean: Array.from(scaler.mean), scale: Array.from(scaler.scale) } } };
}

function fillNumber(column: Float64Array, known: Uint32Array, how: Exclude<LabOptions['missing'], 'keep'>): void {
  const present = take(column, known).filter((value) => !Number.isNaN(value));
  const fill = { drop: () => NaN, mean: () => mean(present), median: () => median(present), mode: () => mode(present) }[how]();
  column.forEach((value, i) => (column[i] = Number.isNaN(value) ? fill : value));
}

/** A missing category becomes the most frequent level, the first of equally frequent ones. */
function fillLevel(levels: Float64Array[], known: Uint32Array): void {
  const counts = levels.map((level) => take(level, known).reduce((sum, value) => sum + (value || 0), 0));
  const most = counts.indexOf(counts.reduce((a, b) => Math.max(a, b), 0));
  levels.forEach((level, k) => level.forEach((value, i) => (level[i] = Number.isNaN(value) ? Number(k === most) : value)));
}

/** The person's parameters over the defaults: a `random_state` no parameter is named after seeds the run; `feature` may be a name. */
function labParams(algorithm: Algorithm, given: Record<string, unknown>, target: LabTarget, names: string[], x: Matrix, y: Float64Array) {
  const has = (name: string) => algorithm.parameters.some((parameter) => parameter.name === name);
  const { random_state: seed = 0, ...rest } = given;
  if (typeof seed !== 'number') throw new AppError('bad-parameter', { name: 'random_state', value: String(seed) });
  const unknown = Object.keys(rest).find((name) => !has(name));
  if (unknown !== undefined) throw new AppError('bad-parameter', { name: unknown, value: String(rest[unknown]) });
  const isAmount = !target.classes;
  const params: Record<string, unknown> = {
    ...algorithm.defaults,
    ...(has('output') && { output: isAmount ? 'amount' : 'chance' }),
    ...(has('criterion') && isAmount && { criterion: 'squared_error' }),
    ...(has('random_state') && { random_state: seed }),
    ...rest,
  };
  if (has('feature')) params.feature = typeof rest.feature === 'number' ? rest.feature : featureIndex(rest.feature, names, x, y);
  return { params, seed };
}

/** By name; without one, the column that ranks best by itself. */
function featureIndex(name: unknown, names: string[], x: Matrix, y: Float64Array): number {
  if (name !== undefined) {
    if (!names.includes(String(name))) throw new AppError('column-missing', { column: String(name), columns: names.join(', ') });
    return names.indexOf(String(name));
  }
  const rows = Uint32Array.from(y.keys());
  const strengths = names.map((_, j) => featureStrength(columnOf(x, j), y, rows));
  return strengths.reduce((best, strength, j) => (strength > strengths[best] ? j : best), 0);
}

function chancesOf(algorithm: Algorithm, model: unknown, x: Matrix, shares: number[]): Float64Array[] {
  if (shares.length === 2) {
    const yes = algorithm.predict(model, x);
    return [yes.map((chance) => 1 - chance), yes];
  }
  if (algorithm.probabilities) {
    const all = algorithm.probabilities(model, x);
    // A class that no training row has is none the model knows of.
    return shares.map((_, k) => (k < all.columns ? columnOf(all, k) : new Float64Array(x.rows)));
  }
  if (algorithm.id === 'baseline') return shares.map((share) => new Float64Array(x.rows).fill(share));
  throw new AppError('bad-parameter', { name: 'target', value: `${shares.length} classes` });
}

/** Each id names the model its algorithm made. */
function votesOf({ id }: Algorithm, model: unknown, x: Matrix): Float64Array | undefined {
  if (id === 'svm') return svmVotes(model as SvmModel, x);
  return id === 'linear-svm' ? linearVotes(model as LinearSvmModel, x) : undefined;
}

/** The nodes of a tree as arrays, named as in scikit-learn's `tree_`, at full precision. */
function nodesOf(algorithm: Algorithm, model: unknown): Record<string, unknown> {
  if (algorithm.id !== 'tree') return {};
  const { feature, threshold, childrenLeft, childrenRight, impurity } = model as TreeModel;
  const arrays = { feature, threshold, children_left: childrenLeft, children_right: childrenRight, impurity };
  return { tree: Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, Array.from(values)])) };
}

/** The first of equally likely classes, as scikit-learn. */
function mostLikely(chances: readonly Float64Array[], rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => chances.reduce((best, chance, k) => (chance[i] > chances[best][i] ? k : best), 0));
}
