/** Text cells rewritten word by word: the dictionary is looked at once, rows only get other codes. */
import { MISSING_CODE, type Column, type TextColumn } from '../../core/column.ts';
import { MAX_EXAMPLES, type StepInput, type StepResult } from './step-input.ts';

/**
 * Only the text columns named, and only words that differ afterwards; an empty word makes the cell missing.
 * O(words + rows of the columns that change).
 */
export function changeWords({ table, keep }: StepInput, names: readonly string[], rewrite: (word: string) => string): StepResult {
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  const wanted = new Set(names);
  let touched = false;
  const columns = table.columns.map((column): Column => {
    if (column.kind !== 'text' || !wanted.has(column.name)) return column;
    const words = column.dictionary.map(rewrite);
    if (words.every((word, code) => word === column.dictionary[code])) return column;
    touched = true;
    noteChanges(column, words, table.sourceLine, keep, result, true);
    return withWords(column, words);
  });
  return touched ? { ...result, columns } : result;
}

/** @param eachOnce five different words say more than the same one five times */
export function noteChanges(
  column: TextColumn,
  words: readonly string[],
  sourceLine: Uint32Array,
  keep: Uint8Array,
  result: StepResult,
  eachOnce = false,
): void {
  const changed = Uint8Array.from(words, (word, code) => (word === column.dictionary[code] ? 0 : 1));
  const shown = new Set<number>();
  for (let row = 0; row < keep.length; row++) {
    const code = column.codes[row];
    if (keep[row] === 0 || changed[code] !== 1) continue;
    result.cells++;
    if (result.examples.length === MAX_EXAMPLES || (eachOnce && shown.has(code))) continue;
    shown.add(code);
    result.examples.push({ line: sourceLine[row], column: column.name, before: column.dictionary[code], after: words[code] });
  }
}

/** The column with these words instead; equal ones share a code, empty ones are missing. */
export function withWords(column: TextColumn, words: readonly string[]): TextColumn {
  const codeOf = new Map<string, number>();
  const moved = Uint32Array.from(words, (word) => {
    if (word === '') return MISSING_CODE;
    const code = codeOf.get(word) ?? codeOf.size;
    codeOf.set(word, code);
    return code;
  });
  const codes = column.codes.map((code) => (code === MISSING_CODE ? code : moved[code]));
  const { kind, name, use } = column;
  return { kind, name, use, codes, dictionary: [...codeOf.keys()] };
}
