/** A later file of a known shape against the rows that are there: which of its rows are new, which replace older ones, which are known. */
import { MISSING_CODE, type Table } from '../core/column.ts';
import type { UpsertPlan } from '../core/dataset.ts';
import type { Roles } from '../core/recipe.ts';
import { findColumn } from './find-column.ts';
import { keyCodes } from './key-codes.ts';
import { RowHashIndex } from './row-hash-index.ts';
import type { TablePart } from './take-rows.ts';

export interface Upsert {
  plan: UpsertPlan;
  /** For each existing part, the rows that the later file replaces: bit `row` of the bytes, little end first. Rows masked before are not in it. */
  supersede: Uint8Array[];
  /** One byte per incoming row: 1 = a new or changed row, 0 = known already (or left out by the caller). */
  keepIncoming: Uint8Array;
}

/**
 * Rows with the same key are one thing (an order with its lines, a customer). When all its rows are the same in both files,
 * as often, it is `same`; otherwise the later file wins: its rows replace all older ones of that key. Without a key column,
 * and for rows without a key, the whole row is the key. Counts are incoming rows. O(rows).
 *
 * @param existing rows in force: `keep` leaves out what cleaning dropped and what was superseded before
 * @param keyColumn see `upsertKey`
 * @param keepIn incoming rows to look at (one byte per row, 1 = yes); absent: all
 */
export function planUpsert(existing: readonly TablePart[], incoming: Table, keyColumn?: string, keepIn?: Uint8Array): Upsert {
  const parts: TablePart[] = [...existing, { table: incoming, keep: keepIn }];
  const { things, keyed, keys } = numberThings(parts, keyColumn);
  const later = things.length - 1;
  const before = fingerprints(parts.slice(0, later), things, keys);
  const after = fingerprints(parts.slice(later), things.slice(later), keys);

  const keepIncoming = new Uint8Array(incoming.rowCount);
  const plan: UpsertPlan = { added: 0, changed: 0, same: 0, ...(keyColumn === undefined ? {} : { keyColumn }) };
  things[later].forEach((thing, row) => {
    if (thing === MISSING_CODE) return;
    const known = before.rows[thing] > 0;
    const same = known && isSame(before, after, thing, keyed);
    plan[same ? 'same' : known ? 'changed' : 'added']++;
    keepIncoming[row] = same ? 0 : 1;
  });
  plan.gone = before.rows.reduce((rows, n, thing) => (after.rows[thing] === 0 ? rows + n : rows), 0);
  const supersede = existing.map(({ table }, part) => {
    const bits = new Uint8Array(Math.ceil(table.rowCount / 8));
    things[part].forEach((thing, row) => {
      if (thing !== MISSING_CODE && after.rows[thing] > 0 && !isSame(before, after, thing, keyed)) bits[row >> 3] |= 1 << (row & 7);
    });
    return bits;
  });
  return { plan, supersede, keepIncoming };
}

/**
 * The column that tells rows apart from file to file: the order number of orders (unless one number belongs to two
 * customers), the customer number of a customer table (unless it repeats); otherwise none, and the whole row does.
 */
export function upsertKey(parts: readonly TablePart[], roles: Roles): string | undefined {
  const name = roles.rowShape === 'order' ? roles.orderId : roles.who;
  if (name === undefined) return undefined;
  const who = roles.rowShape === 'order' ? (roles.who ?? roles.name) : undefined;
  const ownerOf = new Map<string, string>();
  for (const { table, keep } of parts) {
    const column = findColumn(table, name);
    if (column === undefined) return undefined;
    const key = keyCodes(column, keep);
    const owner = findColumn(table, who);
    const owners = owner && keyCodes(owner, keep);
    const seen = new Int32Array(key.keys.length).fill(-1);
    for (let row = 0; row < table.rowCount; row++) {
      const code = key.codes[row];
      if (code === MISSING_CODE) continue;
      const mine = owners ? owners.codes[row] : row;
      if (seen[code] >= 0 && seen[code] !== mine) return undefined;
      if (mine !== MISSING_CODE) seen[code] = mine;
    }
    if (!owners) continue;
    for (const [code, mine] of seen.entries()) {
      if (mine < 0) continue;
      const known = ownerOf.get(key.keys[code]);
      if (known !== undefined && known !== owners.keys[mine]) return undefined;
      ownerOf.set(key.keys[code], owners.keys[mine]);
    }
  }
  return name;
}

