import { describe, expect, it } from 'vitest';
import { runSteps } from '../../../src/data/run-steps.ts';
import { dates, numbers, reportOf, tableOf, words } from '../table-of.ts';

const table = tableOf(
  words('who', ['a', 'b', 'c', 'd']),
  dates('when', ['2024-01-01', null, null, '2024-01-04']),
  numbers('amount', [1, 2, 3, null]),
);
const report = reportOf(table, { when: [{ line: 3, raw: '去年底' }], amount: [{ line: 5, raw: 'x2' }] });

describe('drop-unreadable', () => {
  it('drops rows with an odd cell in the column, and says what stood there', () => {
    const { table: left, effects } = runSteps(table, [{ kind: 'drop-unreadable', columns: ['when'] }], { rowShape: 'order' }, report);
    expect([...left.sourceLine]).toEqual([2, 4, 5]);
    expect(effects[0]).toMatchObject({ rows: 1, examples: [{ line: 3, column: 'when', before: '去年底', after: '' }] });
  });

  it('looks at several columns, and drops a row once', () => {
    const { effects } = runSteps(table, [{ kind: 'drop-unreadable', columns: ['when', 'amount'] }], { rowShape: 'order' }, report);
    expect(effects[0].rows).toBe(2);
    expect(effects[0].examples.map(({ column, before }) => `${column} ${before}`)).toEqual(['when 去年底', 'amount x2']);
  });

  it('drops every cell without a value where more cells are odd than the report lists', () => {
    const more = { ...report, columns: report.columns.map((column) => (column.name === 'when' ? { ...column, odd: 2 } : column)) };
    expect(runSteps(table, [{ kind: 'drop-unreadable', columns: ['when'] }], { rowShape: 'order' }, more).table.rowCount).toBe(2);
  });
});
