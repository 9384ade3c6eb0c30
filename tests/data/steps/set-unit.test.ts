import { expect, it } from 'vitest';
import { numbers } from '../table-of.ts';
import { ran } from './step-of.ts';

it('names the unit and changes no number', () => {
  const { cells, effect } = ran({ kind: 'set-unit', column: 'a', unit: 'EUR' }, [numbers('a', [1, null], 'CNY')]);
  expect(cells('a')).toEqual(['1', '']);
  expect(effect).toMatchObject({ cells: 1, examples: [{ before: '1 CNY', after: '1 EUR' }] });
});
