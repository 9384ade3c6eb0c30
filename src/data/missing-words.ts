/** Words that stand for "nothing": those pandas reads as NA, and what MySQL and Arrow write. Spelling counts: "NA", not "Na". */
const WORDS = new Set([
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'NaT',
  'None',
  'n/a',
  'nan',
  'null',
  '(null)',
  '\\N',
]);

/** Marks that stand for "nothing" where a number or a date is expected; elsewhere they are text. */
const MARKS = new Set(['-', '--', '---', '?', '–', '—', '.', '/', 'n.a.', '无', '暂无', '空']);

/** Longest of the above, in UTF-8 bytes: longer cells need not be looked at. */
export const LONGEST_MISSING_WORD = 10;

export function isMissingWord(trimmed: string): boolean {
  return trimmed === '' || WORDS.has(trimmed);
}

/** `isMissingWord`, in a column of numbers or dates. */
export function isMissingValue(trimmed: string): boolean {
  return isMissingWord(trimmed) || MARKS.has(trimmed);
}
