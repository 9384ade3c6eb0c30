/** Drops the totals (合计, Total ...) that a spreadsheet wrote below its rows: they are nobody's order. */
import { dropRows } from './drop-rows.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** The reader found them, by row of the table as it was read; without its report nothing is dropped. */
export function dropTotals(input: StepInput): StepResult {
  const { report, table } = input;
  const rows = new Set(report?.rowCount === table.rowCount ? report.totalsRows : []);
  if (rows.size === 0) return { rows: 0, cells: 0, examples: [] };
  return dropRows(input, (row) => rows.has(row));
}
