/** Replays a recipe's cleaning steps, in order, on a table as it was read. Undo is the same list without the step. */
import type { Table } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
import type { ReadReport } from '../core/reading.ts';
import type { Roles, Step, StepEffect } from '../core/recipe.ts';
import { changeCase } from './steps/change-case.ts';
import { clipOutliers } from './steps/clip-outliers.ts';
import { convertCurrency } from './steps/convert-currency.ts';
import { deduplicateBy } from './steps/deduplicate-by.ts';
import { deriveColumn } from './steps/derive-column.ts';
import { dropColumns } from './steps/drop-columns.ts';
import { filterRows } from './steps/filter-rows.ts';
import { flagOutliers } from './steps/flag-outliers.ts';
import { mapValues } from './steps/map-values.ts';
import { mergeColumns } from './steps/merge-columns.ts';
import { normaliseText } from './steps/normalise-text.ts';
import { parseAs } from './steps/parse-as.ts';
import { pivotInteractions } from './steps/pivot-interactions.ts';
import { renameColumn } from './steps/rename-column.ts';
import { setUnit } from './steps/set-unit.ts';
import { splitColumn } from './steps/split-column.ts';
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
 * Steps that are switched off do nothing. Errors: `bad-expression`.
 *
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
    if (step.off) return { step, rows: 0, cells: 0, examples: [] };
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
    case 'change-case':
      return changeCase(input, step);
    case 'clip-outliers':
      return clipOutliers(input, step);
    case 'convert-currency':
      return convertCurrency(input, step);
    case 'deduplicate-by':
      return deduplicateBy(input, step);
    case 'derive-column':
      return deriveColumn(input, step);
    case 'drop-columns':
      return dropColumns(input, step);
    case 'filter-rows':
      return filterRows(input, step);
    case 'flag-outliers':
      return flagOutliers(input, step);
    case 'map-values':
      return mapValues(input, step);
    case 'merge-columns':
      return mergeColumns(input, step);
    case 'normalise-text':
      return normaliseText(input, step);
    case 'parse-as':
      return parseAs(input, step);
    case 'pivot-interactions':
      return pivotInteractions(input, step);
    case 'rename-column':
      return renameColumn(input, step);
    case 'set-unit':
      return setUnit(input, step);
    case 'split-column':
      return splitColumn(input, step);
    default:
      return assertNever(step);
  }
}
