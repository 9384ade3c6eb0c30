/** Of rows alike in some columns (a customer number, an order number) keeps the first or the last. */
import { MISSING_CODE } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { keyNumbers } from '../key-codes.ts';
import { pairNumbers } from '../pair-numbers.ts';
import { NOTHING } from './change-columns.ts';
import { dropRows } from './drop-rows.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** A row with an empty cell in one of them is like no other. Columns that the table lacks: nothing happens. O(rows x columns). */
export function deduplicateBy(input: StepInput, step: StepOf<'deduplicate-by'>): StepResult {
  const { table, keep } = input;
  const columns = step.columns.map((name) => findColumn(table, name));
  if (columns.length === 0 || columns.some((column) => !column)) return NOTHING;
  let numbers: Uint32Array = new Uint32Array(table.rowCount);
  const isKeyed = keep.slice();
  for (const [i, column] of columns.entries()) {
    if (!column) continue;
    const { codes, count } = keyNumbers(column, keep);
    for (let row = 0; row < codes.length; row++) if (codes[row] === MISSING_CODE) isKeyed[row] = 0;
    // Rows that are not keyed are not looked at any more: their numbers say nothing.
    numbers = i === 0 ? codes : pairNumbers(numbers, codes, count, isKeyed).numbers;
  }
  const repeats = new Uint8Array(table.rowCount);
  const seen = new Uint8Array(table.rowCount);
  for (let i = 0; i < table.rowCount; i++) {
    const row = step.keep === 'first' ? i : table.rowCount - 1 - i;
    if (isKeyed[row] === 0) continue;
    repeats[row] = seen[numbers[row]];
    seen[numbers[row]] = 1;
  }
  return dropRows(input, (row) => repeats[row] === 1);
}
