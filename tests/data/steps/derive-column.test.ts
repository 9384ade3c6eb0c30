import { expect, it } from 'vitest';
import { dates, numbers } from '../table-of.ts';
import { ran } from './step-of.ts';

it('makes a column of the kind of the expression', () => {
  const columns = [dates('from', ['2024-02-28', null]), dates('to', ['2024-03-01', '2024-03-01']), numbers('n', [3, 4])];
  const { cells, effect } = ran({ kind: 'derive-column', into: 'gap', expression: 'days([from], [to]) * [n]' }, columns);
  expect(cells('gap')).toEqual(['6', '']);
  expect(effect).toMatchObject({ cells: 1, examples: [{ column: 'gap', after: '6' }] });
});

it('says where the expression is wrong', () => {
  expect(() => ran({ kind: 'derive-column', into: 'x', expression: '1 + [nobody]' }, [numbers('n', [1])])).toThrow(
    '"problem":"unknown-column","at":5',
  );
});
