/** The rows of a linked table that speak of each customer, and the days in it. */
import { MISSING_CODE, MISSING_DAY, type Column, type Table } from '../core/column.ts';
import type { Roles } from '../core/recipe.ts';
import { findColumn } from './find-column.ts';
import { keyCodes } from './key-codes.ts';

const SECONDS_PER_DAY = 86_400;

/** Visits every row whose key is among `keys`, once for each customer of that key. O(rows + customers). */
export function eachRowOf(
  { table, key }: { table: Table; key: string },
  keys: readonly (string | undefined)[],
  visit: (customer: number, row: number) => void,
): void {
  const who = findColumn(table, key);
  if (!who) return;
  const { codes, keys: words } = keyCodes(who);
  const customers = new Map<string, number[]>();
  keys.forEach((one, i) => one !== undefined && customers.set(one, [...(customers.get(one) ?? []), i]));
  const ofCode = words.map((word) => customers.get(word) ?? []);
  for (let row = 0; row < codes.length; row++) if (codes[row] !== MISSING_CODE) for (const i of ofCode[codes[row]]) visit(i, row);
}

/** The matched day column, else the first there is. */
export function contactDayColumn(table: Table, roles: Roles): Column | undefined {
  const matched = findColumn(table, roles.when);
  return matched && isDay(matched) ? matched : table.columns.find(isDay);
}

export function contactDays(table: Table, roles: Roles): Int32Array | undefined {
  const column = contactDayColumn(table, roles);
  return column && daysOf(column);
}

/** The first day column whose name, in lower case, is such a one. */
export function daysNamed(table: Table, name: RegExp): Int32Array | undefined {
  const column = table.columns.find((one) => isDay(one) && name.test(one.name.toLowerCase()));
  return column && daysOf(column);
}

export function daysOf(column: Column): Int32Array {
  if (column.kind === 'date') return column.values;
  if (column.kind !== 'datetime') return new Int32Array();
  return Int32Array.from(column.values, (second) => (Number.isNaN(second) ? MISSING_DAY : Math.floor(second / SECONDS_PER_DAY)));
}

function isDay({ kind }: Column): boolean {
  return kind === 'date' || kind === 'datetime';
}
