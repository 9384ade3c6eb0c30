/** Addresses of cells: `AB12`. Rows count from 1, columns from 0. */
import { AppError } from '../../core/errors.ts';

/** ECMA-376 and every program that writes it: columns A..XFD, rows 1..1,048,576. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS_A1 = 16_384;

/** Errors: `workbook-broken` {message} for a cell outside every sheet. */
export function columnOfAddress(address: string): number {
  let column = 0;
  let p = 0;
  for (; p < address.length; p++) {
    const letter = address.charCodeAt(p) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  if (column < 1 || column > MAX_COLUMNS_A1) throw new AppError('workbook-broken', { message: `cell ${address.slice(0, 20)}` });
  return column - 1;
}

/** Errors: `workbook-broken`. */
export function rowOfAddress(address: string): number {
  return checkedRow(Number(/\d+$/.exec(address)?.[0] ?? NaN), address);
}

export function checkedRow(row: number, shown = String(row)): number {
  if (!Number.isInteger(row) || row < 1 || row > MAX_ROWS) throw new AppError('workbook-broken', { message: `row ${shown.slice(0, 20)}` });
  return row;
}

export function addressOf(row: number, column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return `${letters}${row}`;
}

/** `A1:C2`; undefined where it is none. */
export function rangeOfAddress(text: string): { top: number; left: number; bottom: number; right: number } | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(text);
  if (!found) return undefined;
  return { left: columnOfAddress(found[1]), top: Number(found[2]) - 1, right: columnOfAddress(found[3]), bottom: Number(found[4]) - 1 };
}
