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
  const { codes, keys } = keyCodes(column, use);
  return { codes, count: keys.length };
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
  const missing = missingMask(column);
  const found = new Uint32Array(missing.length).fill(MISSING_CODE);
  const codeOfValue = new Map<number, number>();
  const keys: string[] = [];
  for (let row = 0; row < missing.length; row++) {
    if (missing[row] === 1 || use?.[row] === 0) continue;
    let code = codeOfValue.get(column.values[row]);
    if (code === undefined) codeOfValue.set(column.values[row], (code = keys.push(cellText(column, row)) - 1));
    found[row] = code;
  }
  return { codes: found, keys };
}
