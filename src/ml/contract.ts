/**
 * What an algorithm is. `fit` yields one step at a time and returns plain data; training drains it, the classroom keeps
 * its steps, cancelling stops between two steps: one loop, so that the lesson cannot disagree with the product.
 * A step owns its arrays. No clock, storage, text or hidden defaults; chance comes in as `random`.
 */
import type { Matrix } from '../core/matrix.ts';
import type { AlgorithmId } from '../core/model-card.ts';
import type { RandomState } from '../core/rng.ts';
import { AppError } from '../core/errors.ts';

export type TaskKind = 'classification' | 'regression';

/** One parameter, for the command line, the model screen and the contract test. */
export interface ParameterSpec {
  name: string;
  /** `columns`: a list of column numbers, from 0. `members`: other algorithms with their parameters and weights (`stack.ts`). */
  kind: 'number' | 'integer' | 'choice' | 'boolean' | 'columns' | 'members';
  /** Inclusive range of a number, or of each in a list; null = none allowed as "no limit". */
  range?: readonly [number, number];
  choices?: readonly string[];
  nullable?: boolean;
  /** One line, English: what it does, with unit. */
  about: string;
}

export interface FitInput<Params> {
  /** rows x features, finite values only (a NaN is refused with `not-finite`, unless the algorithm's `missing` is `native`). */
  x: Matrix;
  /** Class 0/1/2... as whole numbers, or the number to predict. */
  y: Float64Array;
  params: Params;
  /** All chance comes from here. */
  random: RandomState;
  /** True: yield every candidate (classroom). False: yield only where cancelling may stop. */
  trace: boolean;
}

/** Why rows get their answers: raw answer = average + sum of the shares. */
export interface FactShares {
  /** Raw answer when nothing is known of a row. */
  average: number;
  /** Per row, one share per group of columns. */
  shares: Float64Array[];
}

/** `Model` is plain data (survives structuredClone, holds no training rows unless `holdsRows`) with a `kind`. */
export interface Algorithm<Params extends object = object, Model = unknown, Step = unknown> {
  id: AlgorithmId;
  tasks: readonly TaskKind[];
  /** The model is made of training rows: whoever has it has some of the data. */
  holdsRows?: true;
  /** `native`: NaN in `x` means missing, and is learned from. */
  missing?: 'native';
  defaults: Params;
  parameters: readonly ParameterSpec[];
  fit(input: FitInput<Params>): Generator<Step, Model, void> | AsyncGenerator<Step, Model, void>;
  /** Chance of class 1 (two classes), or the predicted number; one per row. */
  predict(model: Model, x: Matrix): Float64Array;
  /** Number of classes the model tells apart; 0 = it predicts a number. */
  classes?(model: Model): number;
  /** Chance of each class, rows x classes. */
  probabilities?(model: Model, x: Matrix): Matrix;
  /**
   * How much each fact (a group of columns) has to do with each row's answer; in raw answers, which `answerOf` turns into
   * `predict`'s. Of three classes and more, for class 1, and without `answerOf`. Undefined where it would take too long.
   */
  factShares?(model: Model, x: Matrix, groups: readonly (readonly number[])[]): FactShares | undefined;
  /** `predict`'s number from a raw answer; absent = they are the same. */
  answerOf?(model: Model, raw: number): number;
  /** What was learned, for people and the command line: coefficients, rules ... as plain JSON. */
  describe(model: Model, features: readonly string[]): Record<string, unknown>;
}

/** Runs a fit to its end. Stops with `cancelled` between two steps when `signal` says so. */
export async function train<P extends object, M, S>(
  algorithm: Algorithm<P, M, S>,
  input: FitInput<P>,
  hooks: { onStep?: (step: S) => void; pause?: () => Promise<void>; signal?: AbortSignal } = {},
): Promise<M> {
  const run = algorithm.fit(input);
  for (;;) {
    if (hooks.signal?.aborted) throw new AppError('cancelled');
    const next = await run.next();
    if (next.done) return next.value;
    hooks.onStep?.(next.value);
    if (hooks.pause) await hooks.pause();
  }
}
