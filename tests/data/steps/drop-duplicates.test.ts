import { describe, expect, it } from 'vitest';
import type { Step } from '../../../src/core/recipe.ts';
import { runSteps } from '../../../src/data/run-steps.ts';
import { numbers, tableOf, words } from '../table-of.ts';

const roles = { rowShape: 'order', orderId: 'order' } as const;

describe('drop-duplicates', () => {
  it('keeps the first of equal rows, blanks around cells aside', () => {
    const table = tableOf(words('order', ['A1', 'A2', 'A1 ', 'A1', 'A2']), numbers('amount', [5, 6, 5, 7, 6]));
    const { table: left, effects, keep } = runSteps(table, [{ kind: 'drop-duplicates' }], roles);
    expect([...left.sourceLine]).toEqual([2, 3, 5]);
    expect([...keep]).toEqual([1, 1, 0, 1, 0]);
    expect(effects[0]).toMatchObject({ rows: 2, cells: 0 });
    expect(effects[0].examples).toEqual([
      { line: 4, column: 'order', before: 'A1 ', after: '' },
      { line: 6, column: 'order', before: 'A2', after: '' },
    ]);
  });

  it('does not count a row that an earlier step dropped as the first', () => {
    const table = tableOf(words('order', ['A1', 'A1']), words('who', [null, null]));
    const steps: Step[] = [{ kind: 'drop-missing', columns: ['who'] }, { kind: 'drop-duplicates' }];
    expect(runSteps(table, steps, roles).effects[1].rows).toBe(0);
  });

  it('tells 200,000 different rows apart and finds each repetition', () => {
    const n = 200_000;
    const table = tableOf(numbers('amount', []));
    const hashHigh = Uint32Array.from({ length: 2 * n }, (_, i) => (i % n) % 7);
    const hashLow = Uint32Array.from({ length: 2 * n }, (_, i) => Math.imul(i % n, 64));
    const big = { ...table, rowCount: 2 * n, hashHigh, hashLow, sourceLine: Uint32Array.from({ length: 2 * n }, (_, i) => i), columns: [] };
    const { table: left } = runSteps(big, [{ kind: 'drop-duplicates' }], { rowShape: 'order' });
    expect(left.rowCount).toBe(n);
    expect(left.sourceLine[n - 1]).toBe(n - 1);
  });
});
