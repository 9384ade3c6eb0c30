/** What the person has decided about columns: put together, asked for where it is open, and remembered for the next file of the shape. */
import type { CellType, ColumnReading, ColumnReport, ReadReport } from '../core/reading.ts';
import type { Recipe, Roles } from '../core/recipe.ts';

/** By column index; what is left out is found by the reader. */
export type ColumnChoices = Readonly<Record<number, Partial<ColumnReading>>>;

/** What a column leaves open: which way round its dates or numbers go, in which unit it is, which days its numbers count. */
export type OpenQuestion = 'date' | 'number' | 'units' | 'serial';

/** `change` over `before`, column by column; what a change sets to undefined is left to the reader again. */
export function mergeChoices(before: ColumnChoices, change: ColumnChoices): ColumnChoices {
  const merged: Record<number, Partial<ColumnReading>> = { ...before };
  for (const [key, choice] of Object.entries(change)) {
    const index = Number(key);
    const kept = Object.entries({ ...before[index], ...choice }).filter(([, value]) => value !== undefined);
    if (kept.length > 0) merged[index] = Object.fromEntries(kept);
    else delete merged[index];
  }
  return merged;
}

/** The choice of a type for a column: codes that become numbers on request are read as such, whatever they lose. */
export function choiceOfType(column: ColumnReport, type: CellType): Partial<ColumnReading> {
  const isNumber = type === 'number' || type === 'money' || type === 'percent';
  const wasText = ['id', 'text', 'category'].includes(column.reading.type) || column.reading.asNumber === 'codes';
  return { type, asNumber: isNumber && wasText ? 'codes' : undefined };
}

export function questionsOf(column: ColumnReport): OpenQuestion[] {
  const questions: OpenQuestion[] = [];
  if (column.ambiguousDate) questions.push('date');
  if (column.ambiguousNumber) questions.push('number');
  if (column.mixedUnits) questions.push('units');
  if (column.serialDate?.other !== undefined) questions.push('serial');
  return questions;
}

export function isAnswered(question: OpenQuestion, choice: Partial<ColumnReading> = {}): boolean {
  switch (question) {
    case 'date':
      return choice.dateOrder !== undefined;
    case 'number':
      return choice.decimal !== undefined;
    case 'units':
      return choice.unit !== undefined || choice.type !== undefined;
    case 'serial':
      return choice.epoch !== undefined || choice.type !== undefined;
  }
}

/** A question whose answer changes who is called and for how much: it cannot be guessed. */
export function mustBeAnswered(question: OpenQuestion, column: ColumnReport, roles: Roles): boolean {
  if (question === 'date') return column.name === roles.when;
  if (question === 'serial') return false;
  return [roles.amount, roles.price, roles.quantity, roles.target].includes(column.name);
}

/** What the recipe of a former file says about the columns of this one (same shape, so same places). */
export function rememberedChoices(report: ReadReport, recipe: Recipe | undefined): ColumnChoices {
  if (!recipe) return {};
  if (recipe.answers) return recipe.answers;
  // Recipes of before answers were kept apart: what this file leaves open is read as the former one was.
  const former = recipe.read.columns ?? {};
  const open = report.columns.filter((column) => questionsOf(column).length > 0 && former[column.index]);
  return Object.fromEntries(open.map(({ index }) => [index, former[index]]));
}
