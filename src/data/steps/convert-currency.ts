/** Multiplies a column by a rate that the person typed; the rate stands in the recipe. */
import type { StepOf } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { NOTHING, replaceColumn } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

export function convertCurrency(input: StepInput, { column: name, factor, unit }: StepOf<'convert-currency'>): StepResult {
  const column = findColumn(input.table, name);
  if (column?.kind !== 'number') return NOTHING;
  const values = column.values.map((value) => value * factor);
  return replaceColumn(input, column, { ...column, values, unit }, (row) => !Number.isNaN(values[row]));
}
