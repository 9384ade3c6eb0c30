/** Values that identify something (a customer, an order, a product) as dense numbers. */
import { MISSING_CODE, type Column } from '../core/column.ts';
import { cellText } from './cell-text.ts';
import { missingMask } from './missing.ts';

export interface KeyCodes {
  /** Index into `keys` for each row; MISSING_CODE where there is none. */
  codes: Uint32Array;
  /** In order of first appearance, trimmed: blanks around it do not make it another key. */
  keys: string[];
}

/** Rows that `use` leaves out (0) count as without a key. O(rows + distinct). */
export function keyCodes(column: Column, use?: Uint8Array): KeyCodes {
  const rows = column.kind === 'text' ? column.codes.length : column.values.length;
  const codes = new Uint32Array(rows).fill(MISSING_CODE);
  const missing = missingMask(column);
  const keys: string[] = [];
  const codeOfKey = new Map<string, number>();
  const codeOfText = (text: string): number => {
    const found = codeOfKey.get(text);
    if (found !== undefined) return found;
    codeOfKey.set(text, keys.length);
    return keys.push(text) - 1;
  };

  // A text is looked up once per word, a number once per value: most rows cost one array or number-map access.
  const raw = column.kind === 'text' ? column.codes : column.values;
  const codeOfWord = column.kind === 'text' ? new Uint32Array(column.dictionary.length).fill(MISSING_CODE) : undefined;
  const codeOfValue = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    if (missing[row] === 1 || use?.[row] === 0) continue;
    const value = raw[row];
    let code = codeOfWord ? codeOfWord[value] : codeOfValue.get(value);
    if (code === undefined || code === MISSING_CODE) {
      code = codeOfText(cellText(column, row).trim());
      if (codeOfWord) codeOfWord[value] = code;
      else codeOfValue.set(value, code);
    }
    codes[row] = code;
  }
  return { codes, keys };
}
