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
  // What a spreadsheet program shows where a formula failed.
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#NULL!',
  '#SPILL!',
  '#CALC!',
]);

/** Marks that stand for "nothing" where a number or a date is expected; elsewhere they are text. */
const MARKS = new Set(['-', '--', '---', '?', '–', '—', '.', '/', 'n.a.', '无', '暂无', '空']);

const LONGEST_WORD = 10;
/** 1 for the bytes that a word for "nothing" may start with. */
const FIRST_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => ([...WORDS].some((word) => word.charCodeAt(0) === byte) ? 1 : 0));

/** A quick look at a trimmed cell: false when `isMissingWord` cannot be true. */
export function mayBeMissingWord(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from <= LONGEST_WORD && FIRST_BYTES[bytes[from]] === 1;
}

export function startsMissingWord(byte: number): boolean {
  return FIRST_BYTES[byte] === 1;
}

export function isMissingWord(trimmed: string): boolean {
  return trimmed === '' || WORDS.has(trimmed);
}

/** `isMissingWord`, in a column of numbers or dates. */
export function isMissingValue(trimmed: string): boolean {
  return isMissingWord(trimmed) || MARKS.has(trimmed);
}
