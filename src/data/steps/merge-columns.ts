/** Several columns as one text column, a mark between their cells. The columns stay. */
import { MISSING_CODE, type Column, type TextColumn } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { useOf } from '../expression-values.ts';
import { findColumn } from '../find-column.ts';
import { keyCodes } from '../key-codes.ts';
import { pairNumbers } from '../pair-numbers.ts';
import { WordCodes } from '../word-codes.ts';
import { addColumns, NOTHING } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Words, no two of them equal, and which of them each row has. */
interface Words {
  codes: Uint32Array;
  count: number;
  wordOf: (code: number) => string;
}

/** Columns that the table lacks are passed over. O(rows x columns). */
export function mergeColumns(input: StepInput, { columns, mark, into }: StepOf<'merge-columns'>): StepResult {
  const parts = columns.flatMap((name): Words[] => {
    const column = findColumn(input.table, name);
    if (!column) return [];
    const { codes, keys } = keyCodes(column);
    return [{ codes, count: keys.length, wordOf: (code) => keys[code] }];
  });
  if (parts.length === 0) return NOTHING;
  const { codes, count, wordOf } = parts.reduce((left, right) => joined(left, right, mark));
  let dictionary: string[] | undefined;
  const merged: TextColumn = {
    kind: 'text',
    name: into,
    use: useOf(count, codes.length),
    codes,
    tidy: true,
    // Made when somebody asks: a million different words cost more than all the rest.
    get dictionary() {
      return (dictionary ??= Array.from({ length: count }, (_, code) => wordOf(code)));
    },
  };
  const cell = (_: Column, row: number): string => wordOf(codes[row]);
  return addColumns(input, [merged], () => '', cell);
}

function joined(left: Words, right: Words, mark: string): Words {
  const rows = left.codes.length;
  // Codes from 1 on, 0 = nothing: so each pair is put together once, one of a part alone included.
  const head = new Uint32Array(rows);
  const tail = new Uint32Array(rows);
  const isThere = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    head[row] = left.codes[row] === MISSING_CODE ? 0 : left.codes[row] + 1;
    tail[row] = right.codes[row] === MISSING_CODE ? 0 : right.codes[row] + 1;
    isThere[row] = head[row] + tail[row] > 0 ? 1 : 0;
  }
  const { numbers: codes, count, first: heads, second: tails } = pairNumbers(head, tail, right.count + 1, isThere);
  for (let row = 0; row < rows; row++) if (isThere[row] === 0) codes[row] = MISSING_CODE;
  const wordOf = (pair: number): string => {
    const [first, last] = [heads[pair], tails[pair]];
    if (first === 0) return right.wordOf(last - 1);
    return last === 0 ? left.wordOf(first - 1) : left.wordOf(first - 1) + mark + right.wordOf(last - 1);
  };
  const alone = { left: new Set<string>(), right: new Set<string>() };
  for (let pair = 0; pair < count; pair++) {
    if (tails[pair] === 0) alone.left.add(wordOf(pair));
    if (heads[pair] === 0) alone.right.add(wordOf(pair));
  }
  return areDifferent(left, right, mark, alone) ? { codes, count, wordOf } : distinct(codes, count, wordOf);
}

/**
 * Whether different pairs always are different words. They are where the mark tells the parts: it is in none of the words on one
 * side and cannot overlap itself (as "aa" can). Words that stand `alone` must hold no mark, and be words of one side only.
 */
function areDifferent(left: Words, right: Words, mark: string, alone: { left: Set<string>; right: Set<string> }): boolean {
  if (mark === '' || hasBorder(mark)) return false;
  for (const word of alone.left) if (alone.right.has(word)) return false;
  const isLeftFree = lacks(left, mark);
  const isRightFree = (!isLeftFree || alone.right.size > 0) && lacks(right, mark);
  return (isLeftFree || isRightFree) && (alone.left.size === 0 || isLeftFree) && (alone.right.size === 0 || isRightFree);
}

/** It begins as it ends. */
function hasBorder(mark: string): boolean {
  for (let length = 1; length < mark.length; length++) if (mark.endsWith(mark.slice(0, length))) return true;
  return false;
}

function lacks({ count, wordOf }: Words, mark: string): boolean {
  for (let code = 0; code < count; code++) if (wordOf(code).includes(mark)) return false;
  return true;
}

/** Equal words share a code. */
function distinct(codes: Uint32Array, count: number, wordOf: Words['wordOf']): Words {
  const different = new WordCodes(count);
  const moved = new Uint32Array(count);
  for (let pair = 0; pair < count; pair++) moved[pair] = different.add(wordOf(pair));
  const { words } = different;
  const next = codes.map((pair) => (pair === MISSING_CODE ? MISSING_CODE : moved[pair]));
  return { codes: next, count: words.length, wordOf: (code) => words[code] };
}
