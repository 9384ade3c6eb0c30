/** One value for every row, of the kind of a column. */
import { MISSING_DAY, type Column } from '../../core/column.ts';
import { readBoolean } from '../cell-boolean.ts';
import { readDate } from '../cell-date.ts';
import { readNumber } from '../cell-number.ts';

/** Undefined where the text does not read as the column's kind. */
export function constantColumn(like: Column, rows: number, text: string): Column | undefined {
  const { name } = like;
  const value = text.trim();
  if (value === '') return undefined;
  switch (like.kind) {
    case 'text':
      return { kind: 'text', name, use: like.use, codes: new Uint32Array(rows), dictionary: [value] };
    case 'number': {
      const number = readNumber(value, '.')?.value;
      return number === undefined ? undefined : { kind: 'number', name, values: new Float64Array(rows).fill(number) };
    }
    case 'boolean': {
      const answer = readBoolean(value);
      return answer === undefined ? undefined : { kind: 'boolean', name, values: new Uint8Array(rows).fill(answer) };
    }
    case 'date':
    case 'datetime': {
      // A column of moments becomes one of days: nobody types a second.
      const day = readDate(value, 'ymd')?.day ?? MISSING_DAY;
      return day === MISSING_DAY ? undefined : { kind: 'date', name, values: new Int32Array(rows).fill(day) };
    }
  }
}
