import { describe, expect, it } from 'vitest';
import { runSteps } from '../../../src/data/run-steps.ts';
import { dates, numbers, tableOf, words } from '../table-of.ts';

const table = tableOf(
  numbers('age', [20, null, 40, 90]),
  words('city', ['Ulm', 'Bern', null, 'Bern']),
  dates('since', ['2024-01-01', '2024-01-03', '2024-01-09', null]),
);

describe('fill-missing', () => {
  it('counts the cells and shows what would stand there, but leaves the filling to training', () => {
    const { table: left, effects } = runSteps(
      table,
      [
        { kind: 'fill-missing', column: 'age', with: 'median' },
        { kind: 'fill-missing', column: 'age', with: 'mean' },
        { kind: 'fill-missing', column: 'city', with: 'mode' },
        { kind: 'fill-missing', column: 'since', with: 'median' },
      ],
      { rowShape: 'customer' },
    );
    expect(left).toBe(table);
    expect(effects.map(({ rows, cells }) => [rows, cells])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(effects.map(({ examples }) => examples[0].after)).toEqual(['40', '50', 'Bern', '2024-01-03']);
    expect(effects[0].examples[0]).toEqual({ line: 3, column: 'age', before: '', after: '40' });
  });

  it('does nothing for a full column', () => {
    expect(
      runSteps(tableOf(numbers('age', [1, 2])), [{ kind: 'fill-missing', column: 'age', with: 'mean' }], { rowShape: 'customer' })
        .effects[0],
    ).toMatchObject({
      cells: 0,
      examples: [],
    });
  });
});
