/** Small letters, capitals, or a capital at the start of each word. */
import type { StepOf } from '../../core/recipe.ts';
import { changeWords } from './change-words.ts';
import type { StepInput, StepResult } from './step-input.ts';
import { rewriteTogether, textOfUnits, unitRoom } from './words-together.ts';

export function changeCase(input: StepInput, { columns, to }: StepOf<'change-case'>): StepResult {
  return changeWords(input, columns, (words) => rewriteTogether(words, to === 'title' ? titleOfText : CASES[to], CASES[to]));
}

export const CASES: Record<StepOf<'change-case'>['to'], (word: string) => string> = {
  lower: (word) => word.toLowerCase(),
  upper: (word) => word.toUpperCase(),
  // An apostrophe does not start a word: "O'brien's" keeps its small s.
  title: (word) => word.toLowerCase().replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase()),
};

/** `CASES.title` of a text without surrogates, letter by letter. */
function titleOfText(text: string): string {
  const { goesOn, capital } = (letters ??= letterTable());
  const small = text.toLowerCase();
  // Three letters are the most that one becomes (ΐ).
  const units = unitRoom(3 * small.length);
  let all = 0;
  let length = 0;
  let isInside = false;
  for (let i = 0; i < small.length; i++) {
    const unit = small.charCodeAt(i);
    const upper = isInside ? 0 : capital[unit];
    isInside = goesOn[unit] === 1;
    all |= unit;
    if (upper === SEVERAL) for (const letter of small[i].toUpperCase()) units[length++] = letter.charCodeAt(0);
    else units[length++] = upper === 0 ? unit : upper;
  }
  return textOfUnits(units.subarray(0, length), all < 128);
}

const SEVERAL = 0xffff;
let letters: ReturnType<typeof letterTable> | undefined;

/** Of each UTF-16 unit: whether it may stand before a small letter of the same word, and its capital (0: it is no letter). */
function letterTable() {
  const goesOn = new Uint8Array(1 << 16);
  const capital = new Uint16Array(1 << 16);
  for (let unit = 0; unit < goesOn.length; unit++) {
    const letter = String.fromCharCode(unit);
    if (/[\p{L}\p{N}'’]/u.test(letter)) goesOn[unit] = 1;
    if (!/\p{L}/u.test(letter)) continue;
    const upper = letter.toUpperCase();
    capital[unit] = upper.length === 1 ? upper.charCodeAt(0) : SEVERAL;
  }
  return { goesOn, capital };
}
