/** Text cells rewritten word by word: the dictionary is looked at once, rows only get other codes. */
import { MISSING_CODE, type Column, type TextColumn } from '../../core/column.ts';
import { WordCodes } from '../word-codes.ts';
import { MAX_EXAMPLES, type StepInput, type StepResult } from './step-input.ts';

/**
 * Only the text columns named, and only words that differ afterwards; an empty word makes the cell missing. `rewrite` gives a
 * word for each word. O(words + rows of the columns that change).
 */
export function changeWords(
  { table, keep }: StepInput,
  names: readonly string[],
  rewrite: (words: readonly string[]) => readonly string[],
): StepResult {
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  const wanted = new Set(names);
  let touched = false;
  const columns = table.columns.map((column): Column => {
    if (column.kind !== 'text' || !wanted.has(column.name)) return column;
    const change = wordChange(column, rewrite(column.dictionary));
    if (!change) return column;
    touched = true;
    noteChanges(column, change, table.sourceLine, keep, result, true);
    return withWords(column, change);
  });
  return touched ? { ...result, columns } : result;
}

/** For each word of a dictionary another one, or the same. */
export interface WordChange {
  words: readonly string[];
  /** 1 where it is another. */
  changed: Uint8Array;
}

/** Undefined where all words are as they were. */
export function wordChange({ dictionary }: TextColumn, words: readonly string[]): WordChange | undefined {
  const changed = new Uint8Array(words.length);
  let count = 0;
  for (let code = 0; code < words.length; code++) if (words[code] !== dictionary[code]) count += changed[code] = 1;
  return count > 0 ? { words, changed } : undefined;
}

/** @param eachOnce five different words say more than the same one five times */
export function noteChanges(
  { name, codes, dictionary }: TextColumn,
  { words, changed }: WordChange,
  sourceLine: Uint32Array,
  keep: Uint8Array,
  result: StepResult,
  eachOnce = false,
): void {
  const shown = new Set<number>();
  for (let row = 0; row < keep.length; row++) {
    const code = codes[row];
    if (keep[row] === 0 || changed[code] !== 1) continue;
    result.cells++;
    if (result.examples.length === MAX_EXAMPLES || (eachOnce && shown.has(code))) continue;
    shown.add(code);
    result.examples.push({ line: sourceLine[row], column: name, before: dictionary[code], after: words[code] });
  }
}

/** The column with these words instead; equal ones share a code, empty ones are missing. */
export function withWords({ kind, name, use, codes }: TextColumn, { words }: WordChange): TextColumn {
  const different = new WordCodes(words.length);
  const moved = new Uint32Array(words.length);
  for (let word = 0; word < words.length; word++) moved[word] = words[word] === '' ? MISSING_CODE : different.add(words[word]);
  const next = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) next[row] = codes[row] === MISSING_CODE ? MISSING_CODE : moved[codes[row]];
  return { kind, name, use, codes: next, dictionary: different.words };
}
