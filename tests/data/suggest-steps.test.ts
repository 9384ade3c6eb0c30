import { describe, expect, it } from 'vitest';
import type { Roles } from '../../src/core/recipe.ts';
import { suggestSteps } from '../../src/data/suggest-steps.ts';
import { dates, numbers, reportOf, tableOf, words } from './table-of.ts';

describe('suggestSteps', () => {
  it('proposes for orders only what would do something', () => {
    const table = tableOf(
      words('who', ['a', 'a', 'b ', null, 'Total']),
      dates('when', ['2024-01-01', '2024-01-01', null, '2024-01-04', null]),
      numbers('amount', [1, 1, 3, 4, 9]),
    );
    const report = reportOf(table, { when: [{ line: 4, raw: '??' }] }, [4]);
    expect(suggestSteps(table, { rowShape: 'order', who: 'who', when: 'when', amount: 'amount' }, report)).toEqual([
      { kind: 'trim' },
      { kind: 'drop-totals' },
      { kind: 'drop-duplicates' },
      { kind: 'drop-unreadable', columns: ['when'] },
      { kind: 'drop-missing', columns: ['who'] },
    ]);
  });

  it('proposes nothing for a tidy file', () => {
    const table = tableOf(words('who', ['a', 'b']), dates('when', ['2024-01-01', '2024-01-01']), numbers('amount', [1, 1]));
    expect(suggestSteps(table, { rowShape: 'order', who: 'who', when: 'when', amount: 'amount' }, reportOf(table))).toEqual([]);
  });

  it('fills the used columns of a customer table, numbers by median and categories by mode, and never the target', () => {
    const table = tableOf(
      words('id', ['c1', 'c2', 'c3'], 'id'),
      numbers('age', [20, null, 40]),
      words('city', ['Ulm', null, 'Ulm']),
      words('note', ['x', null, 'y'], 'text'),
      numbers('bought', [1, 0, null]),
      numbers('old', [null, 1, 2]),
    );
    const roles: Roles = { rowShape: 'customer', who: 'id', target: 'bought', ignored: ['old'] };
    expect(suggestSteps(table, roles, reportOf(table))).toEqual([
      { kind: 'fill-missing', column: 'age', with: 'median' },
      { kind: 'fill-missing', column: 'city', with: 'mode' },
    ]);
  });

  it('does not take two alike people without a number for one', () => {
    const table = tableOf(numbers('age', [20, 20]), numbers('bought', [1, 1]));
    expect(suggestSteps(table, { rowShape: 'customer', target: 'bought' }, reportOf(table))).toEqual([]);
  });
});
