import { expect, it } from 'vitest';
import { dates, numbers, words } from '../table-of.ts';
import { ran } from './step-of.ts';

const columns = [
  words('who', ['ann', 'bob', 'ann', 'ann', null]),
  words('channel', ['mail', 'shop', 'shop', 'mail', 'mail']),
  numbers('amount', [1, 2, 3, null, 9]),
  dates('day', ['2024-01-05', '2024-01-06', '2024-01-07', '2024-01-01', '2024-01-09']),
];

it('counts per customer, on every row of the customer', () => {
  const { cells, names } = ran({ kind: 'pivot-interactions', by: 'who', of: 'channel', take: 'count' }, columns);
  expect(names.slice(4)).toEqual(['mail (count)', 'shop (count)']);
  expect(cells('mail (count)')).toEqual(['2', '0', '2', '2', '']);
  expect(cells('shop (count)')).toEqual(['1', '1', '1', '1', '']);
});

it('adds up, and takes the last day', () => {
  expect(ran({ kind: 'pivot-interactions', by: 'who', of: 'channel', take: 'sum', value: 'amount' }, columns).cells('mail (sum)')).toEqual([
    '1',
    '0',
    '1',
    '1',
    '',
  ]);
  expect(ran({ kind: 'pivot-interactions', by: 'who', of: 'channel', take: 'last', value: 'day' }, columns).cells('mail (last)')).toEqual([
    '2024-01-05',
    '',
    '2024-01-05',
    '2024-01-05',
    '',
  ]);
});
