import { expect, it } from 'vitest';
import { words } from '../table-of.ts';
import { ran } from './step-of.ts';

it('reads numbers with the decimal mark asked for; what is none becomes empty', () => {
  const { cells, effect } = ran({ kind: 'parse-as', column: 'a', as: 'number', decimal: ',' }, [
    words('a', ['1.234,5', '12 €', 'free', null]),
  ]);
  expect(cells('a')).toEqual(['1234.5', '12', '', '']);
  expect(effect.cells).toBe(3);
  expect(effect.examples[2]).toMatchObject({ before: 'free', after: '' });
});

it('reads dates in the order asked for', () => {
  const column = [words('a', ['03/04/2024', '31/12/2023'])];
  expect(ran({ kind: 'parse-as', column: 'a', as: 'date', dateOrder: 'dmy' }, column).cells('a')).toEqual(['2024-04-03', '2023-12-31']);
  expect(ran({ kind: 'parse-as', column: 'a', as: 'date', dateOrder: 'mdy' }, column).cells('a')).toEqual(['2024-03-04', '']);
});

it('reads yes and no', () => {
  expect(ran({ kind: 'parse-as', column: 'a', as: 'boolean' }, [words('a', ['TRUE', 'false', '是', 'maybe'])]).cells('a')).toEqual([
    'yes',
    'no',
    'yes',
    '',
  ]);
});
