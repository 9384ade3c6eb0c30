import { describe, expect, it } from 'vitest';
import type { Roles } from '../../src/core/recipe.ts';
import { conflictingRows, planUpsert, upsertKey } from '../../src/data/upsert.ts';
import { numbers, tableOf, words } from './table-of.ts';

const orders = (...rows: [order: string | null, who: string, amount: number][]) =>
  tableOf(
    words(
      'order',
      rows.map(([order]) => order),
      'id',
    ),
    words(
      'who',
      rows.map(([, who]) => who),
      'id',
    ),
    numbers(
      'amount',
      rows.map(([, , amount]) => amount),
    ),
  );
const roles: Roles = { rowShape: 'order', orderId: 'order', who: 'who', amount: 'amount' };

describe('planUpsert', () => {
  const october = orders(['1', 'a', 5], ['2', 'b', 6], ['3', 'c', 7]);

  it('tells new, changed and known rows apart by key; the later file wins', () => {
    const november = orders(['3', 'c', 7], ['2 ', 'b', 60], ['4', 'a', 8]);
    const { plan, supersede, keepIncoming } = planUpsert([{ table: october }], november, 'order');
    expect(plan).toEqual({ added: 1, changed: 1, same: 1, gone: 1, keyColumn: 'order' });
    expect([...supersede[0]]).toEqual([0b010]);
    expect([...keepIncoming]).toEqual([0, 1, 1]);
  });

  it('replaces an order with all its lines when one of them changed, was added or is gone', () => {
    const lines = orders(['1', 'a', 5], ['1', 'a', 6], ['2', 'b', 7], ['2', 'b', 8]);
    const later = orders(['1', 'a', 6], ['1', 'a', 5], ['2', 'b', 7]);
    const { plan, supersede, keepIncoming } = planUpsert([{ table: lines }], later, 'order');
    expect(plan).toEqual({ added: 0, changed: 1, same: 2, gone: 0, keyColumn: 'order' });
    expect([...supersede[0]]).toEqual([0b1100]);
    expect([...keepIncoming]).toEqual([0, 0, 1]);
  });

  it('goes by the whole row without a key, and for rows without one', () => {
    const { plan, supersede, keepIncoming } = planUpsert([{ table: october }], orders(['2', 'b', 6], ['2', 'b', 60]));
    expect(plan).toEqual({ added: 1, changed: 0, same: 1, gone: 2 });
    expect([...supersede[0]]).toEqual([0]);
    expect([...keepIncoming]).toEqual([0, 1]);
    expect(planUpsert([{ table: orders([null, 'a', 1]) }], orders([null, 'a', 1], [null, 'a', 2]), 'order').plan).toMatchObject({
      added: 1,
      changed: 0,
      same: 1,
    });
  });

  it('looks over all earlier files and leaves masked rows alone', () => {
    const september = orders(['1', 'a', 4], ['9', 'z', 1]);
    const existing = [{ table: september, keep: Uint8Array.of(0, 1) }, { table: october }];
    const { plan, supersede, keepIncoming } = planUpsert(
      existing,
      orders(['1', 'a', 5], ['9', 'z', 2], ['5', 'q', 3]),
      'order',
      Uint8Array.of(1, 1, 0),
    );
    expect(plan).toMatchObject({ added: 0, changed: 1, same: 1 });
    expect(supersede.map((bits) => [...bits])).toEqual([[0b10], [0]]);
    expect([...keepIncoming]).toEqual([0, 1, 0]);
  });

  it('brings nothing when the same file comes twice', () => {
    const { plan, keepIncoming } = planUpsert([{ table: october }], october, 'order');
    expect(plan).toMatchObject({ added: 0, changed: 0, same: 3 });
    expect(Math.max(...keepIncoming)).toBe(0);
  });
});

describe('upsertKey', () => {
  it('is the order number of orders, also where an order has several lines', () => {
    expect(upsertKey([{ table: orders(['1', 'a', 5], ['1', 'a', 6], ['2', 'b', 6]) }], roles)).toBe('order');
  });

  it('is none where one number belongs to two customers, in one file or in two', () => {
    expect(upsertKey([{ table: orders(['1', 'a', 5], ['1', 'b', 6]) }], roles)).toBeUndefined();
    expect(upsertKey([{ table: orders(['1', 'a', 5]) }, { table: orders(['1', 'b', 5]) }], roles)).toBeUndefined();
    expect(upsertKey([{ table: orders(['1', 'a', 5], ['1', 'b', 6]), keep: Uint8Array.of(1, 0) }], roles)).toBe('order');
  });

  it('is the customer number of a customer table unless it repeats', () => {
    const customers: Roles = { rowShape: 'customer', who: 'who' };
    expect(upsertKey([{ table: orders(['1', 'a', 5], ['2', 'b', 6]) }, { table: orders(['1', 'a', 7]) }], customers)).toBe('who');
    expect(upsertKey([{ table: orders(['1', 'a', 5], ['2', 'a', 6]) }], customers)).toBeUndefined();
    expect(upsertKey([{ table: orders(['1', 'a', 5]) }], { rowShape: 'customer' })).toBeUndefined();
  });
});

describe('conflictingRows', () => {
  it('are those whose number belongs to something else in the same file', () => {
    expect(conflictingRows({ table: orders(['1', 'a', 5], ['1', 'a', 6], ['2', 'b', 6]) }, roles)).toBe(0);
    expect(conflictingRows({ table: orders(['1', 'a', 5], ['1', 'b', 6], ['1', 'a', 7], ['2', 'b', 6]) }, roles)).toBe(3);
    expect(conflictingRows({ table: orders(['1', 'a', 5], ['1', 'b', 6]), keep: Uint8Array.of(1, 0) }, roles)).toBe(0);
    const customers: Roles = { rowShape: 'customer', who: 'who' };
    expect(conflictingRows({ table: orders(['1', 'a', 5], ['2', 'a', 6], ['3', 'b', 7]) }, customers)).toBe(2);
    expect(conflictingRows({ table: orders(['1', 'a', 5]) }, { rowShape: 'customer' })).toBe(0);
  });
});
