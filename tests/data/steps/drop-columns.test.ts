import { expect, it } from 'vitest';
import { numbers, words } from '../table-of.ts';
import { ran } from './step-of.ts';

it('drops columns, but none that says who', () => {
  const { names, effect } = ran(
    { kind: 'drop-columns', columns: ['who', 'x', 'none'] },
    [words('who', ['a', 'b']), numbers('x', [1, 2]), numbers('y', [1, 2])],
    { rowShape: 'customer', who: 'who' },
  );
  expect(names).toEqual(['who', 'y']);
  expect(effect.cells).toBe(2);
});
