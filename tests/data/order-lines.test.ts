import { describe, expect, it } from 'vitest';
import { MISSING_CODE, type Column } from '../../src/core/column.ts';
import { orderLines } from '../../src/data/order-lines.ts';
import { dates, day, numbers, tableOf, words } from './table-of.ts';

const table = tableOf(
  words('order', ['T1', 'T1', 'T2', 'T1', null, 'T3'], 'id'),
  dates('date', ['2024-01-05', '2024-01-05', '2024-01-09', '2024-01-02', '2024-01-02', null]),
  words('number', ['K1', 'K1', 'K1', 'K2', 'K2', 'K2'], 'id'),
  words('name', ['Ann', 'Ann B', null, 'Bo', null, 'Bo'], 'text'),
  words('phone', ['1', null, '2', null, null, null], 'id'),
  words('product', ['tea', 'mug', 'tea', null, 'tea', 'tea']),
  numbers('amount', [10, 5, null, 7, 1, 99]),
);
const roles = {
  rowShape: 'order',
  who: 'number',
  name: 'name',
  phone: 'phone',
  when: 'date',
  amount: 'amount',
  orderId: 'order',
  product: 'product',
} as const;

describe('orderLines', () => {
  it('numbers customers, orders and products, and leaves rows out that say nothing about who or when', () => {
    const lines = orderLines(table, roles);
    expect(lines.rowCount).toBe(5);
    expect(lines.skipped).toBe(1);
    expect(lines.ids).toEqual(['K1', 'K2']);
    expect([...lines.customer]).toEqual([0, 0, 0, 1, 1]);
    expect([...lines.day]).toEqual(['2024-01-05', '2024-01-05', '2024-01-09', '2024-01-02', '2024-01-02'].map(day));
    expect([...lines.amount]).toEqual([10, 5, NaN, 7, 1]);
    expect(lines.products).toEqual(['tea', 'mug']);
    expect([...(lines.product ?? [])]).toEqual([0, 1, 0, MISSING_CODE, 0]);
    expect([...lines.sourceLine]).toEqual([2, 3, 4, 5, 6]);
  });

  it('lets lines of one order number and one customer be one order; the same number of another customer is another', () => {
    const { order, orderCount } = orderLines(table, roles);
    expect([...order]).toEqual([0, 0, 1, 2, 3]);
    expect(orderCount).toBe(4);
  });

  it('takes all lines of a customer on one day for one order where there are no order numbers', () => {
    const { order, orderCount } = orderLines(table, { ...roles, orderId: undefined });
    expect([...order]).toEqual([0, 0, 1, 2, 2]);
    expect(orderCount).toBe(3);
  });

  it('knows each customer by the latest name and phone; without a name by the number', () => {
    const lines = orderLines(table, roles);
    expect(lines.names).toEqual(['Ann B', 'Bo']);
    expect(lines.phones).toEqual(['2', undefined]);
    expect(lines.emails).toEqual([undefined, undefined]);
    expect(orderLines(table, { ...roles, name: undefined }).names).toEqual(['K1', 'K2']);
  });

  it('goes by the name where there is no customer number', () => {
    const lines = orderLines(table, { ...roles, who: undefined });
    expect(lines.ids).toEqual(['Ann', 'Ann B', 'Bo']);
    expect(lines.rowCount).toBe(3);
  });

  it('multiplies quantity and price where there is no amount, and says when there is no money at all', () => {
    const priced = tableOf(...table.columns, numbers('pieces', [2, -1, 3, 1, 1, 1]), numbers('price', [4, 4, null, 0.5, 1, 1]));
    const lines = orderLines(priced, { ...roles, amount: undefined, quantity: 'pieces', price: 'price' });
    expect([...lines.amount]).toEqual([8, -4, NaN, 0.5, 1]);
    expect(lines.hasAmount).toBe(true);
    expect(orderLines(table, { ...roles, amount: undefined }).hasAmount).toBe(false);
  });

  it('reads the day of a date-time, numbers as customer keys, and blanks around keys away', () => {
    const stamped: Column = { kind: 'datetime', name: 'at', values: Float64Array.of(86_400 * 3 + 5, 86_399, -1) };
    const lines = orderLines(tableOf(stamped, numbers('id', [17850, 17850, 4])), { rowShape: 'order', who: 'id', when: 'at' });
    expect([...lines.day]).toEqual([3, 0, -1]);
    expect(lines.ids).toEqual(['17850', '4']);
    const blank = tableOf(dates('at', ['2024-01-01', '2024-01-02']), words('id', ['K1', ' K1 ']));
    expect(orderLines(blank, { rowShape: 'order', who: 'id', when: 'at' }).ids).toEqual(['K1']);
  });

  it('names the column that is missing', () => {
    expect(() => orderLines(table, { ...roles, when: 'gone' })).toThrow(
      expect.objectContaining({ code: 'column-missing', params: { column: 'gone' } }),
    );
    expect(() => orderLines(table, { rowShape: 'order', when: 'date' })).toThrow(expect.objectContaining({ code: 'column-missing' }));
    expect(() => orderLines(table, { ...roles, when: 'amount' })).toThrow(expect.objectContaining({ code: 'column-missing' }));
  });
});
