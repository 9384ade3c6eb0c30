import { describe, expect, it } from 'vitest';
import { matchColumns, matchKeys, orphanRows } from '../../src/data/match-keys.ts';
import { numbers, tableOf, words } from './table-of.ts';

const people = tableOf(
  words('customer', ['a', 'b', 'c', 'd', 'e'], 'id'),
  words('city', ['Rome', 'Rome', 'Oslo', 'Oslo', 'Rome']),
  numbers('visits', [1, 2, 3, 4, 5]),
);
const orders = tableOf(
  words('order', ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'], 'id'),
  words('buyer', ['a', ' a', 'b', 'c', 'x', null], 'id'),
  numbers('quantity', [1, 2, 3, 1, 2, 3]),
  words('city', ['Rome', 'Rome', 'Oslo', 'Rome', 'Rome', 'Oslo']),
);

describe('keys between two tables', () => {
  it('are found by the values that both have, with what matches both ways and who is left alone', () => {
    const [best, ...rest] = matchKeys(orders, people);
    expect(rest).toEqual([]);
    expect(best).toEqual({
      ownKey: 'buyer',
      otherKey: 'customer',
      // Of six orders one buyer is unknown there, and one order names none.
      own: { rows: 6, rowsFound: 4, keys: 4, keysFound: 3, orphans: ['x'] },
      other: { rows: 5, rowsFound: 3, keys: 5, keysFound: 3, orphans: ['d', 'e'] },
    });
  });

  it('are no counts or categories that happen to agree, but numbers of one name are', () => {
    const matches = matchKeys(tableOf(numbers('quantity', [1, 2, 3, 1])), tableOf(numbers('visits', [1, 2, 3, 4])));
    expect(matches).toEqual([]);
    const lines = tableOf(numbers('order_id', [7, 7, 8, 9, 9]));
    const heads = tableOf(words('Order ID', ['7', '8', '9', '10'], 'id'));
    expect(matchKeys(lines, heads)[0]).toMatchObject({ ownKey: 'order_id', own: { rowsFound: 5 }, other: { orphans: ['10'] } });
  });

  it('are no running numbers of different things, however many of them agree', () => {
    const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => String(from + i));
    // 70 % of the employees' numbers are numbers of orders as well, as in a restaurant's books.
    const lines = tableOf(
      words('order_id', [...ids(400, 500), ...ids(400, 500)], 'id'),
      words('emp_id', [...ids(430, 530), ...ids(430, 530)], 'id'),
    );
    const heads = tableOf(words('order_id', ids(400, 500), 'id'), words('phone', ids(9000, 9100), 'id'));
    expect(matchKeys(lines, heads).map(({ ownKey, otherKey }) => [ownKey, otherKey])).toEqual([['order_id', 'order_id']]);
    const found = (ownName: string, own: string[], otherName: string, other: string[]): number =>
      matchKeys(tableOf(words(ownName, [...own, ...own], 'id')), tableOf(words(otherName, other, 'id'))).length;
    // Another word for the same thing, a name that says nothing, or hardly anything left over both ways.
    expect(found('buyer_id', ids(0, 100), 'customer_no', ids(50, 150))).toBe(1);
    expect(found('订单号', ids(0, 100), '单号', ids(50, 150))).toBe(1);
    expect(found('buyer_id', ids(10, 100), 'id', ids(5, 1000))).toBe(1);
    expect(found('order_id', ids(0, 100), 'info_id', ids(0, 104))).toBe(1);
    expect(found('order_id', ids(0, 100), 'info_id', ids(0, 1000))).toBe(0);
    expect(found('buyer_id', ids(0, 100), 'id', ids(50, 1000))).toBe(0);
    // Codes do not agree by chance.
    const codes = (from: number, to: number): string[] => ids(from, to).map((id) => `K-${id}`);
    expect(found('info', codes(100, 200), 'ref', codes(150, 400))).toBe(1);
  });

  it('marks the rows that find nothing', () => {
    expect([...orphanRows(orders.columns[1], people.columns[0])]).toEqual([0, 0, 0, 0, 1, 1]);
    expect(matchColumns(orders, 'buyer', people, 'customer')?.own.rowsFound).toBe(4);
    expect(matchColumns(orders, 'nothing', people, 'customer')).toBeUndefined();
  });
});
