/** Cross-validation: every candidate on the same folds, everything that is learned learned inside the fold. */
import { AppError, toAppError } from '../core/errors.ts';
import { take, takeRows, type Matrix } from '../core/matrix.ts';
import { RandomState } from '../core/rng.ts';
import { train, type Algorithm } from './contract.ts';
import type { Candidate } from './select-candidates.ts';
import type { Split } from './split.ts';

/** Why a candidate was not started. */
export const OUT_OF_TIME = 'out-of-time';

export interface FoldRun {
  candidate: Candidate;
  /** Prediction for each row of the folds' test parts; NaN elsewhere. */
  predicted: Float64Array;
  /** Loss on each fold so far. */
  losses: number[];
  millis: number;
  /** Error code, when it could not be trained on some fold; `OUT_OF_TIME` when it was not started. */
  failed?: string;
}

export interface FoldsInput {
  /** Real units; rows that are in no fold's test part are left alone. */
  x: Matrix;
  y: Float64Array;
  folds: readonly Split[];
  candidates: readonly Candidate[];
  algorithms: ReadonlyMap<string, Algorithm>;
  /** Fits the encoding on `rows` and gives back what encodes. */
  encoding: (rows: Uint32Array) => (x: Matrix) => Matrix;
  /** Smaller is better. */
  loss: (y: Float64Array, predicted: Float64Array) => number;
  seed: number;
  signal?: AbortSignal;
  pause?: () => Promise<void>;
  now: () => number;
  /** After each candidate on each fold: how all stand. */
  onFold?: (candidate: Candidate, runs: readonly FoldRun[]) => void;
  /** Asked before each costly candidate. */
  isTimeUp?: () => boolean;
  /** A candidate for which there was no time. */
  onSkipped?: (candidate: Candidate, runs: readonly FoldRun[]) => void;
}

/** Numbers of encoded folds that are kept for the costly candidates; beyond it each fold is encoded again. */
const MOST_KEPT = 8e6;

/**
 * Simple candidates fold by fold; then the costly ones, one after the other, each started only while there is time.
 * Throws only `cancelled`; whatever else a candidate throws is its own failure.
 */
export async function crossValidate(input: FoldsInput): Promise<FoldRun[]> {
  const { x, folds, candidates } = input;
  const runs = candidates.map((candidate): FoldRun => ({
    candidate,
    predicted: new Float64Array(x.rows).fill(NaN),
    losses: [],
    millis: 0,
  }));
  const costly = runs.filter(({ candidate }) => candidate.isCostly);
  const simple = runs.filter(({ candidate }) => !candidate.isCostly);
  const isKept = costly.length > 0 && x.rows * x.columns * folds.length <= MOST_KEPT;
  const kept = new Map<Split, EncodedFold>();
  const encoded = async (fold: Split): Promise<EncodedFold> => {
    const made = kept.get(fold) ?? encodeFold(fold, input);
    if (isKept) kept.set(fold, made);
    await input.pause?.();
    return made;
  };
  const tryOn = async (run: FoldRun, place: number, fold: EncodedFold) => {
    if (run.failed === undefined) await tryFold(run, place, fold, input);
    input.onFold?.(run.candidate, runs);
    await input.pause?.();
  };

  for (const [place, fold] of folds.entries()) {
    const parts = await encoded(fold);
    for (const run of simple) await tryOn(run, place, parts);
  }
  for (const run of costly) {
    if (input.isTimeUp?.()) {
      run.failed = OUT_OF_TIME;
      input.onSkipped?.(run.candidate, runs);
      continue;
    }
    for (const [place, fold] of folds.entries()) await tryOn(run, place, await encoded(fold));
  }
  return runs;
}

interface EncodedFold {
  trainX: Matrix;
  trainY: Float64Array;
  test: Uint32Array;
  testX: Matrix;
  testY: Float64Array;
}

function encodeFold({ train: rows, test }: Split, { x, y, encoding }: FoldsInput): EncodedFold {
  const encode = encoding(rows);
  return { trainX: encode(takeRows(x, rows)), trainY: take(y, rows), test, testX: encode(takeRows(x, test)), testY: take(y, test) };
}

async function tryFold(run: FoldRun, place: number, fold: EncodedFold, input: FoldsInput): Promise<void> {
  const { algorithms, seed, signal, pause, now } = input;
  const start = now();
  try {
    const algorithm = algorithms.get(run.candidate.algorithm);
    if (algorithm === undefined) throw new AppError('not-found', { name: run.candidate.algorithm });
    const params = { ...algorithm.defaults, ...run.candidate.params };
    const random = new RandomState(seed + place);
    const model = await train(algorithm, { x: fold.trainX, y: fold.trainY, params, random, trace: false }, { signal, pause });
    const predicted = algorithm.predict(model, fold.testX);
    if (predicted.some((value) => !Number.isFinite(value))) throw new AppError('not-finite', { fold: place });
    run.losses.push(input.loss(fold.testY, predicted));
    fold.test.forEach((row, i) => (run.predicted[row] = predicted[i]));
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'cancelled') throw error;
    run.failed = error.code;
  }
  run.millis += now() - start;
}
