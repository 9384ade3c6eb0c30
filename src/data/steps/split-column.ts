/** One text column into several: at a mark, after so many characters, or by a pattern such as "* - * (*)". The column stays. */
import { MISSING_CODE, type Column } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { rewritten, columnOfValues } from '../expression-values.ts';
import { findColumn } from '../find-column.ts';
import { addColumns, NOTHING, textOf } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** The last part takes what is left; a cell with fewer parts, or not of the pattern, leaves the others empty. */
export function splitColumn(input: StepInput, { column: name, by, at, into }: StepOf<'split-column'>): StepResult {
  const column = findColumn(input.table, name);
  if (column?.kind !== 'text') return NOTHING;
  const parts = column.dictionary.map((word) => partsOf(word, by, at, into.length));
  const made = into.map((part, i): Column => {
    const words = parts.map((found) => found[i] ?? '');
    // Each old word has its own new one, so the codes stay until equal words are put together.
    const codes = column.codes.map((code) => (code === MISSING_CODE || words[code] === '' ? MISSING_CODE : code));
    return columnOfValues(
      part,
      rewritten({ type: 'text', codes, dictionary: words }, (word) => word),
    );
  });
  return addColumns(input, made, textOf(input.table, name));
}

export function partsOf(word: string, by: StepOf<'split-column'>['by'], at: string, most: number): string[] {
  switch (by) {
    case 'mark': {
      if (at === '') return [word.trim()];
      const parts = word.split(at);
      return [...parts.slice(0, most - 1), parts.slice(most - 1).join(at)].map((part) => part.trim());
    }
    case 'first': {
      const letters = [...word];
      const length = Math.max(0, Math.trunc(Number(at)) || 0);
      return [letters.slice(0, length).join('').trim(), letters.slice(length).join('').trim()];
    }
    case 'pattern':
      return matchPattern(word, at);
  }
}

/** What the stars of a pattern stand for, shortest first; empty where the word is not of the pattern. Linear in the word. */
function matchPattern(word: string, pattern: string): string[] {
  const [head, ...marks] = pattern.split('*');
  if (!word.startsWith(head)) return [];
  let from = head.length;
  const found: string[] = [];
  for (const [i, mark] of marks.entries()) {
    const isLast = i === marks.length - 1;
    const to = isLast ? (word.endsWith(mark) ? word.length - mark.length : -1) : word.indexOf(mark, from);
    if (to < from) return [];
    found.push(word.slice(from, to).trim());
    from = to + mark.length;
  }
  return found;
}
