import { expect, it } from 'vitest';
import { words } from '../table-of.ts';
import { ran } from './step-of.ts';

it('several spellings become one; an empty target empties the cell; blanks around do not matter', () => {
  const groups = [
    { from: ['mraried', 'MARRIED'], to: 'married' },
    { from: ['?', 'NAN'], to: '' },
  ];
  const { cells, effect } = ran({ kind: 'map-values', column: 'a', groups }, [
    words('a', ['married', ' mraried', 'MARRIED', '?', 'single']),
  ]);
  expect(cells('a')).toEqual(['married', 'married', 'married', '', 'single']);
  expect(effect).toMatchObject({ cells: 3, examples: [{ before: ' mraried', after: 'married' }, {}, { before: '?', after: '' }] });
});
