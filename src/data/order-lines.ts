/** A table of orders as the few arrays that the facts about customers are computed from. */
import { MISSING_CODE, MISSING_DAY, type Column, type Table } from '../core/column.ts';
import { AppError } from '../core/errors.ts';
import type { Roles } from '../core/recipe.ts';
import { bucketRows } from './bucket-rows.ts';
import { findColumn, requireColumn } from './find-column.ts';
import { keyCodes, keyNumbers, type KeyCodes } from './key-codes.ts';
import { missingMask } from './missing.ts';

const SECONDS_PER_DAY = 86_400;

/** Arrays of one entry per line (`rowCount`), some of them the table's own, and of one entry per customer (`ids`). Lines stand in the order of the table. */
export interface OrderLines {
  rowCount: number;
  /** Index into `ids`. */
  customer: Uint32Array;
  ids: string[];
  /** From the customer's latest line that has one; the id where there is no name. */
  names: string[];
  phones: (string | undefined)[];
  emails: (string | undefined)[];
  /** Days since 1970-01-01. */
  day: Int32Array;
  /** Money of the line, NaN = unknown; negative = brought back. */
  amount: Float64Array;
  /** Whether the table says anything about money. */
  hasAmount: boolean;
  /** Lines of one order share a number in [0, orderCount): same customer and order id, or same customer and day without ids. */
  order: Uint32Array;
  orderCount: number;
  /** Index into `products`, MISSING_CODE = not said. */
  product: Uint32Array | undefined;
  products: string[];
  sourceLine: Uint32Array;
  /** Rows left out because they say nothing about who or when. */
  skipped: number;
}

/**
 * Needs a column for who (the number, or else the name) and for when, which must be a date; otherwise `column-missing`.
 * Money is the amount column, or quantity x price. O(rows).
 */
export function orderLines(table: Table, roles: Roles): OrderLines {
  const who = requireColumn(table, roles.who ?? roles.name, 'who');
  const day = days(requireColumn(table, roles.when, 'when'));
  const usable = new Uint8Array(table.rowCount);
  const missingWho = missingMask(who);
  let rowCount = 0;
  for (let row = 0; row < table.rowCount; row++) {
    usable[row] = missingWho[row] === 0 && day[row] !== MISSING_DAY ? 1 : 0;
    rowCount += usable[row];
  }
  const rows = new Uint32Array(rowCount);
  for (let row = 0, line = 0; row < table.rowCount; row++) if (usable[row] === 1) rows[line++] = row;

  const customers = keyCodes(who, usable);
  // Mostly every row is a line: then the table's own arrays serve.
  const lineOf = <T extends Int32Array | Uint32Array | Float64Array>(from: T): T => {
    if (rowCount === table.rowCount) return from;
    const into = from.slice(0, rowCount) as T; // of the same kind as `from`
    for (let line = 0; line < rowCount; line++) into[line] = from[rows[line]];
    return into;
  };
  const customer = lineOf(customers.codes);
  const lineDay = lineOf(day);
  const orderId = findColumn(table, roles.orderId);
  const orderKeys = orderId && keyNumbers(orderId, usable);
  const orderIds = orderKeys && { codes: lineOf(orderKeys.codes), count: orderKeys.count };
  const product = findColumn(table, roles.product);
  const products = product && keyCodes(product, usable);
  const money = amounts(table, roles);
  const latest = latestCells(rows, customer, lineDay, customers.keys.length);
  return {
    rowCount,
    customer,
    ids: customers.keys,
    names: latest(findColumn(table, roles.name)).map((name, i) => name ?? customers.keys[i]),
    phones: latest(findColumn(table, roles.phone)),
    emails: latest(findColumn(table, roles.email)),
    day: lineDay,
    amount: money ? lineOf(money) : new Float64Array(rowCount).fill(NaN),
    hasAmount: money !== undefined,
    ...orders(customer, customers.keys.length, lineDay, orderIds),
    product: products && lineOf(products.codes),
    products: products?.keys ?? [],
    sourceLine: lineOf(table.sourceLine),
    skipped: table.rowCount - rowCount,
  };
}

function days(column: Column): Int32Array {
  if (column.kind === 'date') return column.values;
  if (column.kind !== 'datetime') throw new AppError('column-missing', { column: column.name });
  return Int32Array.from(column.values, (second) => (Number.isNaN(second) ? MISSING_DAY : Math.floor(second / SECONDS_PER_DAY)));
}

function amounts(table: Table, roles: Roles): Float64Array | undefined {
  const amount = findColumn(table, roles.amount);
  if (amount?.kind === 'number') return amount.values;
  const quantity = findColumn(table, roles.quantity);
  const price = findColumn(table, roles.price);
  if (quantity?.kind !== 'number' || price?.kind !== 'number') return undefined;
  return quantity.values.map((pieces, row) => pieces * price.values[row]);
}

/** Numbers the orders. A line without an order id belongs to the customer's order of its day. */
function orders(
  customer: Uint32Array,
  customers: number,
  day: Int32Array,
  orderIds: { codes: Uint32Array; count: number } | undefined,
): { order: Uint32Array; orderCount: number } {
  if (orderIds && haveOneOwner(orderIds.codes, customer, orderIds.count)) return { order: orderIds.codes, orderCount: orderIds.count };
  const ids = orderIds?.count ?? 0;
  const dayCode = new Map<number, number>();
  const codes = customer.map((_, line) => {
    const id = orderIds?.codes[line] ?? MISSING_CODE;
    if (id !== MISSING_CODE) return id;
    const code = dayCode.get(day[line]) ?? ids + dayCode.size;
    dayCode.set(day[line], code);
    return code;
  });
  const { start, rows } = bucketRows(customer, customers);
  const order = new Uint32Array(customer.length);
  const lastCustomer = new Int32Array(ids + dayCode.size).fill(-1);
  const numberOf = new Uint32Array(ids + dayCode.size);
  let orderCount = 0;
  for (let c = 0; c < customers; c++) {
    for (let i = start[c]; i < start[c + 1]; i++) {
      const code = codes[rows[i]];
      if (lastCustomer[code] !== c) numberOf[code] = orderCount++;
      lastCustomer[code] = c;
      order[rows[i]] = numberOf[code];
    }
  }
  return { order, orderCount };
}

/** Every line has an order id, and no id has two customers. */
function haveOneOwner(codes: Uint32Array, customer: Uint32Array, count: number): boolean {
  const ownerOf = new Int32Array(count).fill(-1);
  for (let line = 0; line < codes.length; line++) {
    const code = codes[line];
    if (code === MISSING_CODE || (ownerOf[code] >= 0 && ownerOf[code] !== customer[line])) return false;
    ownerOf[code] = customer[line];
  }
  return true;
}

/** For a column: each customer's cell on the latest day that has one; of one day the lowest in the table. */
function latestCells(rows: Uint32Array, customer: Uint32Array, day: Int32Array, customers: number) {
  return (column: Column | undefined): (string | undefined)[] => {
    const found = new Array<string | undefined>(customers).fill(undefined);
    if (column === undefined) return found;
    const { codes, keys }: KeyCodes = keyCodes(column);
    const foundDay = new Int32Array(customers).fill(MISSING_DAY);
    for (let line = 0; line < rows.length; line++) {
      const code = codes[rows[line]];
      if (code === MISSING_CODE || day[line] < foundDay[customer[line]]) continue;
      found[customer[line]] = keys[code];
      foundDay[customer[line]] = day[line];
    }
    return found;
  };
}
