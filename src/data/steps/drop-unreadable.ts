/** Drops rows whose cell in one of the columns says something that does not read as the column's type ("??" for a date). */
import type { ReadReport } from '../../core/reading.ts';
import type { Step } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { missingMask } from '../missing.ts';
import { dropRows } from './drop-rows.ts';
import type { StepInput, StepResult } from './step-input.ts';

/**
 * The report lists the first hundred odd cells of a column by line. In a column with more of them an odd cell cannot be
 * told from an empty one any longer, and both are dropped.
 */
export function dropUnreadable(input: StepInput, step: Extract<Step, { kind: 'drop-unreadable' }>): StepResult {
  const columns = step.columns.flatMap((name) => oddCells(input, name));
  if (columns.length === 0) return { rows: 0, cells: 0, examples: [] };
  const oddAt = (row: number) => columns.find(({ isOdd }) => isOdd(row));
  return dropRows(
    input,
    (row) => oddAt(row) !== undefined,
    (row) => {
      const found = oddAt(row);
      return { column: found?.name ?? '', before: found?.raw.get(input.table.sourceLine[row]) ?? '' };
    },
  );
}

interface OddCells {
  name: string;
  raw: Map<number, string>;
  isOdd(row: number): boolean;
}

function oddCells({ table, report }: StepInput, name: string): OddCells[] {
  const reported: ReadReport['columns'][number] | undefined = report?.columns.find((column) => column.name === name);
  const column = findColumn(table, name);
  if (reported === undefined || column === undefined || reported.odd === 0) return [];
  const raw = new Map(reported.oddCells.map((cell) => [cell.line, cell.raw]));
  const missing = reported.odd > reported.oddCells.length ? missingMask(column) : undefined;
  return [{ name, raw, isOdd: (row) => (missing ? missing[row] === 1 : raw.has(table.sourceLine[row])) }];
}
