/** A file cleaned by a recipe from the command line: the same reading and the same steps as in the product. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { StepEffect } from '../../src/core/recipe.ts';
import { readRecipe } from '../../src/core/parse-recipe.ts';
import { optionsFor, recipeQuestions, type RecipeQuestion } from '../../src/core/recipe-questions.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { runSteps } from '../../src/data/run-steps.ts';
import { writeCsv, type CsvCell } from '../../src/data/write-csv.ts';

export interface CleanRun {
  rowsIn: number;
  rowsOut: number;
  effects: StepEffect[];
  /** What the app would ask about this file; here everything is read as last time. */
  questions: RecipeQuestion[];
}

/** @param data CSV or TSV, also gzipped. Errors: as reading; `bad-recipe`, `newer-recipe`, `bad-expression`. */
export async function cleanLab({ data, recipe: recipePath, out }: { data: string; recipe: string; out: string }): Promise<CleanRun> {
  const { recipe } = readRecipe(await readFile(recipePath, 'utf8'));
  const file = await readFile(data);
  const source = bytesSource(data.endsWith('.gz') ? gunzipSync(file) : file);
  const found = await readIntoMemory(source, basename(data));
  const questions = recipeQuestions(recipe, found.report);
  const { report, table } = await readIntoMemory(source, basename(data), optionsFor(recipe, found.report, questions, []));
  const { table: cleaned, effects } = runSteps(table, recipe.steps, recipe.roles, report);
  const rows = function* (): Generator<CsvCell[]> {
    for (let row = 0; row < cleaned.rowCount; row++)
      yield cleaned.columns.map((column) => {
        const text = cellText(column, row);
        return text === '' ? null : column.kind === 'number' ? column.values[row] : text;
      });
  };
  await writeFile(out, writeCsv(cleaned.columns.map(({ name }) => name), rows())); // prettier-ignore
  return { rowsIn: table.rowCount, rowsOut: cleaned.rowCount, effects, questions };
}

export function cleanPage({ rowsIn, rowsOut, effects, questions }: CleanRun): string {
  const steps = effects.map(({ step, rows, cells }) => {
    const { kind, off, ...settings } = step;
    return `  ${off ? '(off) ' : ''}${kind.padEnd(20)} ${String(rows).padStart(8)} rows ${String(cells).padStart(8)} cells  ${JSON.stringify(settings).slice(0, 100)}`;
  });
  const asked = questions.map((question) => `  ${JSON.stringify(question)}`);
  return [`${rowsIn} rows in, ${rowsOut} out`, ...steps, ...(asked.length > 0 ? ['not as last time:', ...asked] : ['as last time'])].join(
    '\n',
  );
}
