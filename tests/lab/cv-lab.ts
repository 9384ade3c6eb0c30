/** An experiment over folds: the metrics of each, and their means. Everything is learned anew in each fold. */
import { AppError } from '../../src/core/errors.ts';
import { take } from '../../src/core/matrix.ts';
import { groupKFold, kFold, stratifiedKFold, timeSeriesSplit, type Split } from '../../src/ml/split.ts';
import { fitSplit, readExperiment, type LabData, type LabOptions, type LabResult } from './fit-lab.ts';
import { labTarget } from './lab-columns.ts';
import type { FlatMetrics } from './lab-metrics.ts';

export interface LabFolds {
  algorithm: string;
  params: Record<string, unknown>;
  split: string;
  rows: number;
  /** Rows left out for a missing value. */
  dropped: number;
  features: string[];
  /** Means over folds, null where a fold has none; confusion added up. */
  metrics: FlatMetrics;
  baseline: FlatMetrics;
  folds: Pick<LabResult, 'rows' | 'testRows' | 'metrics' | 'baseline' | 'predictions'>[];
}

export function isFolds(split: string): boolean {
  return split.startsWith('cv:');
}

/** `options.split`: `cv:kfold:K:SEED`, `cv:stratified:K:SEED`, `cv:group:COLUMN:K` or `cv:time:COLUMN:K`. */
export async function crossValidateLab(options: LabOptions): Promise<LabFolds> {
  const { kind, column } = foldSpec(options.split);
  const data = known(await readExperiment(options, kind === 'group' ? column : undefined), kind, column);
  const results: LabResult[] = [];
  for (const split of foldsOf(options.split, data)) results.push(await fitSplit(data, split, options));
  return {
    algorithm: data.algorithm.id,
    params: results[0].params,
    split: options.split,
    rows: data.kept.length,
    dropped: data.table.rowCount - data.kept.length,
    features: data.features.flatMap((feature) => feature.names),
    metrics: averaged(results.map(({ metrics }) => metrics)),
    baseline: averaged(results.map(({ baseline }) => baseline)),
    folds: results.map(({ rows, testRows, metrics, baseline, predictions }) => ({ rows, testRows, metrics, baseline, predictions })),
  };
}

/** A column's name may hold colons. */
function foldSpec(split: string): { kind: string; k: number; seed: number; column: string } {
  const [, kind = '', ...rest] = split.split(':');
  const byColumn = kind === 'group' || kind === 'time';
  const column = byColumn ? rest.slice(0, -1).join(':') : '';
  const numbers = byColumn ? rest.slice(-1) : rest;
  const isComplete = byColumn ? column !== '' : (kind === 'kfold' || kind === 'stratified') && rest.length === 2;
  if (!isComplete || !numbers.every((text) => /^\d+$/.test(text))) throw new AppError('bad-parameter', { name: 'split', value: split });
  return { kind, k: Number(numbers[0]), seed: Number(numbers[1] ?? 0), column };
}

/** Rows whose group or time is missing are left out. */
function known(data: LabData, kind: string, column: string): LabData {
  if (column === '') return data;
  const values = dividing(data, kind, column);
  const rows = Uint32Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]));
  return { ...data, kept: rows.map((i) => data.kept[i]), y: take(data.y, rows) };
}

/** The number of each row's group, or its time. */
function dividing({ table, kept }: Divided, kind: string, column: string): Float64Array {
  return take(labTarget(table, column, kind === 'group' ? 'classification' : 'regression').values, kept);
}

/** What is needed to divide rows. */
export type Divided = Pick<LabData, 'table' | 'kept' | 'y' | 'target'>;

export function foldsOf(spec: string, data: Divided): Split[] {
  const { y, target } = data;
  const { kind, k, seed, column } = foldSpec(spec);
  if (kind === 'kfold') return kFold(y.length, k, seed);
  if (kind === 'stratified') {
    if (!target.classes) throw new AppError('bad-parameter', { name: 'split', value: spec });
    return stratifiedKFold(y, k, seed);
  }
  const values = dividing(data, kind, column);
  if (kind === 'group') return groupKFold(values, k);
  // Rows of the same moment stay in the order of the file.
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
  const rowsOf = (places: Uint32Array) => places.map((place) => order[place]);
  return timeSeriesSplit(y.length, k).map(({ train, test }) => ({ train: rowsOf(train), test: rowsOf(test) }));
}

/** Means, null where a fold has none; tables of numbers added up. */
export function averaged(folds: readonly FlatMetrics[]): FlatMetrics {
  return Object.fromEntries(
    Object.keys(folds[0]).map((name) => {
      const values = folds.map((fold) => fold[name]);
      const tables = values.filter((value) => Array.isArray(value));
      if (tables.length > 0) {
        return [name, tables[0].map((row, i) => row.map((_, j) => tables.reduce((sum, table) => sum + table[i][j], 0)))];
      }
      const numbers = values.filter((value) => typeof value === 'number');
      return [name, numbers.length < values.length ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length];
    }),
  );
}
