import { describe, expect, it } from 'vitest';
import type { TextColumn } from '../../src/core/column.ts';
import { spellingGroups } from '../../src/data/spelling-groups.ts';
import { isSwapped, wordDistance } from '../../src/data/word-distance.ts';
import { words } from './table-of.ts';

/** [word, rows] pairs as a column. */
function column(...counts: [string, number][]): TextColumn {
  return words(
    'x',
    counts.flatMap(([word, rows]) => Array<string>(rows).fill(word)),
  ) as TextColumn;
}

describe('spellings of one value', () => {
  it('swapped letters of longer words are put right, in whatever capitals', () => {
    const { certain, asked } = spellingGroups(
      column(['secondary', 60], ['SECONDARY', 50], ['secodnary', 3], ['ESCONDARY', 2], ['primary', 40]),
    );
    expect(certain).toEqual([{ to: 'secondary', from: expect.arrayContaining(['SECONDARY', 'secodnary', 'ESCONDARY']) }]);
    expect(certain[0].from).toHaveLength(3);
    expect(asked).toEqual([]);
  });

  it('short words that swap into each other are asked about, for MA and AM are two states', () => {
    expect(spellingGroups(column(['no', 90], ['on', 9], ['yes', 30], ['eys', 2]))).toEqual({
      certain: [],
      asked: [{ from: ['on'], to: 'no' }, { from: ['eys'], to: 'yes' }], // prettier-ignore
    });
  });

  it('other words are left alone: equally frequent, one letter apart, with digits', () => {
    const many = column(
      ['mar', 20],
      ['may', 90],
      ['Iran', 2],
      ['Iraq', 90],
      ['Store 12', 90],
      ['Store 21', 3],
      ['female', 90],
      ['male', 90],
      ['form', 30],
      ['from', 30],
    );
    expect(spellingGroups(many)).toEqual({ certain: [], asked: [] });
  });

  it('a letter too many, too few or wrong in a long word is asked about', () => {
    expect(spellingGroups(column(['technician', 50], ['technicain', 1], ['techniciann', 1], ['technicyan', 1], ['tecnicin', 1]))).toEqual({
      certain: [{ from: ['technicain'], to: 'technician' }],
      asked: [{ from: ['techniciann', 'technicyan'], to: 'technician' }],
    });
  });

  it('marks behind a word that is known without them go; C# stays', () => {
    const { certain } = spellingGroups(
      column(['false', 40], ['FALSE', 9], ['false?', 2], ['FALSE&', 1], ['true', 30], ['C', 50], ['C#', 20]),
    );
    expect(certain).toEqual([{ to: 'false', from: ['FALSE', 'false?', 'FALSE&'] }]);
  });

  it('words for nothing become empty, in any capitals and with marks', () => {
    expect(spellingGroups(column(['Male', 9], ['NAN', 3], ['nan#', 1], ['?', 1], ['unknown', 4])).certain).toEqual([
      { to: '', from: ['NAN', '?', 'nan#'] },
    ]);
  });

  it('one case for the whole column: that of most rows, small letters in a close race', () => {
    expect(spellingGroups(column(['May', 90], ['MAY', 5], ['NOV', 2], ['nov', 1])).certain).toEqual([
      { to: 'May', from: ['MAY'] },
      { to: 'Nov', from: ['NOV', 'nov'] },
    ]);
  });

  it('the answer that counts as yes keeps its spelling', () => {
    expect(spellingGroups(column(['yes', 50], ['YES', 40], ['no', 50]), 'YES').certain).toEqual([{ to: 'YES', from: ['yes'] }]);
  });

  it('北京 and 北京市 are asked about', () => {
    expect(spellingGroups(column(['北京市', 20], ['北京', 2], ['上海市', 20])).asked).toEqual([{ from: ['北京'], to: '北京市' }]);
  });
});

describe('distance of words', () => {
  it.each([
    ['kitten', 'sitten', 1],
    ['ca', 'ac', 1],
    ['kitten', 'sitting', 3],
    ['same', 'same', 0],
    ['a', 'abcd', 3],
    ['茶叶', '茶', 1],
  ])('%s and %s: %i', (a, b, distance) => {
    expect(wordDistance(a, b, 3)).toBe(distance);
    expect(wordDistance(b, a, 3)).toBe(distance);
  });

  it('a swap is of two neighbours that are no digits', () => {
    expect(isSwapped('secondayr', 'secondary')).toBe(true);
    expect(isSwapped('12', '21')).toBe(false);
    expect(isSwapped('abcd', 'badc')).toBe(false);
    expect(isSwapped('same', 'same')).toBe(false);
  });
});
