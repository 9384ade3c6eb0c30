import { expect, it } from 'vitest';
import { numbers, words } from '../table-of.ts';
import { ran } from './step-of.ts';

it('renames, but neither a column with a role nor to a name that is taken', () => {
  const columns = [words('who', ['a']), numbers('x', [1]), numbers('y', [1])];
  const roles = { rowShape: 'customer', who: 'who' } as const;
  expect(ran({ kind: 'rename-column', column: 'x', into: 'visits' }, columns, roles).names).toEqual(['who', 'visits', 'y']);
  expect(ran({ kind: 'rename-column', column: 'x', into: 'y' }, columns, roles).names).toEqual(['who', 'x', 'y']);
  expect(ran({ kind: 'rename-column', column: 'who', into: 'id' }, columns, roles).names).toEqual(['who', 'x', 'y']);
});
