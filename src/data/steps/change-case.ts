/** Small letters, capitals, or a capital at the start of each word. */
import type { StepOf } from '../../core/recipe.ts';
import { changeWords } from './change-words.ts';
import type { StepInput, StepResult } from './step-input.ts';

export function changeCase(input: StepInput, { columns, to }: StepOf<'change-case'>): StepResult {
  return changeWords(input, columns, CASES[to]);
}

const PLAIN = /^[ -~]*$/;

export const CASES: Record<StepOf<'change-case'>['to'], (word: string) => string> = {
  lower: (word) => word.toLowerCase(),
  upper: (word) => word.toUpperCase(),
  // An apostrophe does not start a word: "O'brien's" keeps its small s.
  title: (word) =>
    PLAIN.test(word)
      ? word.toLowerCase().replace(/(?<![a-z\d'])[a-z]/g, (letter) => letter.toUpperCase())
      : word.toLowerCase().replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase()),
};
