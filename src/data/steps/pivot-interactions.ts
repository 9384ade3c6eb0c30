/** What each customer has of each value of another column (channel, product group), as columns beside every row of the customer. */
import { MISSING_CODE, MISSING_DAY, type Column } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { keyCodes } from '../key-codes.ts';
import { addColumns, NOTHING } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** More values than this are no columns any longer: the most frequent ones are taken. */
const MOST_COLUMNS = 30;

/** Rows without customer have none of it. `sum` adds the number column `value`, `last` takes the latest day of it. O(rows + customers x values). */
export function pivotInteractions(input: StepInput, { by, of, take, value }: StepOf<'pivot-interactions'>): StepResult {
  const { table, keep } = input;
  const [who, what, worth] = [findColumn(table, by), findColumn(table, of), findColumn(table, value)];
  if (!who || !what) return NOTHING;
  const amounts = take === 'sum' ? (worth?.kind === 'number' ? worth.values : undefined) : undefined;
  const days = take === 'last' ? (worth?.kind === 'date' ? worth.values : undefined) : undefined;
  if ((take === 'sum' && !amounts) || (take === 'last' && !days)) return NOTHING;
  const customers = keyCodes(who, keep);
  const values = keyCodes(what, keep);
  const taken = mostFrequent(values.codes, values.keys.length);
  const people = customers.keys.length;
  const slotOf = new Int32Array(values.keys.length).fill(-1);
  taken.forEach((code, slot) => (slotOf[code] = slot * people));
  // All columns in one look at the rows: what each customer has, one column behind the other.
  const totals = new Float64Array(taken.length * people).fill(take === 'last' ? MISSING_DAY : 0);
  for (let row = 0; row < table.rowCount; row++) {
    const customer = customers.codes[row];
    const code = values.codes[row];
    if (customer === MISSING_CODE || code === MISSING_CODE || slotOf[code] < 0) continue;
    const at = slotOf[code] + customer;
    if (days) totals[at] = Math.max(totals[at], days[row]);
    else if (amounts) totals[at] += Number.isNaN(amounts[row]) ? 0 : amounts[row];
    else totals[at]++;
  }
  const made = taken.map((code, slot): Column => {
    const name = `${values.keys[code]} (${take})`;
    const ofCustomer = totals.subarray(slot * people, (slot + 1) * people);
    if (take === 'last')
      return { kind: 'date', name, values: spread(customers.codes, ofCustomer, new Int32Array(table.rowCount), MISSING_DAY) };
    return { kind: 'number', name, values: spread(customers.codes, ofCustomer, new Float64Array(table.rowCount), NaN) };
  });
  const customerOf = (row: number): string => (customers.codes[row] === MISSING_CODE ? '' : customers.keys[customers.codes[row]]);
  // Of days there may be none; counts and sums are there for every customer.
  const there = take === 'last' ? undefined : new Uint8Array(table.rowCount);
  if (there) for (let row = 0; row < there.length; row++) there[row] = customers.codes[row] === MISSING_CODE ? 0 : 1;
  return addColumns(input, made, customerOf, undefined, there);
}

/** What the row's customer has, for every row. */
function spread<Cells extends Float64Array | Int32Array>(
  codes: Uint32Array,
  ofCustomer: Float64Array,
  cells: Cells,
  missing: number,
): Cells {
  for (let row = 0; row < codes.length; row++) cells[row] = codes[row] === MISSING_CODE ? missing : ofCustomer[codes[row]];
  return cells;
}

/** Codes by rows, most first, then in order of appearance. */
function mostFrequent(codes: Uint32Array, count: number): number[] {
  const rows = new Uint32Array(count);
  for (const code of codes) if (code !== MISSING_CODE) rows[code]++;
  return Array.from(rows, (_, code) => code)
    .sort((a, b) => rows[b] - rows[a] || a - b)
    .slice(0, MOST_COLUMNS);
}
