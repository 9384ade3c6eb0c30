/** Whether text is a category, an id or free text: decided when the whole column has been counted. */
import type { TextUse } from '../core/column.ts';
import { MAX_DISTINCT } from './distinct-count.ts';
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
  const filled = sample.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const shareOf = (pattern: RegExp): number => filled.filter((cell) => pattern.test(cell)).length / Math.max(1, filled.length);
  const meanChars = filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length);
  // "Zip code: urban, rural" is a category, whatever its name.
  if (saysId(name) && (shareOf(/\d/) >= 0.5 || newShare > ID_SHARE)) return 'id';
  const isUnique = newShare > ID_SHARE && valid >= 20;
  if (isUnique && meanChars <= MAX_ID_CHARS && !saysName(name) && shareOf(/^[\x21-\x7e]+$/) > 0.8) return 'id';
  // At the limit of counting there may be any number of them.
  const isFew = distinct <= MAX_CATEGORIES || (distinct < MAX_DISTINCT && distinct <= MAX_CATEGORY_SHARE * valid);
  return isFew && meanChars <= MAX_CATEGORY_CHARS && 2 * distinct <= valid + 2 ? 'category' : 'text';
}
