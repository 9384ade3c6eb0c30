/** A yes/no column that says where another lies outside its fences. */
import { MISSING_BOOLEAN } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { addColumns, NOTHING, textOf } from './change-columns.ts';
import { outlierFences } from './outlier-fences.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** The fences are those of all rows that are there (no target is looked at); only the cells outside are counted. */
export function flagOutliers(input: StepInput, { column: name, rule, low, high, into }: StepOf<'flag-outliers'>): StepResult {
  const column = findColumn(input.table, name);
  if (column?.kind !== 'number') return NOTHING;
  const { values } = column;
  const kept = values.filter((_, row) => input.keep[row] === 1);
  const { lowest, highest } = outlierFences(kept, rule, low, high);
  const isOutside = (row: number) => values[row] < lowest || values[row] > highest;
  const flags = Uint8Array.from(values, (value, row) => (Number.isNaN(value) ? MISSING_BOOLEAN : isOutside(row) ? 1 : 0));
  const { columns } = addColumns(input, [{ kind: 'boolean', name: into, values: flags }], textOf(input.table, name));
  const outside = addColumns(
    input,
    [{ kind: 'boolean', name: into, values: flags.map((flag) => (flag === 1 ? 1 : MISSING_BOOLEAN)) }],
    textOf(input.table, name),
  );
  return { ...outside, columns };
}
