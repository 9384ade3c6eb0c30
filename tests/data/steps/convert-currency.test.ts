import { expect, it } from 'vitest';
import { numbers } from '../table-of.ts';
import { ran } from './step-of.ts';

it('multiplies by the rate of the person', () => {
  const { cells, effect } = ran({ kind: 'convert-currency', column: 'a', factor: 0.125, unit: 'EUR' }, [
    numbers('a', [800, null, -8], 'CNY'),
  ]);
  expect(cells('a')).toEqual(['100', '', '-1']);
  expect(effect.cells).toBe(2);
});
