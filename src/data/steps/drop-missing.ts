/** Drops rows with nothing in one of the columns: without who or when, a row belongs to nobody. */
import type { Step } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { missingMask } from '../missing.ts';
import { dropRows } from './drop-rows.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Columns that the table does not have are passed over. */
export function dropMissing(input: StepInput, step: Extract<Step, { kind: 'drop-missing' }>): StepResult {
  const columns = step.columns.flatMap((name) => {
    const column = findColumn(input.table, name);
    const missing = column && missingMask(column);
    return missing?.includes(1) ? [{ name, missing }] : [];
  });
  if (columns.length === 0) return { rows: 0, cells: 0, examples: [] };
  const missingAt = (row: number) => columns.find(({ missing }) => missing[row] === 1);
  return dropRows(
    input,
    (row) => missingAt(row) !== undefined,
    (row) => ({ column: missingAt(row)?.name ?? '', before: '' }),
  );
}
