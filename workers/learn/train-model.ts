/** Learns the dataset's question anew, from the rows and from what was marked since, and keeps the model. */
import type { Dataset } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ModelCard } from '../../src/core/model-card.ts';
import type { Question } from '../../src/core/recipe.ts';
import { trainQuestion } from '../../src/insight/train-question.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { CallContext } from '../../src/rpc/serve.ts';
import type { Store } from '../../src/store/contract.ts';
import { learningRows } from './learning-rows.ts';
import { loadBase } from './load-base.ts';

type Train = LearnCalls['train'];

/** Errors: `not-found`, `column-missing` (nothing to predict), those of `trainingRows` and `selectModel`, `read-only-tab`, `cancelled`. */
export async function trainModel(
  store: Store,
  { datasetId, seed, algorithms }: Train['args'],
  job: CallContext<Train['progress']>,
): Promise<ModelCard> {
  const loaded = await loadBase(store, datasetId, job);
  const question = questionOf(loaded.dataset);
  const { rows, outcomes } = await learningRows(store, loaded, question);
  job.progress({ stage: 'features', done: 1, total: 1, rows: rows.x.rows });
  await job.pause();
  const model = await trainQuestion({
    rows,
    question,
    steps: loaded.dataset.recipe.steps,
    outcomes,
    seed,
    algorithms,
    made: { id: crypto.randomUUID(), datasetId, at: Date.now() },
    hooks: {
      signal: job.signal,
      pause: job.pause,
      now: () => performance.now(),
      onProgress: (progress) => job.progress({ ...progress, rows: rows.x.rows }),
    },
  });
  if (job.signal.aborted) throw new AppError('cancelled');
  await store.write([{ kind: 'model', put: model }]);
  return model.card;
}

/** Errors: `column-missing`: the dataset has no question. */
export function questionOf({ recipe }: Dataset): Question {
  if (!recipe.question) throw new AppError('column-missing', { column: 'target' });
  return recipe.question;
}
