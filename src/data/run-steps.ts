/** Replays a recipe's cleaning steps, in order, on a table as it was read. Undo is the same list without the step. */
import type { Table } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
import type { ReadReport } from '../core/reading.ts';
import type { Roles, Step, StepEffect } from '../core/recipe.ts';
import { dropDuplicates } from './steps/drop-duplicates.ts';
import { dropMissing } from './steps/drop-missing.ts';
import { dropTotals } from './steps/drop-totals.ts';
import { dropUnreadable } from './steps/drop-unreadable.ts';
import { fillMissing } from './steps/fill-missing.ts';
import type { StepInput, StepResult } from './steps/step-input.ts';
import { trim } from './steps/trim.ts';
import { keptRows, takeTableRows } from './take-rows.ts';

export interface CleanedTable {
  table: Table;
  effects: StepEffect[];
  /** One byte per row of the table as given: 1 = it is in `table`. */
  keep: Uint8Array;
}

/**
 * @param table with all its rows: those that a later file superseded are left out by `keep`
 * @param report how the table was read: without it totals and unreadable cells cannot be told, and those steps do nothing
 * @param keep rows to begin with (one byte per row, 1 = there); absent: all. Rows left out are not looked at by any step
 */
export function runSteps(table: Table, steps: readonly Step[], roles: Roles, report?: ReadReport, keep?: Uint8Array): CleanedTable {
  const marked = markSteps(table, steps, roles, report, keep);
  const whole = marked.keep.every((kept) => kept === 1);
  return { ...marked, table: whole ? marked.table : takeTableRows(marked.table, keptRows(marked.keep)) };
}

/** As `runSteps`, but rows are only marked: `table` still has all of them. */
export function markSteps(table: Table, steps: readonly Step[], roles: Roles, report?: ReadReport, keep?: Uint8Array): CleanedTable {
  const input: StepInput = { table, keep: keep?.slice() ?? new Uint8Array(table.rowCount).fill(1), roles, report };
  const effects = steps.map((step): StepEffect => {
    const { columns, rows, cells, examples } = applyStep(input, step);
    if (columns) input.table = { ...input.table, columns };
    return { step, rows, cells, examples };
  });
  return { table: input.table, effects, keep: input.keep };
}

function applyStep(input: StepInput, step: Step): StepResult {
  switch (step.kind) {
    case 'trim':
      return trim(input);
    case 'drop-duplicates':
      return dropDuplicates(input);
    case 'drop-totals':
      return dropTotals(input);
    case 'drop-unreadable':
      return dropUnreadable(input, step);
    case 'drop-missing':
      return dropMissing(input, step);
    case 'fill-missing':
      return fillMissing(input, step);
    default:
      return assertNever(step);
  }
}
