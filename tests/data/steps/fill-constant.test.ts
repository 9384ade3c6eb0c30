import { expect, it } from 'vitest';
import { dates, numbers, words } from '../table-of.ts';
import { ran } from './step-of.ts';

it('puts a constant in, of the kind of the column', () => {
  const columns = [numbers('n', [1, null], 'EUR'), words('w', [null, 'x']), dates('d', ['2024-01-01', null])];
  expect(ran({ kind: 'fill-missing', column: 'n', with: 'constant', value: '0' }, columns).cells('n')).toEqual(['1', '0']);
  expect(ran({ kind: 'fill-missing', column: 'w', with: 'constant', value: 'none' }, columns).cells('w')).toEqual(['none', 'x']);
  expect(ran({ kind: 'fill-missing', column: 'd', with: 'constant', value: '2024-02-29' }, columns).cells('d')[1]).toBe('2024-02-29');
  expect(ran({ kind: 'fill-missing', column: 'n', with: 'constant', value: 'none' }, columns).effect.cells).toBe(0);
});

it('adds a column that says where it was empty', () => {
  const { cells } = ran({ kind: 'fill-missing', column: 'n', with: 'median', flag: true }, [numbers('n', [1, null])]);
  expect(cells('n (was empty)')).toEqual(['no', 'yes']);
  expect(cells('n')).toEqual(['1', '']);
});

it('shows for groups what their own rows say', () => {
  const { effect } = ran({ kind: 'fill-missing', column: 'n', with: 'group-median', by: 'g' }, [
    numbers('n', [1, 3, null, 100, null]),
    words('g', ['a', 'a', 'a', 'b', 'c']),
  ]);
  expect(effect.examples.map(({ after }) => after)).toEqual(['2', '3']);
});
