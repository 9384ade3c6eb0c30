import { expect, it } from 'vitest';
import { dates, numbers, words } from '../table-of.ts';
import { ran } from './step-of.ts';

it('puts cells together with a mark between, and none where one is empty', () => {
  const { cells, effect } = ran({ kind: 'merge-columns', columns: ['first', 'last', 'n', 'd'], mark: ' ', into: 'all' }, [
    words('first', ['Ann', null, null]),
    words('last', ['Lee', 'Wu', null]),
    numbers('n', [1.5, null, null]),
    dates('d', ['2024-01-02', '2024-01-03', null]),
  ]);
  expect(cells('all')).toEqual(['Ann Lee 1.5 2024-01-02', 'Wu 2024-01-03', '']);
  expect(effect.cells).toBe(2);
});
