import { expect, it } from 'vitest';
import { words } from '../table-of.ts';
import { ran } from './step-of.ts';

it('makes alike what looks alike: width, blanks, invisible characters, quotes, dashes', () => {
  const { cells, effect } = ran({ kind: 'normalise-text', columns: ['a'] }, [
    words('a', ['ＡＢＣ　１', 'x\u00a0\u00a0y', 'zero\u200bwidth', '“big”', '2020–21', 'plain', null]),
    words('b', ['“x”', '1', '2', '3', '4', '5', '6']),
  ]);
  expect(cells('a')).toEqual(['ABC 1', 'x y', 'zerowidth', '"big"', '2020-21', 'plain', '']);
  expect(cells('b')[0]).toBe('“x”');
  expect(effect).toMatchObject({
    rows: 0,
    cells: 5,
    examples: [{ line: 2, column: 'a', before: 'ＡＢＣ　１', after: 'ABC 1' }, {}, {}, {}, {}],
  });
});

it('takes marks off the end of a single word only when asked, and never off a sentence', () => {
  const columns = [words('a', ['false?', 'returning_visitor&', 'MALE?', 'Ready? Go!', 'C++', '?'])];
  expect(ran({ kind: 'normalise-text', columns: ['a'] }, columns).effect.cells).toBe(0);
  expect(ran({ kind: 'normalise-text', columns: ['a'], marks: true }, columns).cells('a')).toEqual(['false', 'returning_visitor', 'MALE', 'Ready? Go!', 'C++', '?']); // prettier-ignore
});
