/** Where a customer's numbers come from: the orders, and the cells of the row. */
import { MISSING_CODE } from '../core/column.ts';
import { cellText } from '../data/cell-text.ts';
import type { OrderLines } from '../data/order-lines.ts';
import { findColumn } from '../data/find-column.ts';
import type { CustomerBase } from './customer-base.ts';

/** As many orders as are shown of one person. */
const MOST_LINES = 50;

export interface HistoryEntry {
  day?: number;
  amount?: number;
  product?: string;
  /** 1-based line of the file. */
  line: number;
}

/** The customer's latest order lines, newest first. */
export function customerHistory(lines: OrderLines, customer: number): HistoryEntry[] {
  const own = Array.from(lines.customer.keys()).filter((line) => lines.customer[line] === customer);
  const newest = own.sort((a, b) => lines.day[b] - lines.day[a] || b - a).slice(0, MOST_LINES);
  return newest.map((line) => {
    const entry: HistoryEntry = { day: lines.day[line], line: lines.sourceLine[line] };
    if (!Number.isNaN(lines.amount[line])) entry.amount = lines.amount[line];
    const product = lines.product?.[line] ?? MISSING_CODE;
    if (product !== MISSING_CODE) entry.product = lines.products[product];
    return entry;
  });
}

/** The cells of the customer's row; of orders, those of the latest one. Empty cells are left out. */
export function customerCells(
  { table, roles, lines, facts }: CustomerBase,
  customer: number,
): { column: string; value: string; line: number }[] {
  const row = lines ? latestRow() : customer;
  if (row < 0) return [];
  return table.columns
    .map((column) => ({ column: column.name, value: cellText(column, row), line: table.sourceLine[row] }))
    .filter(({ value }) => value !== '');

  /** Lines of several files may bear the same number: the customer's own last one is meant. */
  function latestRow(): number {
    const who = findColumn(table, roles.who ?? roles.name);
    const line = lines && customerHistory(lines, customer)[0]?.line;
    if (!who || line === undefined) return -1;
    for (let at = table.rowCount - 1; at >= 0; at--)
      if (table.sourceLine[at] === line && cellText(who, at).trim() === facts.ids[customer]) return at;
    return -1;
  }
}
