/** Which cells hold nothing. */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column, type TextColumn } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';

/** For each row 1 where the cell is missing, a code without a word or an empty word included. */
export function missingMask(column: Column): Uint8Array {
  const mask = new Uint8Array(column.kind === 'text' ? column.codes.length : column.values.length);
  switch (column.kind) {
    case 'number':
    case 'datetime':
      for (let row = 0; row < mask.length; row++) if (Number.isNaN(column.values[row])) mask[row] = 1;
      return mask;
    case 'date':
      for (let row = 0; row < mask.length; row++) if (column.values[row] === MISSING_DAY) mask[row] = 1;
      return mask;
    case 'boolean':
      for (let row = 0; row < mask.length; row++) if (column.values[row] === MISSING_BOOLEAN) mask[row] = 1;
      return mask;
    case 'text': {
      if (column.tidy) {
        for (let row = 0; row < mask.length; row++) if (column.codes[row] === MISSING_CODE) mask[row] = 1;
        return mask;
      }
      const empty = emptyCodes(column);
      for (let row = 0; row < mask.length; row++) {
        const code = column.codes[row];
        if (code === MISSING_CODE || empty[code] === 1) mask[row] = 1;
      }
      return mask;
    }
    default:
      return assertNever(column);
  }
}

function emptyCodes({ dictionary }: TextColumn): Uint8Array {
  return Uint8Array.from(dictionary, (word) => (word.trim() === '' ? 1 : 0));
}
