/** Makes spellings alike that look alike: full-width letters, odd blanks, invisible characters, quotation marks, dashes. */
import type { StepOf } from '../../core/recipe.ts';
import { changeWords } from './change-words.ts';
import type { StepInput, StepResult } from './step-input.ts';
import { rewriteTogether, textOfUnits, unitRoom } from './words-together.ts';

/** Zero-width and direction marks, byte order mark, soft hyphen, control characters. */
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;
const BLANKS = /[\s\u00a0\u3000]+/gu;
const SINGLE_QUOTES = /[‘’‚‛′]/g;
const DOUBLE_QUOTES = /[“”„‟″]/g;
const DASHES = /[‐‑‒–—―−]/g;
/** Marks that no word ends with on purpose. "?" counts as one: a word alone, not a sentence. */
const MARKS = '?&!#$%^*@~`_=|;:,\\/';
const STRAY_MARKS = /(?<=[\p{L}\p{N}])[?&!#$%^*@~`_=|;:,\\/]+$/u;

export function normaliseText(input: StepInput, { columns, marks }: StepOf<'normalise-text'>): StepResult {
  return changeWords(input, columns, (words) => {
    const made = rewriteTogether(words, normalisedText, normalised).map((word) => word.trim());
    return marks ? made.map(withoutMarks) : made;
  });
}

/** Width by Unicode NFKC (ＡＢＣ１ as ABC1, ﾃﾞｰﾀ as データ), one blank between words, straight quotes, plain hyphens. */
export function normalised(word: string): string {
  // Plain letters with one blank between words are as they should be.
  if (/^[!-~]+(?: [!-~]+)*$/.test(word)) return word;
  return word
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(BLANKS, ' ')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, '-')
    .trim();
}

/** Only of a single word: "false?" loses its mark, "Ready? Go!" keeps both. */
export function withoutMarks(word: string): string {
  return MARKS.includes(word.slice(-1)) && !word.includes(' ') ? word.replace(STRAY_MARKS, '') : word;
}

const LINE = 10;
const BLANK = 32;
let replacements: Uint16Array | undefined;
const GONE = 0xffff;

/** `normalised` of lines, letter by letter; a blank may be left at their ends. */
function normalisedText(text: string): string {
  const become = (replacements ??= replacementTable());
  const wide = text.normalize('NFKC');
  const units = unitRoom(wide.length);
  let all = 0;
  let length = 0;
  for (let i = 0; i < wide.length; i++) {
    const unit = become[wide.charCodeAt(i)];
    if (unit === GONE || (unit === BLANK && length > 0 && units[length - 1] === BLANK)) continue;
    all |= unit;
    units[length++] = unit;
  }
  return textOfUnits(units.subarray(0, length), all < 128);
}

/** What each UTF-16 unit becomes. */
function replacementTable(): Uint16Array {
  return Uint16Array.from({ length: 1 << 16 }, (_, unit) => {
    const letter = String.fromCharCode(unit);
    if (unit === LINE) return LINE;
    const next = letter
      .replace(INVISIBLE, '')
      .replace(BLANKS, ' ')
      .replace(SINGLE_QUOTES, "'")
      .replace(DOUBLE_QUOTES, '"')
      .replace(DASHES, '-');
    return next === '' ? GONE : next.charCodeAt(0);
  });
}
