import { describe, expect, it } from 'vitest';
import { cellText } from '../../src/data/cell-text.ts';
import { mergeCustomers } from '../../src/data/merge-customers.ts';
import { numbers, tableOf, words } from './table-of.ts';

const table = tableOf(
  words('id', ['a', 'b', 'c', 'd'], 'id'),
  words('name', ['Wei', 'Ann', 'Zhang Wei', 'Z. Wei'], 'text'),
  words('city', ['Ulm', 'Bonn', 'Kiel', 'Kiel']),
  words('mail', [null, 'ann@x', 'wei@x', null], 'text'),
  numbers('points', [7, 1, NaN, 9]),
);
const roles = { rowShape: 'customer', who: 'id' } as const;
/** c and d are a. */
const leader = new Map([['c', 'a'], ['d', 'a']]); // prettier-ignore
const rows = (merged: ReturnType<typeof mergeCustomers>) =>
  Array.from({ length: merged.rowCount }, (_, row) => merged.columns.map((column) => cellText(column, row)));

describe('customers that are one', () => {
  it('without a rule the leading row stays and its empty cells are filled from the latest of the others', () => {
    expect(rows(mergeCustomers(table, roles, leader))).toEqual([['a', 'Wei', 'Ulm', 'wei@x', '7'], ['b', 'Ann', 'Bonn', 'ann@x', '1']]); // prettier-ignore
  });

  it('by rule, column by column: the number everybody goes by stays the leading one', () => {
    const merged = mergeCustomers(table, roles, leader, { id: 'latest', name: 'longest', city: 'most-frequent', points: 'latest' });
    expect(rows(merged)[0]).toEqual(['a', 'Zhang Wei', 'Kiel', 'wei@x', '9']);
    expect(rows(mergeCustomers(table, roles, leader, { name: 'latest' }))[0][1]).toBe('Z. Wei');
  });

  it('taken back everything is as before; the table itself is never touched', () => {
    expect(mergeCustomers(table, roles, new Map())).toBe(table);
    expect(rows(table)[0]).toEqual(['a', 'Wei', 'Ulm', '', '7']);
  });

  it('where the leading row was cleaned away the others are one all the same', () => {
    const gone = mergeCustomers(table, roles, new Map([['c', 'z'], ['d', 'z']]), { city: 'latest' }); // prettier-ignore
    expect(rows(gone).map(([id, , city]) => [id, city])).toEqual([['a', 'Ulm'], ['b', 'Bonn'], ['c', 'Kiel']]); // prettier-ignore
  });
});
