import { expect, it } from 'vitest';
import { numbers } from '../table-of.ts';
import { ran } from './step-of.ts';

// 1..9 and 100: quartiles 3.25 and 7.75 (numpy.quantile), fences -3.5 and 14.5.
const column = [numbers('a', [1, 2, 3, 4, 5, 6, 7, 8, 9, 100, null])];

it('counts and shows, but leaves the clipping to training', () => {
  const { cells, effect } = ran({ kind: 'clip-outliers', column: 'a', rule: 'iqr', low: 1.5, high: 1.5 }, column);
  expect(cells('a')[9]).toBe('100');
  expect(effect).toMatchObject({ rows: 0, cells: 1, examples: [{ line: 11, before: '100', after: '14.5' }] });
});

it('by shares of the rows', () => {
  expect(ran({ kind: 'clip-outliers', column: 'a', rule: 'quantile', low: 0.1, high: 1 }, column).effect).toMatchObject({
    cells: 1,
    examples: [{ before: '1', after: '1.9' }],
  });
});
