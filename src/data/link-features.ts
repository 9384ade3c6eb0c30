/**
 * What other tables say about the customers of an order table, as of a day.
 *
 * - `customers`: the columns of the customer's row (the last one, where a key repeats), as for a customer table. They are what
 *   the file says today: only dates can be held against the day, and those after it are missing. Days are counted back from it.
 * - `interactions`: contacts so far, contacts in the last 90 days, days since the last one. Contacts after the day are not looked at.
 * - `tickets`, `deals`: see `link-tickets.ts` and `link-deals.ts`.
 */
import { MISSING_CODE, MISSING_DAY, type Column, type Table } from '../core/column.ts';
import type { DatasetLink } from '../core/dataset.ts';
import { RECENT_DAYS, type FeatureSpec, type FeatureTable } from '../core/features.ts';
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import type { ModelCard } from '../core/model-card.ts';
import type { Roles } from '../core/recipe.ts';
import { featureMatrix } from './customer-features.ts';
import { findColumn } from './find-column.ts';
import { keyCodes } from './key-codes.ts';
import { dealFacts, type LinkColumn } from './link-deals.ts';
import { contactDays, daysOf, eachRowOf } from './link-rows.ts';
import { ticketFacts } from './link-tickets.ts';
import { planColumn } from './plan-features.ts';

/** What the rows of a table of events say, by what they are. */
const FACTS_OF = { interactions: contactFacts, tickets: ticketFacts, deals: dealFacts };

export interface LinkedTable {
  role: DatasetLink['role'];
  /** Of the linked dataset: named in facts. */
  name: string;
  table: Table;
  roles: Roles;
  /** Column of `table`. */
  key: string;
  /** Customer id -> value of the own table's key column; absent: the id itself. */
  keyOf?: ReadonlyMap<string, string>;
}

/** `facts` with the linked columns behind its own. */
export function withLinks<T extends FeatureTable>(facts: T, linked: readonly LinkedTable[]): T & { excluded: ModelCard['excluded'] } {
  const excluded: ModelCard['excluded'] = [];
  const taken = new Set(facts.features.flatMap((feature) => ('column' in feature ? [feature.column] : [])));
  let { features, x } = facts;
  for (const link of linked) {
    const keys = facts.ids.map((id) => link.keyOf?.get(id) ?? (link.keyOf ? undefined : id));
    const found =
      link.role === 'customers'
        ? customerColumns(link, keys, facts.asOfDay, taken, excluded)
        : eventFacts(FACTS_OF[link.role](link, keys, facts.asOfDay ?? Infinity), link.name, keys.length);
    features = [...features, ...found.features];
    x = besides(x, found.x);
    for (const feature of found.features) if ('column' in feature) taken.add(feature.column);
  }
  return { ...facts, features, x, excluded };
}

interface Found {
  features: FeatureSpec[];
  x: Matrix;
}

function customerColumns(
  { table, roles, key }: LinkedTable,
  keys: readonly (string | undefined)[],
  asOfDay: number | undefined,
  taken: ReadonlySet<string>,
  excluded: ModelCard['excluded'],
): Found {
  const rowOf = lastRows(table, key);
  const rows = keys.map((one) => (one === undefined ? -1 : (rowOf.get(one) ?? -1)));
  const features: FeatureSpec[] = [];
  const columns: Float64Array[] = [];
  // Planned on the whole table, so that training and scoring (other customers, another day) have the same levels.
  for (const column of table.columns) {
    // The answer of another question, and names that are taken, are no facts here.
    if (column.name === key || column.name === roles.target || taken.has(column.name)) continue;
    const plan = planColumn(column, table, roles);
    if ('reason' in plan) {
      excluded.push(plan);
      continue;
    }
    const all = featureMatrix(table, plan.features);
    const found = plan.features.map((feature, j) => {
      const values = (feature.kind === 'column' && daysBefore(column, asOfDay)) || columnOf(all, j);
      const missing = feature.kind === 'was-missing' ? 1 : NaN;
      return Float64Array.from(rows, (row) => (row < 0 ? missing : values[row]));
    });
    features.push(...plan.features);
    columns.push(...found);
  }
  return { features, x: fromColumns(columns, keys.length) };
}

/** Days from the date to the day; NaN where it lies after it. Undefined for other columns. */
function daysBefore(column: Column, asOfDay: number | undefined): Float64Array | undefined {
  if ((column.kind !== 'date' && column.kind !== 'datetime') || asOfDay === undefined) return undefined;
  return Float64Array.from(daysOf(column), (day) => (day === MISSING_DAY || day > asOfDay ? NaN : asOfDay - day));
}

function eventFacts(columns: readonly LinkColumn[], name: string, rows: number): Found {
  const features = columns.map(({ fact, unit }): FeatureSpec => ({
    kind: 'column',
    column: `${name}/${fact}`,
    link: { fact, table: name },
    ...(unit === undefined ? {} : { unit }),
  }));
  return { features, x: fromColumns(columns.map(({ values }) => values), rows) }; // prettier-ignore
}

function contactFacts(link: LinkedTable, keys: readonly (string | undefined)[], asOfDay: number): LinkColumn[] {
  const when = contactDays(link.table, link.roles);
  if (!when) return [];
  const zeros = () => new Float64Array(keys.length);
  const [contacts, recent, recency] = [zeros(), zeros(), zeros().fill(NaN)];
  eachRowOf(link, keys, (i, row) => {
    if (when[row] === MISSING_DAY || when[row] > asOfDay) return;
    contacts[i]++;
    if (when[row] > asOfDay - RECENT_DAYS) recent[i]++;
    if (!(asOfDay - when[row] >= recency[i])) recency[i] = asOfDay - when[row];
  });
  return [
    { fact: 'contacts', values: contacts },
    { fact: 'recent-contacts', values: recent },
    { fact: 'contact-recency', values: recency, unit: 'days' },
  ];
}

function lastRows(table: Table, key: string): Map<string, number> {
  const column = findColumn(table, key);
  const rowOf = new Map<string, number>();
  if (!column) return rowOf;
  const { codes, keys } = keyCodes(column);
  for (let row = 0; row < codes.length; row++) if (codes[row] !== MISSING_CODE) rowOf.set(keys[codes[row]], row);
  return rowOf;
}

function fromColumns(columns: readonly Float64Array[], rows: number): Matrix {
  const x = matrix(rows, columns.length);
  columns.forEach((values, j) => columnOf(x, j).set(values));
  return x;
}

function besides(a: Matrix, b: Matrix): Matrix {
  const x = matrix(a.rows, a.columns + b.columns);
  x.values.set(a.values);
  x.values.set(b.values, a.values.length);
  return x;
}

/** Customer id -> the key in the customer's last row that has one. Undefined where the key is the id itself. */
export function keysOfCustomers(table: Table, roles: Roles, ownKey: string): Map<string, string> | undefined {
  const who = roles.who ?? roles.name;
  if (ownKey === who) return undefined;
  const [ids, keys] = [findColumn(table, who), findColumn(table, ownKey)];
  const keyOf = new Map<string, string>();
  if (!ids || !keys) return keyOf;
  const [of, by] = [keyCodes(ids), keyCodes(keys)];
  for (let row = 0; row < table.rowCount; row++)
    if (of.codes[row] !== MISSING_CODE && by.codes[row] !== MISSING_CODE) keyOf.set(of.keys[of.codes[row]], by.keys[by.codes[row]]);
  return keyOf;
}
