/** Takes the blanks off both ends of text cells; a cell of blanks becomes a missing one. */
import type { Column } from '../../core/column.ts';
import { findColumn } from '../find-column.ts';
import { noteChanges, withWords, wordChange } from './change-words.ts';
import { MAX_EXAMPLES, type StepInput, type StepResult } from './step-input.ts';

/**
 * Works on dictionaries: a column without outer blanks costs one look at its words. Of columns that the table lacks because
 * nobody needs them the reader's count stands.
 */
export function trim({ table, keep, report }: StepInput): StepResult {
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  const columns = table.columns.map((column): Column => {
    if (column.kind !== 'text' || column.tidy) return column;
    const change = wordChange(column, column.dictionary.map(trimmed));
    if (!change) return column;
    noteChanges(column, change, table.sourceLine, keep, result);
    return { ...withWords(column, change), tidy: true };
  });
  for (const { name, outerBlanks } of report?.columns ?? []) {
    if (!outerBlanks || findColumn(table, name)) continue;
    result.cells += outerBlanks.cells;
    for (const { line, raw } of outerBlanks.examples)
      if (result.examples.length < MAX_EXAMPLES) result.examples.push({ line, column: name, before: raw, after: raw.trim() });
  }
  return { ...result, columns };
}

/** Most words begin and end with a plain letter: they need not be copied to see that. */
function trimmed(word: string): string {
  return isPlain(word.charCodeAt(0)) && isPlain(word.charCodeAt(word.length - 1)) ? word : word.trim();
}

function isPlain(letter: number): boolean {
  return letter > 32 && letter < 127;
}
