import { describe, expect, it } from 'vitest';
import type { OrderFact } from '../../src/core/features.ts';
import { orderLines } from '../../src/data/order-lines.ts';
import { orderFeatures } from '../../src/data/rfm.ts';
import { dates, day, numbers, tableOf, words } from './table-of.ts';

/**
 * Worked by hand, as of 2024-06-30 (day 182 of the year; 90 days back is 2024-04-01):
 * Ann  01-10 (20), 02-09 (30 + 10 on one order), 03-20 (40), 05-19 (20); the second order on 05-19 (10); return 05-25 (-10)
 *      buying days 01-10, 02-09, 03-20, 05-19: gaps 30, 40, 60, median 40; last 05-19 is 42 days ago
 * Bo   04-01 (50) only: one buying day
 * Cy   only a return on 05-01 (-8)
 * Di   first order 07-02: not there yet
 * Ed   06-10 (0), 06-20 (5): gap 10
 * Shop's gaps 10, 30, 40, 60: median 35
 */
const table = tableOf(
  words('who', ['Ann', 'Ann', 'Ann', 'Ann', 'Ann', 'Ann', 'Ann', 'Bo', 'Cy', 'Di', 'Ed', 'Ed', 'Ann'], 'id'),
  dates('when', [
    '2024-01-10',
    '2024-02-09',
    '2024-02-09',
    '2024-05-19',
    '2024-03-20',
    '2024-05-19',
    '2024-05-25',
    '2024-04-01',
    '2024-05-01',
    '2024-07-02',
    '2024-06-10',
    '2024-06-20',
    '2024-07-01',
  ]),
  words('order', ['1', '2', '2', '4', '3', '5', '6', '7', '8', '9', '10', '11', '12'], 'id'),
  words('what', ['tea', 'tea', 'mug', 'tea', 'cup', 'tea', 'tin', 'tea', 'tea', 'tea', 'mug', 'cup', 'pot']),
  numbers('paid', [20, 30, 10, 20, 40, 10, -10, 50, -8, 77, 0, 5, 500]),
);
const roles = { rowShape: 'order', who: 'who', when: 'when', orderId: 'order', product: 'what', amount: 'paid' } as const;
const asOf = day('2024-06-30');

function factsOf(name: string, features = orderFeatures(orderLines(table, roles), asOf)): Partial<Record<OrderFact, number>> {
  const row = features.ids.indexOf(name);
  return Object.fromEntries(
    features.features.flatMap((feature, j) =>
      feature.kind === 'order-fact' ? [[feature.fact, features.x.values[j * features.x.rows + row]]] : [],
    ),
  );
}

describe('orderFeatures', () => {
  it('computes every fact of a regular as by hand', () => {
    expect(factsOf('Ann')).toEqual({
      recency: 42,
      frequency: 5,
      monetary: 120,
      'average-order': 26,
      tenure: 172,
      'usual-gap': 40,
      lateness: 42 / 40,
      'gap-trend': 60 / 40,
      'amount-trend': 10 / 26,
      'recent-orders': 2,
      products: 3,
      returns: 1,
    });
  });

  it("gives a one-time buyer the shop's rhythm and no trend", () => {
    expect(factsOf('Bo')).toEqual({
      recency: 90,
      frequency: 1,
      monetary: 50,
      'average-order': 50,
      tenure: 90,
      'usual-gap': 35,
      lateness: 90 / 35,
      'gap-trend': 1,
      'amount-trend': 1,
      'recent-orders': 0,
      products: 1,
      returns: 0,
    });
  });

  it('lets returns stand in for purchases where there is nothing else', () => {
    expect(factsOf('Cy')).toMatchObject({
      recency: 60,
      tenure: 60,
      frequency: 0,
      'recent-orders': 0,
      monetary: -8,
      'average-order': -8,
      'amount-trend': 1,
      returns: 1,
      products: 0,
    });
  });

  it('counts an order of nothing as a purchase', () => {
    expect(factsOf('Ed')).toMatchObject({
      recency: 10,
      frequency: 2,
      'usual-gap': 10,
      lateness: 1,
      'gap-trend': 1,
      'average-order': 2.5,
      'amount-trend': 2,
    });
  });

  it('leaves out who had not bought yet, and looks at nothing after the day', () => {
    const features = orderFeatures(orderLines(table, roles), asOf);
    expect(features.ids).toEqual(['Ann', 'Bo', 'Cy', 'Ed']);
    expect(features.asOfDay).toBe(asOf);
    const rows = Uint32Array.from(table.sourceLine.keys()).filter((row) => row !== 9 && row !== 12);
    const past = tableOf(
      ...table.columns.map(
        (column) =>
          ({
            ...column,
            ...(column.kind === 'text'
              ? { codes: rows.map((r) => column.codes[r]) }
              : { values: column.values.filter((_, i) => rows.includes(i)) }),
          }) as typeof column,
      ),
    );
    expect(orderFeatures(orderLines(past, roles), asOf).x.values).toEqual(features.x.values);
  });

  it('ranks by what was spent', () => {
    expect([...orderFeatures(orderLines(table, roles), asOf).value]).toEqual([120, 50, -8, 5]);
  });

  it('goes without money and products where the table has none', () => {
    const features = orderFeatures(orderLines(table, { rowShape: 'order', who: 'who', when: 'when' }), asOf);
    expect(features.features.map((feature) => (feature.kind === 'order-fact' ? feature.fact : ''))).toEqual([
      'recency',
      'frequency',
      'tenure',
      'usual-gap',
      'lateness',
      'gap-trend',
      'recent-orders',
    ]);
    expect([...features.value]).toEqual([NaN, NaN, NaN, NaN]);
    expect(factsOf('Ann', features)).toMatchObject({ frequency: 5, recency: 36, 'usual-gap': 35 });
  });

  it('has no rhythm to offer where nobody ever came twice', () => {
    const once = tableOf(words('who', ['a', 'b']), dates('when', ['2024-01-01', '2024-01-02']));
    const features = orderFeatures(orderLines(once, { rowShape: 'order', who: 'who', when: 'when' }), asOf);
    expect(factsOf('a', features)).toMatchObject({ 'usual-gap': NaN, lateness: NaN, 'gap-trend': 1, frequency: 1 });
  });

  it('sorts what the file has in disorder and does not count two orders of one day as a gap', () => {
    const shuffled = tableOf(
      words('who', ['a', 'a', 'a', 'a']),
      dates('when', ['2024-01-21', '2024-01-01', '2024-01-21', '2024-01-11']),
      words('order', ['3', '1', '4', '2'], 'id'),
      numbers('paid', [1, 2, 3, 4]),
    );
    const features = orderFeatures(
      orderLines(shuffled, { rowShape: 'order', who: 'who', when: 'when', orderId: 'order', amount: 'paid' }),
      day('2024-01-31'),
    );
    expect(factsOf('a', features)).toMatchObject({ 'usual-gap': 10, 'gap-trend': 1, frequency: 4, 'amount-trend': 3 / 2.5 });
  });
});
