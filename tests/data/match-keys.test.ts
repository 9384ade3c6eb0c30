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

  it('marks the rows that find nothing', () => {
    expect([...orphanRows(orders.columns[1], people.columns[0])]).toEqual([0, 0, 0, 0, 1, 1]);
    expect(matchColumns(orders, 'buyer', people, 'customer')?.own.rowsFound).toBe(4);
    expect(matchColumns(orders, 'nothing', people, 'customer')).toBeUndefined();
  });
});
