/** Columns that were set aside because they give the answer away, taken back by a person who knows that they were known before. */
import type { Dataset } from '../core/dataset.ts';
import { AppError } from '../core/errors.ts';
import { refreshSession, writableStore } from './session.svelte.ts';
import { trainModel } from './train-model.ts';

/** Kept in the question, and learned anew at once. Errors: `not-found`, `read-only-tab`. */
export async function trustColumn(datasetId: string, column: string, isTrusted: boolean): Promise<void> {
  const store = await writableStore();
  const dataset = await store.get('dataset', datasetId);
  const question = dataset?.recipe.question;
  if (!dataset || !question) throw new AppError('not-found');
  const others = (question.trusted ?? []).filter((name) => name !== column);
  const recipe = { ...dataset.recipe, question: { ...question, trusted: isTrusted ? [...others, column] : others } };
  const changed: Dataset = { ...dataset, recipe, updatedAt: Date.now() };
  await store.write([{ kind: 'dataset', put: changed }]);
  await refreshSession();
  await trainModel();
}
