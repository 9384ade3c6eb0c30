import { describe, expect, it } from 'vitest';
import { areBooleans, readBoolean } from '../../src/data/cell-boolean.ts';

describe('a cell as yes or no', () => {
  it('knows the words in English and Chinese, whatever their capitals', () => {
    expect(['Yes', 'TRUE', '是', 'y', ' yes '].map(readBoolean)).toEqual([1, 1, 1, 1, 1]);
    expect(['No', 'false', '否', 'N'].map(readBoolean)).toEqual([0, 0, 0, 0]);
    expect(['1', '0', 'maybe', '', 'M'].map(readBoolean)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('takes a column for yes/no only when all its words are of one pair', () => {
    expect(areBooleans(['yes', 'No', 'no'])).toBe(true);
    expect(areBooleans(['No', 'No'])).toBe(true);
    expect(areBooleans(['yes', 'no', 'No internet service'])).toBe(false);
    expect(areBooleans(['yes', 'false'])).toBe(false);
    expect(areBooleans(['N', 'N'])).toBe(false);
    expect(areBooleans([])).toBe(false);
  });
});
