/** Values that identify something (a customer, an order, a product) as dense numbers. */
import { MISSING_CODE, type Column, type TextColumn } from '../core/column.ts';
import { cellText } from './cell-text.ts';
import { missingMask } from './missing.ts';

export interface KeyCodes {
  /** Index into `keys` for each row; MISSING_CODE where there is none. May be the column's own: not to be written to. */
  codes: Uint32Array;
  /** In order of first appearance, trimmed: blanks around it do not make it another key. */
  keys: string[];
}

/** Rows that `use` leaves out (0) count as without a key. O(rows + distinct). */
export function keyCodes(column: Column, use?: Uint8Array): KeyCodes {
  return column.kind === 'text' ? wordKeys(column, use) : valueKeys(column, use);
}

/** As `keyCodes`, where nobody asks what the keys are: words need not even be read. */
export function keyNumbers(column: Column, use?: Uint8Array): { codes: Uint32Array; count: number } {
  if (column.kind === 'text' && column.tidy) {
    const inOrder = wordsInOrder(column, use);
    if (inOrder !== undefined) return { codes: column.codes, count: inOrder };
    const { codes, words } = usedWords(column, use);
    return { codes, count: words.length };
  }
  if (column.kind === 'text') {
    const { codes, keys } = wordKeys(column, use);
    return { codes, count: keys.length };
  }
  const { codes, rows } = valueNumbers(column, use);
  return { codes, count: rows.length };
}

function wordKeys(column: TextColumn, use: Uint8Array | undefined): KeyCodes {
  const inOrder = column.tidy ? wordsInOrder(column, use) : undefined;
  if (inOrder !== undefined) return { codes: column.codes, keys: column.dictionary.slice(0, inOrder) };
  const { codes, words } = usedWords(column, use);
  const { dictionary } = column;
  if (column.tidy) return { codes, keys: Array.from(words, (word) => dictionary[word]) };
  const codeOfText = new Map<string, number>();
  const codeOfWord = Uint32Array.from(words, (word) => {
    const text = dictionary[word].trim();
    if (text === '') return MISSING_CODE;
    const code = codeOfText.get(text) ?? codeOfText.size;
    codeOfText.set(text, code);
    return code;
  });
  for (let row = 0; row < codes.length; row++) if (codes[row] !== MISSING_CODE) codes[row] = codeOfWord[codes[row]];
  return { codes, keys: [...codeOfText.keys()] };
}

/** How many words the rows have, if these are numbered in order of first appearance already, as those of a whole file are. */
function wordsInOrder({ codes }: TextColumn, use: Uint8Array | undefined): number | undefined {
  let words = 0;
  for (let row = 0; row < codes.length; row++) {
    const word = codes[row];
    if (word === MISSING_CODE) continue;
    if (word > words || use?.[row] === 0) return undefined;
    if (word === words) words++;
  }
  return words;
}

/** The words that the rows have, numbered in order of first appearance. */
function usedWords({ codes }: TextColumn, use: Uint8Array | undefined): { codes: Uint32Array; words: Uint32Array } {
  let highest = -1;
  for (let row = 0; row < codes.length; row++) if (codes[row] !== MISSING_CODE && codes[row] > highest) highest = codes[row];
  const found = new Uint32Array(codes.length).fill(MISSING_CODE);
  const codeOfWord = new Uint32Array(highest + 1).fill(MISSING_CODE);
  const words = new Uint32Array(highest + 1);
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    const word = codes[row];
    if (word === MISSING_CODE || use?.[row] === 0) continue;
    if (codeOfWord[word] === MISSING_CODE) {
      words[count] = word;
      codeOfWord[word] = count++;
    }
    found[row] = codeOfWord[word];
  }
  return { codes: found, words: words.subarray(0, count) };
}

function valueKeys(column: Exclude<Column, TextColumn>, use: Uint8Array | undefined): KeyCodes {
  const { codes, rows } = valueNumbers(column, use);
  return { codes, keys: rows.map((row) => cellText(column, row)) };
}

/** Of days and whole numbers that lie this close together each has its place. */
const MOST_PLACES = 1 << 20;

/** `rows`: where each value stands for the first time. */
function valueNumbers(column: Exclude<Column, TextColumn>, use: Uint8Array | undefined): { codes: Uint32Array; rows: number[] } {
  const { values } = column;
  const skip = missingMask(column);
  if (use) for (let row = 0; row < skip.length; row++) if (use[row] === 0) skip[row] = 1;
  const codes = new Uint32Array(skip.length).fill(MISSING_CODE);
  const rows: number[] = [];
  let low = Infinity;
  let high = -Infinity;
  let areWhole = true;
  for (let row = 0; row < skip.length; row++) {
    if (skip[row] === 1) continue;
    const value = values[row];
    if (value < low) low = value;
    if (value > high) high = value;
    areWhole &&= Number.isInteger(value);
  }
  if (areWhole && high - low < MOST_PLACES) {
    const codeAt = new Uint32Array(Math.max(0, high - low + 1)).fill(MISSING_CODE);
    for (let row = 0; row < skip.length; row++) {
      if (skip[row] === 1) continue;
      const place = values[row] - low;
      if (codeAt[place] === MISSING_CODE) codeAt[place] = rows.push(row) - 1;
      codes[row] = codeAt[place];
    }
    return { codes, rows };
  }
  const codeOfValue = new Map<number, number>();
  for (let row = 0; row < skip.length; row++) {
    if (skip[row] === 1) continue;
    let code = codeOfValue.get(values[row]);
    if (code === undefined) codeOfValue.set(values[row], (code = rows.push(row) - 1));
    codes[row] = code;
  }
  return { codes, rows };
}
