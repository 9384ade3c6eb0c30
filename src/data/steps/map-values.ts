/** Several spellings of one thing become one; words for "nothing" become empty. */
import type { StepOf } from '../../core/recipe.ts';
import { changeWords } from './change-words.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Spellings count as they stand in the cell, blanks around them aside. Where two groups name one spelling the first wins. */
export function mapValues(input: StepInput, { column, groups }: StepOf<'map-values'>): StepResult {
  const target = new Map<string, string>();
  for (const { from, to } of groups) for (const spelling of from) if (!target.has(spelling)) target.set(spelling, to);
  return changeWords(input, [column], (words) => words.map((word) => target.get(word) ?? target.get(word.trim()) ?? word));
}