/**
 * Rows of a file whose number (of the order, or the customer) belongs to something else in the same file as well: another
 * customer's order, another row about the customer. `upsertKey` then finds no key, and this says why. O(rows).
 */
export function conflictingRows({ table, keep }: TablePart, roles: Roles): number {
  const orders = roles.rowShape === 'order';
  const column = findColumn(table, orders ? roles.orderId : roles.who);
  if (column === undefined) return 0;
  const key = keyCodes(column, keep);
  const owner = orders ? findColumn(table, roles.who ?? roles.name) : undefined;
  if (orders && owner === undefined) return 0;
  const owners = owner && keyCodes(owner, keep);
  const first = new Int32Array(key.keys.length).fill(-1);
  const rows = new Uint32Array(key.keys.length);
  const shared = new Uint8Array(key.keys.length);
  for (let row = 0; row < table.rowCount; row++) {
    const code = key.codes[row];
    const mine = owners ? owners.codes[row] : row;
    if (code === MISSING_CODE || mine === MISSING_CODE) continue;
    rows[code]++;
    if (first[code] < 0) first[code] = mine;
    else if (first[code] !== mine) shared[code] = 1;
  }
  return rows.reduce((sum, n, code) => sum + (shared[code] === 1 ? n : 0), 0);
}

/** Numbers what the rows speak of, alike in all parts: below `keyed` by key, above by the whole row; MISSING_CODE for rows left out. */
function numberThings(parts: readonly TablePart[], keyColumn: string | undefined): { things: Uint32Array[]; keyed: number; keys: number } {
  const numberOfKey = new Map<string, number>();
  const byKey = parts.map(({ table, keep }) => {
    const column = findColumn(table, keyColumn);
    const key = column && keyCodes(column, keep);
    const numbers = key?.keys.map((text) => numberOfKey.get(text) ?? numberOfKey.set(text, numberOfKey.size).size - 1);
    return key && numbers ? key.codes.map((code) => (code === MISSING_CODE ? code : numbers[code])) : undefined;
  });
  const hashes = new RowHashIndex(parts.reduce((rows, { table }) => rows + table.rowCount, 0));
  const things = parts.map(({ table, keep }, part) => {
    const numbers = byKey[part] ?? new Uint32Array(table.rowCount).fill(MISSING_CODE);
    for (let row = 0; row < table.rowCount; row++)
      if (numbers[row] === MISSING_CODE && keep?.[row] !== 0)
        numbers[row] = numberOfKey.size + hashes.add(table.hashHigh[row], table.hashLow[row]);
    return numbers;
  });
  return { things, keyed: numberOfKey.size, keys: numberOfKey.size + hashes.size };
}

/** For each thing how many rows it has, and the sum of their hashes: equal for the same rows in any order. */
interface Fingerprints {
  rows: Uint32Array;
  high: Uint32Array;
  low: Uint32Array;
}

function fingerprints(parts: readonly TablePart[], things: readonly Uint32Array[], keys: number): Fingerprints {
  const sums: Fingerprints = { rows: new Uint32Array(keys), high: new Uint32Array(keys), low: new Uint32Array(keys) };
  parts.forEach(({ table }, part) =>
    things[part].forEach((thing, row) => {
      if (thing === MISSING_CODE) return;
      sums.rows[thing]++;
      sums.high[thing] += table.hashHigh[row];
      sums.low[thing] += table.hashLow[row];
    }),
  );
  return sums;
}

/** Whole rows (no key) are known as soon as there were as many of them before. */
function isSame(before: Fingerprints, after: Fingerprints, thing: number, keyed: number): boolean {
  if (thing >= keyed) return after.rows[thing] <= before.rows[thing];
  return after.rows[thing] === before.rows[thing] && after.high[thing] === before.high[thing] && after.low[thing] === before.low[thing];
}
