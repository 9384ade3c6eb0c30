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
  const made = mostFrequent(values.codes, values.keys.length).map((code): Column => {
    const name = `${values.keys[code]} (${take})`;
    const ofCustomer = new Float64Array(customers.keys.length).fill(take === 'last' ? MISSING_DAY : 0);
    for (let row = 0; row < table.rowCount; row++) {
      const customer = customers.codes[row];
      if (customer === MISSING_CODE || values.codes[row] !== code) continue;
      if (days) ofCustomer[customer] = Math.max(ofCustomer[customer], days[row]);
      else if (amounts) ofCustomer[customer] += Number.isNaN(amounts[row]) ? 0 : amounts[row];
      else ofCustomer[customer]++;
    }
    const missing = take === 'last' ? MISSING_DAY : NaN;
    const cell = (customer: number) => (customer === MISSING_CODE ? missing : ofCustomer[customer]);
    return take === 'last'
      ? { kind: 'date', name, values: Int32Array.from(customers.codes, cell) }
      : { kind: 'number', name, values: Float64Array.from(customers.codes, cell) };
  });
  return addColumns(input, made, (row) => (customers.codes[row] === MISSING_CODE ? '' : customers.keys[customers.codes[row]]));
}

/** Codes by rows, most first, then in order of appearance. */
function mostFrequent(codes: Uint32Array, count: number): number[] {
  const rows = new Uint32Array(count);
  for (const code of codes) if (code !== MISSING_CODE) rows[code]++;
  return Array.from(rows, (_, code) => code)
    .sort((a, b) => rows[b] - rows[a] || a - b)
    .slice(0, MOST_COLUMNS);
}
