import { expect, it } from 'vitest';
import { words } from '../table-of.ts';
import { ran } from './step-of.ts';

it.each([
  ['lower', ["o'brien's tea", 'été', '茶']],
  ['upper', ["O'BRIEN'S TEA", 'ÉTÉ', '茶']],
  ['title', ["O'brien's Tea", 'Été', '茶']],
] as const)('to %s', (to, expected) => {
  const { cells, effect } = ran({ kind: 'change-case', columns: ['a'], to }, [words('a', ["o'bRIEN'S tea", 'étÉ', '茶'])]);
  expect(cells('a')).toEqual(expected);
  expect(effect.cells).toBe(2);
});

it('puts words together that become equal', () => {
  expect(ran({ kind: 'change-case', columns: ['a'], to: 'lower' }, [words('a', ['Yes', 'YES', 'no', null])]).cells('a')).toEqual([
    'yes',
    'yes',
    'no',
    '',
  ]);
});
