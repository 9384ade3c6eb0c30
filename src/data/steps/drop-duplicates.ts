/** Drops rows that equal an earlier one in every cell, blanks around cells aside; the first is kept. */
import { repeatedRows } from '../repeated-rows.ts';
import { dropRows } from './drop-rows.ts';
import type { StepInput, StepResult } from './step-input.ts';

/**
 * Rows are told apart by 64-bit hashes: among a million different rows the chance of one false match is 3 in 100 million.
 * O(rows).
 */
export function dropDuplicates(input: StepInput): StepResult {
  const { hashHigh, hashLow } = input.table;
  const repeated = repeatedRows(hashHigh, hashLow, input.keep);
  return dropRows(input, (row) => repeated[row] === 1);
}
