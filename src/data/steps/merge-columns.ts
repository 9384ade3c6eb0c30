/** Several columns as one text column, a mark between their cells. The columns stay. */
import { MISSING_CODE } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { columnOfValues, type TextValues } from '../expression-values.ts';
import { findColumn } from '../find-column.ts';
import { keyCodes } from '../key-codes.ts';
import { pairNumbers } from '../pair-numbers.ts';
import { addColumns, NOTHING } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Columns that the table lacks are passed over. O(rows x columns). */
export function mergeColumns(input: StepInput, { columns, mark, into }: StepOf<'merge-columns'>): StepResult {
  const parts = columns.flatMap((name) => {
    const column = findColumn(input.table, name);
    return column ? [keyCodes(column)] : [];
  });
  const [first, ...others] = parts;
  if (first === undefined) return NOTHING;
  let merged: TextValues = { type: 'text', codes: first.codes, dictionary: first.keys };
  for (const { codes, keys } of others) merged = joined(merged, codes, keys, mark);
  return addColumns(input, [columnOfValues(into, merged)], () => '');
}

function joined(left: TextValues, codes: Uint32Array, keys: readonly string[], mark: string): TextValues {
  // Missing is a word of its own here, so that each pair is put together once.
  const rows = codes.length;
  const head = new Uint32Array(rows);
  const tail = new Uint32Array(rows);
  const isThere = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    head[row] = left.codes[row] === MISSING_CODE ? 0 : left.codes[row] + 1;
    tail[row] = codes[row] === MISSING_CODE ? 0 : codes[row] + 1;
    isThere[row] = head[row] + tail[row] > 0 ? 1 : 0;
  }
  const pairs = pairNumbers(head, tail, keys.length + 1, isThere);
  const codeOf = new Map<string, number>();
  const codeOfPair: number[] = [];
  const merged = new Uint32Array(rows).fill(MISSING_CODE);
  for (let row = 0; row < rows; row++) {
    if (isThere[row] === 0) continue;
    // Pairs are numbered in the order they come: a new one has the next number.
    if (pairs[row] === codeOfPair.length) {
      const [first, last] = [head[row] === 0 ? '' : left.dictionary[head[row] - 1], tail[row] === 0 ? '' : keys[tail[row] - 1]];
      const word = first !== '' && last !== '' ? first + mark + last : first + last;
      const code = codeOf.get(word) ?? codeOf.size;
      codeOf.set(word, code);
      codeOfPair.push(code);
    }
    merged[row] = codeOfPair[pairs[row]];
  }
  return { type: 'text', codes: merged, dictionary: [...codeOf.keys()] };
}
