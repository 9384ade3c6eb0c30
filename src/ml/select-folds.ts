/** Cross-validation: every candidate on the same folds, everything that is learned learned inside the fold. */
import { AppError, toAppError } from '../core/errors.ts';
import { take, takeRows, type Matrix } from '../core/matrix.ts';
import { RandomState } from '../core/rng.ts';
import { train, type Algorithm } from './contract.ts';
import type { Candidate } from './select-candidates.ts';
import type { Split } from './split.ts';

export interface FoldRun {
  candidate: Candidate;
  /** Prediction for each row of the folds' test parts; NaN elsewhere. */
  predicted: Float64Array;
  /** Loss on each fold so far. */
  losses: number[];
  millis: number;
  /** Error code, when it could not be trained on some fold. */
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
}

/** Throws only `cancelled`; whatever else a candidate throws is its own failure. */
export async function crossValidate(input: FoldsInput): Promise<FoldRun[]> {
  const { x, y, folds, candidates, algorithms, encoding, seed, signal, pause, now } = input;
  const runs = candidates.map((candidate): FoldRun => ({
    candidate,
    predicted: new Float64Array(x.rows).fill(NaN),
    losses: [],
    millis: 0,
  }));
  for (const [fold, { train: trainRows, test }] of folds.entries()) {
    const encode = encoding(trainRows);
    const trainX = encode(takeRows(x, trainRows));
    const testX = encode(takeRows(x, test));
    const trainY = take(y, trainRows);
    await pause?.();
    for (const run of runs) {
      if (run.failed === undefined) {
        const start = now();
        try {
          const algorithm = algorithms.get(run.candidate.algorithm);
          if (algorithm === undefined) throw new AppError('not-found', { name: run.candidate.algorithm });
          const params = { ...algorithm.defaults, ...run.candidate.params };
          const random = new RandomState(seed + fold);
          const model = await train(algorithm, { x: trainX, y: trainY, params, random, trace: false }, { signal, pause });
          const predicted = algorithm.predict(model, testX);
          if (predicted.some((value) => !Number.isFinite(value))) throw new AppError('not-finite', { fold });
          run.losses.push(input.loss(take(y, test), predicted));
          test.forEach((row, i) => (run.predicted[row] = predicted[i]));
        } catch (thrown) {
          const error = toAppError(thrown);
          if (error.code === 'cancelled') throw error;
          run.failed = error.code;
        }
        run.millis += now() - start;
      }
      input.onFold?.(run.candidate, runs);
      await pause?.();
    }
  }
  return runs;
}
