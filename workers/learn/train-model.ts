/** Learns the dataset's question anew, from the rows and from what was marked since, and keeps the model. */
import { outcomeRows } from '../../src/agent/outcome-label.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ModelCard } from '../../src/core/model-card.ts';
import type { Question } from '../../src/core/recipe.ts';
import type { Run } from '../../src/core/work.ts';
import { trainQuestion } from '../../src/insight/train-question.ts';
import { trainingRows, withoutAnswersOf, type TrainingRows } from '../../src/insight/training-rows.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { CallContext } from '../../src/rpc/serve.ts';
import type { Store } from '../../src/store/contract.ts';
import { orderDays } from './base-facts.ts';
import { loadBase, type LoadedBase } from './load-base.ts';
import { workRecords } from './work-records.ts';

type Train = LearnCalls['train'];

/** Errors: `not-found`, `column-missing` (nothing to predict), those of `trainingRows` and `selectModel`, `read-only-tab`, `cancelled`. */
export async function trainModel(
  store: Store,
  { datasetId, seed, algorithms }: Train['args'],
  job: CallContext<Train['progress']>,
): Promise<ModelCard> {
  const loaded = await loadBase(store, datasetId, job);
  const question = questionOf(loaded.dataset);
  const rows = trainingRows(loaded.base, question);
  job.progress({ stage: 'features', done: 1, total: 1, rows: rows.x.rows });
  await job.pause();
  const learned = await labelledOutcomes(store, loaded, question, rows);
  const model = await trainQuestion({
    rows: loaded.base.lines ? rows : withoutAnswersOf(rows, learned.customerIds),
    question,
    steps: loaded.dataset.recipe.steps,
    outcomes: learned,
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

/** Outcomes of runs that asked the same thing, as rows under the features of `rows`. */
async function labelledOutcomes(store: Store, { dataset, base }: LoadedBase, question: Question, rows: TrainingRows) {
  const { runs, outcomes } = await workRecords(store, dataset.id);
  const asked = new Map<string, boolean>();
  for (const { modelId } of runs) {
    if (asked.has(modelId)) continue;
    const model = await store.get('model', modelId);
    asked.set(modelId, model !== undefined && isSameQuestion(model.card.question, question));
  }
  const fitting: Run[] = runs.filter(({ modelId }) => asked.get(modelId));
  return outcomeRows(fitting, outcomes, rows.features, question, orderDays(base), base.facts.asOfDay);
}

/** The same answer is asked for; a longer or shorter horizon does not change what "came back" means. */
function isSameQuestion(a: Question, b: Question): boolean {
  if (a.kind === 'will-not-return' || b.kind === 'will-not-return') return a.kind === b.kind;
  const yes = (question: Question) => (question.kind === 'yes-no' ? question.yes : '');
  return a.kind === b.kind && a.target === b.target && yes(a) === yes(b);
}
