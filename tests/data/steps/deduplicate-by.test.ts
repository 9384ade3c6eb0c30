import { expect, it } from 'vitest';
import { numbers, words } from '../table-of.ts';
import { ran } from './step-of.ts';

const columns = [words('id', ['a', 'a ', null, 'b', 'a', null]), numbers('day', [1, 1, 1, 1, 2, 1]), numbers('row', [0, 1, 2, 3, 4, 5])];

it('keeps the first or the last of rows alike in all key columns; an empty key is like no other', () => {
  expect(ran({ kind: 'deduplicate-by', columns: ['id', 'day'], keep: 'first' }, columns).cells('row')).toEqual(['0', '2', '3', '4', '5']);
  expect(ran({ kind: 'deduplicate-by', columns: ['id'], keep: 'last' }, columns).cells('row')).toEqual(['2', '3', '4', '5']);
  expect(ran({ kind: 'deduplicate-by', columns: ['nobody'], keep: 'last' }, columns).effect.rows).toBe(0);
});
