import { expect, it } from 'vitest';
import { numbers } from '../table-of.ts';
import { ran } from './step-of.ts';

it('says yes outside the fences, no inside, nothing where there is nothing', () => {
  const { cells, effect } = ran({ kind: 'flag-outliers', column: 'a', rule: 'iqr', low: 1.5, high: 1.5, into: 'odd' }, [
    numbers('a', [1, 2, 3, 4, 5, 6, 7, 8, 9, 100, null]),
  ]);
  expect(cells('odd')).toEqual([...Array<string>(9).fill('no'), 'yes', '']);
  expect(effect).toMatchObject({ cells: 1, examples: [{ before: '100', after: 'yes' }] });
});
