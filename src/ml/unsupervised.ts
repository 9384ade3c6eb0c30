/**
 * What a method that groups rows without any answer to learn from is. As `contract.ts`: `fit` yields one step at a time and
 * returns plain data, a step owns its arrays, chance comes in as `random`.
 */
import { AppError } from '../core/errors.ts';
import type { Matrix } from '../core/matrix.ts';
import type { RandomState } from '../core/rng.ts';
import type { ParameterSpec } from './contract.ts';

export type GroupingId = 'kmeans' | 'mixture';

export interface GroupInput<Params> {
  /** rows x features, finite values only; standardised by the caller, or the widest column decides alone. */
  x: Matrix;
  params: Params;
  /** All chance comes from here. */
  random: RandomState;
  /** True: yield what the classroom shows. False: yield only where cancelling may stop. */
  trace: boolean;
}

/** `Model` is plain data (survives structuredClone, holds no training rows) with a `kind`. */
export interface Grouping<Params extends object = object, Model = unknown, Step = unknown> {
  id: GroupingId;
  defaults: Params;
  parameters: readonly ParameterSpec[];
  fit(input: GroupInput<Params>): Generator<Step, Model, void>;
  /** Group of each row, from 0. */
  assign(model: Model, x: Matrix): Uint32Array;
  /** What was found, for people and the command line, as plain JSON. */
  describe(model: Model, features: readonly string[]): Record<string, unknown>;
}

/** Runs a fit to its end; for the pause and the stop between two steps see `train` of `contract.ts`. */
export async function findGroups<P extends object, M, S>(
  grouping: Grouping<P, M, S>,
  input: GroupInput<P>,
  hooks: { onStep?: (step: S) => void; pause?: () => Promise<void>; signal?: AbortSignal } = {},
): Promise<M> {
  const run = grouping.fit(input);
  for (;;) {
    if (hooks.signal?.aborted) throw new AppError('cancelled');
    const next = run.next();
    if (next.done) return next.value;
    hooks.onStep?.(next.value);
    if (hooks.pause) await hooks.pause();
  }
}

/** Refuses what cannot be grouped: fewer rows than groups (`too-few-rows`), NaN or infinity (`not-finite`, with its place). */
export function checkRows(x: Matrix, groups: number): void {
  if (x.rows < groups) throw new AppError('too-few-rows', { rows: x.rows, needed: groups });
  x.values.forEach((value, at) => {
    if (!Number.isFinite(value)) throw new AppError('not-finite', { row: at % x.rows, column: Math.floor(at / x.rows) });
  });
}
