/** One cell of a column as text for people and files: ISO dates, plain numbers, yes/no, '' = missing. */
import { isoDay } from '../core/civil-date.ts';
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
import { spellBoolean } from './boolean-builder.ts';
import { isoDateTime } from './date-builder.ts';

export function cellText(column: Column, row: number): string {
  switch (column.kind) {
    case 'number': {
      const value = column.values[row];
      return Number.isNaN(value) ? '' : String(value);
    }
    case 'date': {
      const day = column.values[row];
      return day === MISSING_DAY ? '' : isoDay(day);
    }
    case 'datetime': {
      const seconds = column.values[row];
      return Number.isNaN(seconds) ? '' : isoDateTime(seconds);
    }
    case 'boolean': {
      const value = column.values[row];
      return value === MISSING_BOOLEAN ? '' : spellBoolean(value);
    }
    case 'text': {
      const code = column.codes[row];
      return code === MISSING_CODE ? '' : column.dictionary[code];
    }
    default:
      return assertNever(column);
  }
}
