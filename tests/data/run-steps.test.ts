import { describe, expect, it } from 'vitest';
import type { Roles, Step } from '../../src/core/recipe.ts';
import { runSteps } from '../../src/data/run-steps.ts';
import { dates, numbers, reportOf, tableOf, words } from './table-of.ts';

const roles: Roles = { rowShape: 'order', who: 'who', when: 'when', amount: 'amount' };
const table = tableOf(
  words('who', ['a', 'a ', 'b', null, 'Total']),
  dates('when', ['2024-01-01', '2024-01-01', null, '2024-01-04', null]),
  numbers('amount', [1, 1, 3, 4, 9]),
);
const report = reportOf(table, { when: [{ line: 4, raw: '??' }] }, [4]);
const steps: Step[] = [
  { kind: 'trim' },
  { kind: 'drop-totals' },
  { kind: 'drop-duplicates' },
  { kind: 'drop-unreadable', columns: ['when'] },
  { kind: 'drop-missing', columns: ['who'] },
];

describe('runSteps', () => {
  it('runs the steps in order, each on the rows that are left', () => {
    const { table: left, effects } = runSteps(table, steps, roles, report);
    expect(effects.map(({ rows, cells }) => [rows, cells])).toEqual([
      [0, 1],
      [1, 0],
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    expect([...left.sourceLine]).toEqual([2]);
    expect(left.columns[2]).toMatchObject({ values: Float64Array.of(1) });
    expect(left.hashLow[0]).toBe(table.hashLow[0]);
  });

  it('takes a step back by running the list without it', () => {
    const without = steps.filter(({ kind }) => kind !== 'drop-duplicates');
    expect([...runSteps(table, without, roles, report).table.sourceLine]).toEqual([2, 3]);
    expect(runSteps(table, [], roles, report).table).toBe(table);
  });

  it('does not look at rows that are left out from the start', () => {
    const { effects, keep } = runSteps(table, steps, roles, report, Uint8Array.of(0, 1, 1, 1, 1));
    expect(effects[2].rows).toBe(0);
    expect([...keep]).toEqual([0, 1, 0, 0, 0]);
  });
});
