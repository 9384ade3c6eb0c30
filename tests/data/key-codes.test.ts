import { describe, expect, it } from 'vitest';
import { MISSING_CODE } from '../../src/core/column.ts';
import { keyCodes, keyNumbers } from '../../src/data/key-codes.ts';
import { dates, numbers, words } from './table-of.ts';

describe('keyCodes', () => {
  it('numbers keys in order of first appearance, blanks around them aside', () => {
    expect(keyCodes(words('id', ['b', 'a', ' b', null, '', 'a']))).toEqual({
      codes: Uint32Array.of(0, 1, 0, MISSING_CODE, MISSING_CODE, 1),
      keys: ['b', 'a'],
    });
  });

  it('are the same numbers where nobody asks for the keys, for tidy words too', () => {
    const column = words('id', ['b', 'a', null, 'c', 'b']);
    const use = Uint8Array.of(1, 0, 1, 1, 1);
    const wanted = { codes: Uint32Array.of(0, MISSING_CODE, MISSING_CODE, 1, 0), count: 2 };
    expect(keyNumbers(column, use)).toEqual(wanted);
    expect(keyNumbers({ ...column, tidy: true } as typeof column, use)).toEqual(wanted);
    expect(keyCodes({ ...column, tidy: true } as typeof column, use).keys).toEqual(['b', 'c']);
  });

  it('takes numbers and dates as keys by their plain spelling', () => {
    expect(keyCodes(numbers('id', [17850, null, 3, 17850]))).toEqual({
      codes: Uint32Array.of(0, MISSING_CODE, 1, 0),
      keys: ['17850', '3'],
    });
    expect(keyCodes(dates('day', ['2024-01-03'])).keys).toEqual(['2024-01-03']);
  });

  it('passes over rows that are left out, and does not keep their keys', () => {
    expect(keyCodes(words('id', ['b', 'a', 'a']), Uint8Array.of(0, 1, 1))).toEqual({
      codes: Uint32Array.of(MISSING_CODE, 0, 0),
      keys: ['a'],
    });
  });
});
