import { describe, expect, it } from 'vitest';
import { MISSING_CODE, type Column } from '../../src/core/column.ts';
import { joinTables, keepMask, keptRows, takeTableRows } from '../../src/data/take-rows.ts';
import { dates, numbers, tableOf, words } from './table-of.ts';

const yes: Column = { kind: 'boolean', name: 'yes', values: Uint8Array.of(1, 0, 255) };
const table = tableOf(
  words('who', ['a', 'b', null]),
  dates('when', ['2024-01-01', null, '2024-01-03']),
  numbers('amount', [1, 2, null]),
  yes,
);

describe('takeTableRows', () => {
  it('takes rows of every kind of column, in the order asked for', () => {
    const taken = takeTableRows(table, Uint32Array.of(2, 0));
    expect(taken.rowCount).toBe(2);
    expect(taken.columns).toEqual([
      { kind: 'text', name: 'who', use: 'category', dictionary: ['a', 'b'], codes: Uint32Array.of(MISSING_CODE, 0) },
      dates('when', ['2024-01-03', '2024-01-01']),
      numbers('amount', [null, 1]),
      { kind: 'boolean', name: 'yes', values: Uint8Array.of(255, 1) },
    ]);
    expect([...taken.sourceLine]).toEqual([4, 2]);
    expect(taken.hashHigh).toEqual(Uint32Array.of(table.hashHigh[2], table.hashHigh[0]));
  });
});

describe('joinTables', () => {
  it('puts parts one below the other, dictionaries merged and masked rows left out', () => {
    const other = tableOf(words('who', ['c', 'a']), dates('when', ['2024-02-01', '2024-02-02']), numbers('amount', [5, 6]));
    const joined = joinTables([{ table, keep: Uint8Array.of(1, 0, 1) }, { table: other }]);
    expect(joined.columns[0]).toMatchObject({ dictionary: ['a', 'b', 'c'], codes: Uint32Array.of(0, MISSING_CODE, 2, 0) });
    expect(joined.columns[2]).toMatchObject({ values: Float64Array.of(1, NaN, 5, 6) });
    expect(joined.columns[3]).toMatchObject({ values: Uint8Array.of(1, 255, 255, 255) });
    expect([...joined.sourceLine]).toEqual([2, 4, 2, 3]);
    expect(joined.rowCount).toBe(4);
  });

  it('joins dates with date-times by the second, and unlike kinds as text', () => {
    const stamped: Column = { kind: 'datetime', name: 'when', values: Float64Array.of(86_400 * 10 + 60) };
    const joined = joinTables([
      { table: tableOf(dates('when', ['1970-01-03']), numbers('who', [17])) },
      { table: tableOf(stamped, words('who', ['b'])) },
    ]);
    expect(joined.columns[0]).toMatchObject({ kind: 'datetime', values: Float64Array.of(172_800, 864_060) });
    expect(joined.columns[1]).toMatchObject({ kind: 'text', dictionary: ['17', 'b'], codes: Uint32Array.of(0, 1) });
  });

  it('reads superseded rows from bits, little end first', () => {
    expect([...keepMask(Uint8Array.of(0b1000_0010, 0b1), 10)]).toEqual([1, 0, 1, 1, 1, 1, 1, 0, 0, 1]);
    expect([...keptRows(Uint8Array.of(0, 1, 1, 0))]).toEqual([1, 2]);
  });
});
