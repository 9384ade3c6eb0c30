/** Makes spellings alike that look alike: full-width letters, odd blanks, invisible characters, quotation marks, dashes. */
import type { StepOf } from '../../core/recipe.ts';
import { changeWords } from './change-words.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Zero-width and direction marks, byte order mark, soft hyphen, control characters. */
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;
const BLANKS = /[\s\u00a0\u3000]+/gu;
/** A mark that no word ends with on purpose. "?" counts as one: a word alone, not a sentence. */
const STRAY_MARKS = /(?<=[\p{L}\p{N}])[?&!#$%^*@~`_=|;:,\\/]+$/u;

export function normaliseText(input: StepInput, { columns, marks }: StepOf<'normalise-text'>): StepResult {
  return changeWords(input, columns, marks ? (word) => withoutMarks(normalised(word)) : normalised);
}

/** Width by Unicode NFKC (ＡＢＣ１ as ABC1, ﾃﾞｰﾀ as データ), one blank between words, straight quotes, plain hyphens. */
export function normalised(word: string): string {
  // Plain letters with one blank between words are as they should be.
  if (/^[!-~]+(?: [!-~]+)*$/.test(word)) return word;
  return word
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(BLANKS, ' ')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .trim();
}

/** Only of a single word: "false?" loses its mark, "Ready? Go!" keeps both. */
export function withoutMarks(word: string): string {
  return word.includes(' ') ? word : word.replace(STRAY_MARKS, '');
}
