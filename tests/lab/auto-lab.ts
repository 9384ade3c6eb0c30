/**
 * The product's own choice, measured from outside: in each fold everything (leakage screen, encoding, candidates, choice,
 * correction of chances) happens among the training rows; what was chosen is learned anew from all of them and tested on the
 * rest. `--params '{"algorithms":["logistic"],"trusted":["duration"],"seed":42}'` narrows the choice and takes columns back; columns are made into facts as in the product.
 */
import { AppError } from '../../src/core/errors.ts';
import { take, takeRows } from '../../src/core/matrix.ts';
import type { AlgorithmId, CandidateResult } from '../../src/core/model-card.ts';
import type { Table } from '../../src/core/column.ts';
import type { Question } from '../../src/core/recipe.ts';
import { RandomState } from '../../src/core/rng.ts';
import { mean } from '../../src/core/stats.ts';
import { customerFeatures } from '../../src/data/customer-features.ts';
import { typicalRow } from '../../src/data/encode.ts';
import { alignFeatures } from '../../src/insight/align-features.ts';
import { preparedEncoding } from '../../src/insight/prepare-features.ts';
import { setAsideLeaks } from '../../src/insight/set-aside-leaks.ts';
import { calibrated, calibrationBins } from '../../src/ml/calibrate.ts';
import { train, type Algorithm } from '../../src/ml/contract.ts';
import { algorithmOf } from '../../src/ml/registry.ts';
import { takeIndexes } from '../../src/ml/select-rows.ts';
import { selectModel } from '../../src/ml/select.ts';
import type { Split } from '../../src/ml/split.ts';
import { createNeural } from '../../src/ml/tf/neural.ts';
import { nodeBackend } from '../ml/node-backend.ts';
import { anyTable } from './any-table.ts';
import { averaged, foldsOf } from './cv-lab.ts';
import type { LabOptions } from './fit-lab.ts';
import { labTarget } from './lab-columns.ts';
import { amountMetrics, classMetrics, type FlatMetrics } from './lab-metrics.ts';

interface AutoFold {
  rows: { train: number; test: number };
  algorithm: AlgorithmId;
  params: Record<string, unknown>;
  calibrator: string | null;
  /** Columns set aside in this fold. */
  excluded: { column: string; reason: string }[];
  candidates: Pick<CandidateResult, 'algorithm' | 'params' | 'loss' | 'auc' | 'failed' | 'millis'>[];
  metrics: FlatMetrics;
  baseline: FlatMetrics;
}

export interface AutoFolds {
  algorithm: 'auto';
  split: string;
  rows: number;
  /** Columns that could be learned from. */
  features: string[];
  /** Means over folds. */
  metrics: FlatMetrics;
  baseline: FlatMetrics;
  /** Of all test rows together: mean of |chance - share of yes| over 15 bins of equally many rows, weighed by their rows. Null for amounts. */
  calibrationError: number | null;
  folds: AutoFold[];
}

