/** What a cleaned table amounts to: people, days, money. */
import { MISSING_CODE, MISSING_DAY, type Table } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Roles } from '../../src/core/recipe.ts';
import { findColumn } from '../../src/data/find-column.ts';
import { keyCodes } from '../../src/data/key-codes.ts';
import { orderLines, type OrderLines } from '../../src/data/order-lines.ts';

export interface TableFacts {
  customers: number;
  firstDay?: number;
  lastDay?: number;
  lowest?: number;
  highest?: number;
}

/** Errors: `no-usable-rows`, `column-missing` (orders without who or when). */
export function tableFacts(table: Table, roles: Roles): TableFacts & { lines?: OrderLines } {
  if (table.rowCount === 0) throw new AppError('no-usable-rows');
  return roles.rowShape === 'order' ? orderFacts(table, roles) : customerFacts(table, roles);
}

function orderFacts(table: Table, roles: Roles): TableFacts & { lines: OrderLines } {
  const lines = orderLines(table, roles);
  if (lines.rowCount === 0) throw new AppError('no-usable-rows');
  const [firstDay, lastDay] = range(lines.day);
  const [lowest, highest] = range(lines.amount);
  return { customers: lines.ids.length, firstDay, lastDay, lowest, highest, lines };
}

/** One row is one customer, unless the customer's number says otherwise; a row without a number still is somebody. */
function customerFacts(table: Table, roles: Roles): TableFacts {
  const who = findColumn(table, roles.who);
  const when = findColumn(table, roles.when);
  const amount = findColumn(table, roles.amount);
  const [firstDay, lastDay] = when?.kind === 'date' ? range(when.values, MISSING_DAY) : [];
  const [lowest, highest] = amount?.kind === 'number' ? range(amount.values) : [];
  const keys = who && keyCodes(who);
  const nameless = keys ? keys.codes.reduce((count, code) => count + (code === MISSING_CODE ? 1 : 0), 0) : 0;
  return { customers: keys ? keys.keys.length + nameless : table.rowCount, firstDay, lastDay, lowest, highest };
}

/** Smallest and largest value that is there; empty where there is none. */
function range(values: Float64Array | Int32Array, missing?: number): [number, number] | [] {
  let lowest = Infinity;
  let highest = -Infinity;
  // By index: the iterator of a typed array costs several times as much.
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === missing) continue;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return lowest <= highest ? [lowest, highest] : [];
}
