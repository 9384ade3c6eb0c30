import { describe, expect, it } from 'vitest';
import { boughtWithin } from '../../src/data/churn-labels.ts';
import { orderLines } from '../../src/data/order-lines.ts';
import { dates, day, numbers, tableOf, words } from './table-of.ts';

const table = tableOf(
  words('who', ['on the day', 'next day', 'last day', 'too late', 'return', 'swap', 'swap', 'before']),
  dates('when', ['2024-03-31', '2024-04-01', '2024-04-30', '2024-05-01', '2024-04-10', '2024-04-11', '2024-04-11', '2024-01-01']),
  words('order', ['1', '2', '3', '4', '5', '6', '6', '7'], 'id'),
  numbers('paid', [5, 5, 5, 5, -5, 20, -5, 5]),
);
const lines = orderLines(table, { rowShape: 'order', who: 'who', when: 'when', orderId: 'order', amount: 'paid' });

describe('boughtWithin', () => {
  it('is 0 for a purchase after the day and up to the horizon, the last day included, and 1 without one', () => {
    const ids = ['on the day', 'next day', 'last day', 'too late', 'return', 'swap', 'before', 'nobody'];
    expect([...boughtWithin(lines, ids, day('2024-03-31'), 30)]).toEqual([1, 0, 0, 1, 1, 0, 1, NaN]);
  });

  it('answers in the order of the ids asked for', () => {
    expect([...boughtWithin(lines, ['before', 'next day'], day('2024-03-31'), 30)]).toEqual([1, 0]);
  });
});
