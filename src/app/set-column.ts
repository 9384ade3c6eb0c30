/** Columns set aside, or taken back, by a person who knows what was known before the answer. */
import type { Dataset } from '../core/dataset.ts';
import { AppError } from '../core/errors.ts';
import { refreshSession, writableStore } from './session.svelte.ts';
import { trainModel } from './train-model.ts';

/**
 * - `trusted`: used although it looks as if it gave the answer away
 * - `aside`: not used, whatever it looks like
 * - `judged`: used unless it looks as if it gave the answer away
 */
export type ColumnStanding = 'trusted' | 'aside' | 'judged';

/** Kept in the recipe, and learned anew at once. Errors: `not-found`, `read-only-tab`. */
export async function setColumn(datasetId: string, column: string, standing: ColumnStanding): Promise<void> {
  const store = await writableStore();
  const dataset = await store.get('dataset', datasetId);
  const question = dataset?.recipe.question;
  if (!dataset || !question) throw new AppError('not-found');
  const withColumn = (names: readonly string[] = [], isIn: boolean): string[] => [
    ...names.filter((name) => name !== column),
    ...(isIn ? [column] : []),
  ];
  const { roles } = dataset.recipe;
  const recipe = {
    ...dataset.recipe,
    roles: { ...roles, ignored: withColumn(roles.ignored, standing === 'aside') },
    question: { ...question, trusted: withColumn(question.trusted, standing === 'trusted') },
  };
  const changed: Dataset = { ...dataset, recipe, updatedAt: Date.now() };
  await store.write([{ kind: 'dataset', put: changed }]);
  await refreshSession();
  await trainModel();
}
