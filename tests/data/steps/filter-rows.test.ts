import { expect, it } from 'vitest';
import { numbers, words } from '../table-of.ts';
import { ran } from './step-of.ts';

it('keeps rows that say yes; unknown goes too', () => {
  const { cells, effect } = ran({ kind: 'filter-rows', keep: '[amount] > 0 and not startsWith([who], "test")' }, [
    words('who', ['ann', 'test1', 'bob', 'cid', null]),
    numbers('amount', [5, 5, -1, null, 9]),
  ]);
  expect(cells('who')).toEqual(['ann']);
  expect(effect.rows).toBe(4);
});
