import { expect, it } from 'vitest';
import { words } from '../table-of.ts';
import { ran } from './step-of.ts';

const place = [words('place', ['Ulm, Bahnhof 1, Tor B', 'Bern', null, 'Wien,Ring 2'])];

it('at a mark; the last part takes the rest', () => {
  const { cells, effect, names } = ran({ kind: 'split-column', column: 'place', by: 'mark', at: ',', into: ['town', 'street'] }, place);
  expect(names).toEqual(['place', 'town', 'street']);
  expect(cells('town')).toEqual(['Ulm', 'Bern', '', 'Wien']);
  expect(cells('street')).toEqual(['Bahnhof 1, Tor B', '', '', 'Ring 2']);
  expect(effect.cells).toBe(5);
});

it('after the first characters', () => {
  const { cells } = ran({ kind: 'split-column', column: 'c', by: 'first', at: '2', into: ['land', 'rest'] }, [
    words('c', ['DE-89073', '茶叶绿', 'X']),
  ]);
  expect(cells('land')).toEqual(['DE', '茶叶', 'X']);
  expect(cells('rest')).toEqual(['-89073', '绿', '']);
});

it('by a pattern of stars; what is not of the pattern stays out', () => {
  const { cells } = ran({ kind: 'split-column', column: 'p', by: 'pattern', at: '* (*)', into: ['name', 'size'] }, [
    words('p', ['Matcha (30g)', 'Espresso', 'Oolong (new) (50g)']),
  ]);
  expect(cells('name')).toEqual(['Matcha', '', 'Oolong']);
  expect(cells('size')).toEqual(['30g', '', 'new) (50g']);
});
