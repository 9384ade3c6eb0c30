/** Several columns as one text column, a mark between their cells. The columns stay. */
import { MISSING_CODE } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { columnOfValues, type TextValues } from '../expression-values.ts';
import { findColumn } from '../find-column.ts';
import { keyCodes } from '../key-codes.ts';
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
  const width = keys.length + 1;
  const codeOfPair = new Map<number, number>();
  const codeOf = new Map<string, number>();
  const merged = new Uint32Array(codes.length).fill(MISSING_CODE);
  for (let row = 0; row < codes.length; row++) {
    const [a, b] = [left.codes[row], codes[row]];
    if (a === MISSING_CODE && b === MISSING_CODE) continue;
    const pair = (a === MISSING_CODE ? 0 : a + 1) * width + (b === MISSING_CODE ? 0 : b + 1);
    let code = codeOfPair.get(pair);
    if (code === undefined) {
      const [head, tail] = [a === MISSING_CODE ? '' : left.dictionary[a], b === MISSING_CODE ? '' : keys[b]];
      const word = head !== '' && tail !== '' ? head + mark + tail : head + tail;
      code = codeOf.get(word) ?? codeOf.size;
      codeOf.set(word, code);
      codeOfPair.set(pair, code);
    }
    merged[row] = code;
  }
  return { type: 'text', codes: merged, dictionary: [...codeOf.keys()] };
}
