/** Takes the blanks off both ends of text cells; a cell of blanks becomes a missing one. */
import { MISSING_CODE, type Column, type TextColumn } from '../../core/column.ts';
import { findColumn } from '../find-column.ts';
import { MAX_EXAMPLES, type StepInput, type StepResult } from './step-input.ts';

/**
 * Works on dictionaries: a column without outer blanks costs one look at its words. Of columns that the table lacks because
 * nobody needs them the reader's count stands.
 */
export function trim({ table, keep, report }: StepInput): StepResult {
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  const columns = table.columns.map((column): Column => {
    if (column.kind !== 'text' || column.tidy) return column;
    const words = column.dictionary.map((word) => word.trim());
    if (words.every((word, code) => word === column.dictionary[code])) return column;
    noteChanges(column, words, table.sourceLine, keep, result);
    return withWords(column, words);
  });
  for (const { name, outerBlanks } of report?.columns ?? []) {
    if (!outerBlanks || findColumn(table, name)) continue;
    result.cells += outerBlanks.cells;
    for (const { line, raw } of outerBlanks.examples)
      if (result.examples.length < MAX_EXAMPLES) result.examples.push({ line, column: name, before: raw, after: raw.trim() });
  }
  return { ...result, columns };
}

function noteChanges(column: TextColumn, words: string[], sourceLine: Uint32Array, keep: Uint8Array, result: StepResult): void {
  const changed = Uint8Array.from(words, (word, code) => (word === column.dictionary[code] ? 0 : 1));
  for (let row = 0; row < keep.length; row++) {
    const code = column.codes[row];
    if (keep[row] === 0 || changed[code] !== 1) continue;
    result.cells++;
    if (result.examples.length < MAX_EXAMPLES)
      result.examples.push({ line: sourceLine[row], column: column.name, before: column.dictionary[code], after: words[code] });
  }
}

/** The column with these words instead; equal ones share a code, empty ones are missing. */
function withWords(column: TextColumn, words: readonly string[]): TextColumn {
  const codeOf = new Map<string, number>();
  const moved = Uint32Array.from(words, (word) => {
    if (word === '') return MISSING_CODE;
    const code = codeOf.get(word) ?? codeOf.size;
    codeOf.set(word, code);
    return code;
  });
  const codes = column.codes.map((code) => (code === MISSING_CODE ? code : moved[code]));
  return { ...column, codes, dictionary: [...codeOf.keys()], tidy: true };
}