export async function autoLab(options: LabOptions): Promise<AutoFolds> {
  const { table } = await anyTable(options.data);
  const target = labTarget(table, options.target, 'by-values');
  if (target.classes && target.classes.length !== 2) throw new AppError('bad-parameter', { name: 'target', value: target.classes.length });
  const kept = Uint32Array.from(target.values.keys()).filter((row) => !Number.isNaN(target.values[row]));
  const y = take(target.values, kept);
  const facts = customerFeatures(asked(table, options), { rowShape: 'customer', target: options.target });
  const { seed, algorithms, trusted } = choiceOf(options.params);
  const kind = target.classes ? 'classification' : 'regression';
  const common = { target: options.target, trusted };
  const question: Question = target.classes ? { kind: 'yes-no', yes: '', meaning: 'other', ...common } : { kind: 'amount', ...common };
  const encoding = { ...preparedEncoding([]), typicalRow };
  const learn = async ({ train: rows, test }: Split): Promise<AutoFold> => {
    const asTrained = { ...facts, x: takeRows(facts.x, takeIndexes(kept, rows)), y: take(y, rows) };
    const { features, excluded } = setAsideLeaks(asTrained, question);
    const x = takeRows(alignFeatures(facts.x, facts.features, features), kept);
    const [trainX, trainY, testY] = [takeRows(x, rows), take(y, rows), take(y, test)];
    const chosen = await selectModel({
      x: trainX,
      y: trainY,
      features,
      kind,
      fill: 'median',
      seed,
      algorithms,
      load,
      encoding,
      hooks: { now: cpuMillis },
    });
    const { algorithm: id, params, calibrator, card } = chosen;
    const algorithm = await load(id);
    const encoder = encoding.fitEncoder(features, trainX, Uint32Array.from(rows.keys()), 'median');
    const input = { x: encoding.encode(encoder, trainX), y: trainY, params, random: new RandomState(seed), trace: false };
    const predicted = calibrated(calibrator, algorithm.predict(await train(algorithm, input), encoding.encode(encoder, takeRows(x, test))));
    tested.push({ y: testY, predicted });
    return {
      rows: { train: rows.length, test: test.length },
      algorithm: id,
      params,
      calibrator: calibrator?.kind ?? null,
      excluded,
      candidates: card.candidates,
      metrics: metricsOf(kind === 'classification', testY, predicted),
      baseline: metricsOf(kind === 'classification', testY, new Float64Array(testY.length).fill(mean(trainY))),
    };
  };
  const tested: { y: Float64Array; predicted: Float64Array }[] = [];
  const folds: AutoFold[] = [];
  for (const split of foldsOf(options.split, { table, kept, y, target })) folds.push(await learn(split));
  return {
    algorithm: 'auto',
    split: options.split,
    rows: kept.length,
    features: [...new Set(facts.features.flatMap((feature) => ('column' in feature ? [feature.column] : [])))],
    metrics: averaged(folds.map(({ metrics }) => metrics)),
    baseline: averaged(folds.map(({ baseline }) => baseline)),
    calibrationError: kind === 'classification' ? calibrationErrorOf(tested) : null,
    folds,
  };
}

function calibrationErrorOf(tested: readonly { y: Float64Array; predicted: Float64Array }[]): number {
  const y = tested.flatMap((fold) => Array.from(fold.y));
  const chance = Float64Array.from(tested.flatMap((fold) => Array.from(fold.predicted)));
  const bins = calibrationBins(y, chance, 15);
  return bins.reduce((sum, { predicted, observed, rows }) => sum + (rows / y.length) * Math.abs(predicted - (observed.value ?? NaN)), 0);
}

/** The time of this process alone: a busy machine must not change the choice. */
function cpuMillis(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** In Node tfjs reads its WebAssembly from files. */
const neural = createNeural(nodeBackend);
async function load(id: AlgorithmId): Promise<Algorithm> {
  return id === 'neural' ? neural : algorithmOf(id);
}

function asked(table: Table, { features, target }: LabOptions): Table {
  if (!features) return table;
  const unknown = features.find((name) => !table.columns.some((column) => column.name === name));
  if (unknown !== undefined) throw new AppError('column-missing', { column: unknown });
  return { ...table, columns: table.columns.filter(({ name }) => name === target || features.includes(name)) };
}

function choiceOf(params: Record<string, unknown> = {}): { seed: number; algorithms: AlgorithmId[]; trusted: string[] } {
  const { seed = 42, algorithms = [], trusted = [], ...rest } = params;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined || typeof seed !== 'number' || !Array.isArray(algorithms) || !Array.isArray(trusted))
    throw new AppError('bad-parameter', { name: unknown ?? 'params', value: JSON.stringify(params) });
  return { seed, algorithms: algorithms.map((id) => algorithmOf(String(id)).id), trusted: trusted.map(String) };
}

function metricsOf(isClassification: boolean, y: Float64Array, predicted: Float64Array): FlatMetrics {
  if (!isClassification) return amountMetrics(y, predicted);
  return classMetrics(y, [predicted.map((chance) => 1 - chance), predicted], new Float64Array());
}
