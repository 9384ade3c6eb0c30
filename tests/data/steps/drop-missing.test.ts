import { describe, expect, it } from 'vitest';
import { runSteps } from '../../../src/data/run-steps.ts';
import { dates, numbers, tableOf, words } from '../table-of.ts';

describe('drop-missing', () => {
  it('drops rows with nothing in one of the columns, whatever their kind', () => {
    const table = tableOf(
      words('who', ['a', null, '  ', 'd', 'e']),
      dates('when', ['2024-01-01', '2024-01-02', '2024-01-03', null, '2024-01-05']),
      numbers('amount', [null, 2, 3, 4, 5]),
    );
    const { table: left, effects } = runSteps(table, [{ kind: 'drop-missing', columns: ['who', 'when', 'gone'] }], { rowShape: 'order' });
    expect([...left.sourceLine]).toEqual([2, 6]);
    expect(effects[0].rows).toBe(3);
    expect(effects[0].examples.map(({ line, column }) => `${line} ${column}`)).toEqual(['3 who', '4 who', '5 when']);
  });
});
