/** Whether text is a category, an id or free text: decided when the whole column has been counted. */
import type { TextUse } from '../core/column.ts';
import { saysId, saysName } from './header-words.ts';

/** A category has at most this many values, or at most this share of its rows. */
const MAX_CATEGORIES = 200;
const MAX_CATEGORY_SHARE = 0.05;
const ID_SHARE = 0.95;
/** Ids and choices are short. */
const MAX_ID_CHARS = 40;
const MAX_CATEGORY_CHARS = 60;

/** `newShare`: distinct values per valid row; `sample`: cells as they stand. */
export function textUse(name: string, sample: readonly string[], valid: number, distinct: number, newShare: number): TextUse {
  if (valid === 0) return 'text';
  if (saysId(name)) return 'id';
  const filled = sample.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const meanChars = filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length);
  const spaced = filled.filter((cell) => /\s/.test(cell)).length / Math.max(1, filled.length);
  const isUnique = newShare > ID_SHARE && valid >= 20;
  if (isUnique) return meanChars <= MAX_ID_CHARS && spaced < 0.2 && !saysName(name) ? 'id' : 'text';
  const isFew = distinct <= MAX_CATEGORIES || distinct <= MAX_CATEGORY_SHARE * valid;
  return isFew && meanChars <= MAX_CATEGORY_CHARS && distinct < 0.9 * valid + 2 ? 'category' : 'text';
}
