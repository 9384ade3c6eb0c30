/** Row indexes and rows put together, for the splits of model selection. */
import { columnOf, matrix, take, type Matrix } from '../core/matrix.ts';
import type { TaskKind } from './contract.ts';
import { kFold, stratifiedKFold, stratifiedSplit, trainTestSplit, type Split } from './split.ts';

const FOLDS = 5;
const TEST_SHARE = 0.2;

/** Rows to learn from, and the fifth that is locked away: the same for the same answers and seed. */
export function splitRows(answers: Float64Array, kind: TaskKind, seed: number): Split {
  return kind === 'classification' ? stratifiedSplit(answers, TEST_SHARE, seed) : trainTestSplit(answers.length, TEST_SHARE, seed);
}

/** The same rows with the extra ones below them. */
export function withExtraRows(
  x: Matrix,
  y: Float64Array,
  extra: { x: Matrix; y: Float64Array } | undefined,
): { x: Matrix; y: Float64Array } {
  if (extra === undefined || extra.x.rows === 0) return { x, y };
  const all = matrix(x.rows + extra.x.rows, x.columns);
  for (let j = 0; j < x.columns; j++) {
    columnOf(all, j).set(columnOf(x, j));
    columnOf(all, j).set(columnOf(extra.x, j), x.rows);
  }
  const answers = new Float64Array(all.rows);
  answers.set(y);
  answers.set(extra.y, y.length);
  return { x: all, y: answers };
}

export function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const rows = new Uint32Array(a.length + b.length);
  rows.set(a);
  rows.set(b, a.length);
  return rows;
}

/** Test rows of all folds, fold after fold. */
export function joinedTests(folds: readonly Split[]): Uint32Array {
  return folds.reduce<Uint32Array>((rows, { test }) => joined(rows, test), new Uint32Array(0));
}

export function takeIndexes(from: Uint32Array, at: Uint32Array): Uint32Array {
  return at.map((i) => from[i]);
}

/** Folds of the training rows, as rows of the whole; fewer than five where the rarer class has fewer rows, none below two. */
export function foldsOf(y: Float64Array, trainRows: Uint32Array, kind: TaskKind, seed: number): Split[] {
  const answers = take(y, trainRows);
  const yes = answers.reduce((sum, value) => sum + value, 0);
  const k = Math.min(FOLDS, kind === 'classification' ? Math.min(yes, answers.length - yes) : answers.length);
  if (k < 2) return [];
  const folds = kind === 'classification' ? stratifiedKFold(answers, k, seed) : kFold(answers.length, k, seed);
  return folds.map(({ train, test }) => ({ train: takeIndexes(trainRows, train), test: takeIndexes(trainRows, test) }));
}
