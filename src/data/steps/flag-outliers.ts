/** A yes/no column that says where another lies outside its fences. */
import { MISSING_BOOLEAN } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { addColumns, NOTHING, putColumn, textOf } from './change-columns.ts';
import { keptValues, outlierFences } from './outlier-fences.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** The fences are those of all rows that are there (no target is looked at); only the cells outside are counted. */
export function flagOutliers(input: StepInput, { column: name, rule, low, high, into }: StepOf<'flag-outliers'>): StepResult {
  const column = findColumn(input.table, name);
  if (column?.kind !== 'number') return NOTHING;
  const { values } = column;
  const { lowest, highest } = outlierFences(keptValues(values, input.keep), rule, low, high);
  const flags = new Uint8Array(values.length);
  const outside = new Uint8Array(values.length).fill(MISSING_BOOLEAN);
  for (let row = 0; row < values.length; row++) {
    if (values[row] < lowest || values[row] > highest) flags[row] = outside[row] = 1;
    else if (Number.isNaN(values[row])) flags[row] = MISSING_BOOLEAN;
  }
  const counted = addColumns(input, [{ kind: 'boolean', name: into, values: outside }], textOf(input.table, name));
  return { ...counted, columns: putColumn(input.table.columns, { kind: 'boolean', name: into, values: flags }) };
}
