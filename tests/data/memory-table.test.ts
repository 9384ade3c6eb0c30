import { expect, it } from 'vitest';
import { MISSING_CODE } from '../../src/core/column.ts';
import { packWords } from '../../src/core/utf8-words.ts';
import { joinChunks } from '../../src/data/memory-table.ts';

it('joins chunks into one column, their dictionaries into one', () => {
  const reading = { type: 'category', decimal: '.', dateOrder: 'dmy' } as const;
  const report = {
    index: 0,
    name: 'c',
    originalName: 'c',
    reading,
    valid: 4,
    missing: 1,
    odd: 0,
    oddCells: [],
    distinct: 3,
    firstRaw: [],
    firstRead: [],
  };
  const column = joinChunks(
    [
      { kind: 'text', codes: Uint32Array.of(0, 1, MISSING_CODE), words: packWords(['a', 'b']) },
      { kind: 'text', codes: Uint32Array.of(0, 1, 2), words: packWords(['c', 'a', 'c']) },
    ],
    report,
    'c',
  );
  expect(column).toMatchObject({
    kind: 'text',
    name: 'c',
    use: 'category',
    codes: Uint32Array.of(0, 1, MISSING_CODE, 2, 0, 2),
    dictionary: ['a', 'b', 'c'],
  });
});
