/** Marks rows as dropped and remembers a few of them as examples. */
import { cellText } from '../cell-text.ts';
import { findColumn } from '../find-column.ts';
import { MAX_EXAMPLES, type StepInput, type StepResult } from './step-input.ts';

/** `columnOf` names the column whose cell stands for the row in an example; absent: the column that tells rows apart. */
export function dropRows(
  { table, keep, roles }: StepInput,
  isDropped: (row: number) => boolean,
  exampleOf: (row: number) => { column: string; before?: string } = () => ({ column: '' }),
): StepResult {
  const naming = findColumn(table, roles.orderId) ?? findColumn(table, roles.who) ?? findColumn(table, roles.name) ?? table.columns[0];
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  for (let row = 0; row < table.rowCount; row++) {
    if (keep[row] === 0 || !isDropped(row)) continue;
    keep[row] = 0;
    result.rows++;
    if (result.examples.length === MAX_EXAMPLES) continue;
    const { column: name, before } = exampleOf(row);
    const column = findColumn(table, name) ?? naming;
    const text = before ?? (column ? cellText(column, row) : '');
    result.examples.push({ line: table.sourceLine[row], column: column?.name ?? name, before: text, after: '' });
  }
  return result;
}
