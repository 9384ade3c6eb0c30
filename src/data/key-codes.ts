/** Values that identify something (a customer, an order, a product) as dense numbers. */
import { MISSING_CODE, type Column, type TextColumn } from '../core/column.ts';
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
  const missing = missingMask(column);
  if (use) for (let row = 0; row < missing.length; row++) if (use[row] === 0) missing[row] = 1;
  return column.kind === 'text' ? wordCodes(column, missing) : valueCodes(column, missing);
}

/** Words of a dictionary differ, so that only blanks around them ask for comparing texts. */
function wordCodes({ codes, dictionary }: TextColumn, missing: Uint8Array): KeyCodes {
  const found = new Uint32Array(codes.length).fill(MISSING_CODE);
  const codeOfWord = new Uint32Array(dictionary.length).fill(MISSING_CODE);
  const codeOfText = dictionary.some((word) => word !== word.trim()) ? new Map<string, number>() : undefined;
  const keys: string[] = [];
  for (let row = 0; row < codes.length; row++) {
    if (missing[row] === 1) continue;
    const word = codes[row];
    if (codeOfWord[word] === MISSING_CODE) {
      const text = dictionary[word].trim();
      const code = codeOfText?.get(text) ?? keys.push(text) - 1;
      codeOfText?.set(text, code);
      codeOfWord[word] = code;
    }
    found[row] = codeOfWord[word];
  }
  return { codes: found, keys };
}

function valueCodes(column: Exclude<Column, TextColumn>, missing: Uint8Array): KeyCodes {
  const found = new Uint32Array(missing.length).fill(MISSING_CODE);
  const codeOfValue = new Map<number, number>();
  const keys: string[] = [];
  for (let row = 0; row < missing.length; row++) {
    if (missing[row] === 1) continue;
    let code = codeOfValue.get(column.values[row]);
    if (code === undefined) codeOfValue.set(column.values[row], (code = keys.push(cellText(column, row)) - 1));
    found[row] = code;
  }
  return { codes: found, keys };
}
