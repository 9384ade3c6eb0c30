/** Learns from the data in use, then makes the list anew with what was learned. */
import type { AlgorithmId, ModelCard } from '../core/model-card.ts';
import { AppError } from '../core/errors.ts';
import { t } from '../i18n/t.svelte.ts';
import { learnEngine } from './engines.ts';
import { decideNow } from './run-agent.ts';
import { refreshSession, runJob, session } from './session.svelte.ts';

/** Splits, folds and starting weights: the same data and seed give the same model. */
export const DEFAULT_SEED = 42;

export interface TrainChoice {
  seed?: number;
  /** Empty or absent: all that fit the question. */
  algorithms?: AlgorithmId[];
}

interface Hooks {
  signal: AbortSignal;
  onProgress: (progress: { done: number; total: number; detail?: () => string }) => void;
}

/** The training alone, inside a job that is already running. */
export async function trainNow(datasetId: string, { signal, onProgress }: Hooks, choice: TrainChoice = {}): Promise<ModelCard> {
  return learnEngine.call(
    'train',
    { datasetId, seed: choice.seed ?? DEFAULT_SEED, algorithms: choice.algorithms },
    {
      signal,
      onProgress: ({ done, total, algorithm, outOfTime }) => {
        const method = algorithm && (() => t(`today.algorithm-${algorithm}`));
        onProgress({ done, total, detail: outOfTime && method ? () => t('today.jobOutOfTime', { method: method() }) : method });
      },
    },
  );
}

/** Trains and decides as one job with progress and stop. undefined: stopped or failed (see `session.jobError`). */
export function trainModel(choice: TrainChoice = {}): Promise<ModelCard | undefined> {
  return runJob(
    'train',
    () => t('today.jobTrain', { n: session.dataset?.rowCount ?? 0 }),
    async (hooks) => {
      const datasetId = session.dataset?.id;
      if (!datasetId) throw new AppError('not-found');
      const card = await trainNow(datasetId, hooks, choice);
      await refreshSession();
      hooks.onProgress({ done: 0, total: 0, detail: () => t('today.jobDecide') });
      await decideNow(hooks);
      return card;
    },
  );
}
