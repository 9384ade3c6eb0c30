/** Whether a cell is a number or a date in any of the ways they are written. */
import { readDate } from './cell-date.ts';
import { readNumber } from './cell-number.ts';

export function isValue(cell: string): boolean {
  return (
    /^\d+$/.test(cell) ||
    readNumber(cell, '.') !== undefined ||
    readNumber(cell, ',') !== undefined ||
    readDate(cell, 'dmy') !== undefined ||
    readDate(cell, 'mdy') !== undefined
  );
}
