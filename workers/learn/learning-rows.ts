/** The rows a question is learned from: those of the files, and what was marked since. */
import { outcomeRows } from '../../src/agent/outcome-label.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import type { Question } from '../../src/core/recipe.ts';
import type { Run } from '../../src/core/work.ts';
import { trainingRows, withoutAnswersOf, type TrainingRows } from '../../src/insight/training-rows.ts';
import type { Store } from '../../src/store/contract.ts';
import { orderDays } from './base-facts.ts';
import type { LoadedBase } from './load-base.ts';
import { workRecords } from './work-records.ts';

/** Errors: those of `trainingRows`. */
export async function learningRows(
  store: Store,
  loaded: LoadedBase,
  question: Question,
): Promise<{ rows: TrainingRows; outcomes: { x: Matrix; y: Float64Array } }> {
  const rows = trainingRows(loaded.base, question);
  const learned = await labelledOutcomes(store, loaded, question, rows);
  return { rows: loaded.base.lines ? rows : withoutAnswersOf(rows, learned.customerIds), outcomes: learned };
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
