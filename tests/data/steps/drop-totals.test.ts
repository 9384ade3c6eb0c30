import { describe, expect, it } from 'vitest';
import { runSteps } from '../../../src/data/run-steps.ts';
import { numbers, reportOf, tableOf, words } from '../table-of.ts';

const table = tableOf(words('order', ['A1', 'A2', '合计']), numbers('amount', [5, 6, 11]));

describe('drop-totals', () => {
  it('drops the rows that the reader recognised as totals', () => {
    const { table: left, effects } = runSteps(table, [{ kind: 'drop-totals' }], { rowShape: 'order' }, reportOf(table, {}, [2]));
    expect(left.rowCount).toBe(2);
    expect(effects[0]).toMatchObject({ rows: 1, examples: [{ line: 4, column: 'order', before: '合计', after: '' }] });
  });

  it('does nothing without a report', () => {
    expect(runSteps(table, [{ kind: 'drop-totals' }], { rowShape: 'order' }).table).toBe(table);
  });
});
