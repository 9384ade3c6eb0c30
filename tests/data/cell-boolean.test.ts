import { describe, expect, it } from 'vitest';
import { areBooleans, readBoolean } from '../../src/data/cell-boolean.ts';

describe('a cell as yes or no', () => {
  it('knows the words in English and Chinese, whatever their capitals', () => {
    expect(['Yes', 'TRUE', '是', 'y', ' yes '].map(readBoolean)).toEqual([1, 1, 1, 1, 1]);
    expect(['No', 'false', '否', 'N'].map(readBoolean)).toEqual([0, 0, 0, 0]);
    expect(['有', '无', '真', '假', '✓', '✗', 'ON', 'Off', 'Ｙ'].map(readBoolean)).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1]);
    expect(['maybe', '', 'M', '男', '女', 'yes'.repeat(300_000)].map(readBoolean)).toEqual(Array(6).fill(undefined));
  });

  it('takes a column for yes/no only when all its words are of one pair', () => {
    expect(areBooleans(['yes', 'No', 'no'])).toBe(true);
    expect(areBooleans(['No', 'No'])).toBe(true);
    expect(areBooleans(['yes', 'no', 'No internet service'])).toBe(false);
    expect(areBooleans(['yes', 'false'])).toBe(false);
    expect(areBooleans(['N', 'N'])).toBe(false);
    expect(areBooleans([])).toBe(false);
    expect(areBooleans(['T', 'f', 'F'])).toBe(true);
    expect(areBooleans(['有', '无', '有'])).toBe(true);
    expect(areBooleans(['男', '女'])).toBe(false);
    expect(areBooleans(['M', 'F'])).toBe(false);
  });

  it('leaves 1 and 0 numbers, but reads them where the person says yes/no', () => {
    expect(areBooleans(['1', '0', '1'])).toBe(false);
    expect(['1', '0', '1.0'].map(readBoolean)).toEqual([1, 0, 1]);
  });
});
