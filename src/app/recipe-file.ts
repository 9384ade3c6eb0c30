/** A recipe as a file: out for another computer, in from one. It holds names of columns and of values, never a row. */
import type { Dataset } from '../core/dataset.ts';
import { AppError } from '../core/errors.ts';
import { readRecipe, writeRecipe } from '../core/parse-recipe.ts';
import type { Recipe } from '../core/recipe.ts';
import { saveText } from './save-text.ts';

/** No recipe is larger. */
const LARGEST_BYTES = 5_000_000;

export async function saveRecipe({ name, recipe }: Pick<Dataset, 'name' | 'recipe'>): Promise<void> {
  const columns = (recipe.columns ?? []).map((column) => column.name);
  const fileName = `${name.replace(/[\\/:*?"<>|]/g, ' ').trim() || 'recipe'}.recipe.json`;
  await saveText({ fileName, text: writeRecipe(recipe, name), type: 'application/json;charset=utf-8', kind: 'recipe', rows: 0, columns });
}

/** Errors: `bad-recipe`, `newer-recipe`, `bad-expression`. */
export async function openRecipe(file: File): Promise<{ recipe: Recipe; name: string }> {
  if (file.size > LARGEST_BYTES) throw new AppError('bad-recipe', { path: 'recipe' });
  return readRecipe(await file.text());
}
