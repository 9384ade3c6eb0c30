import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packWords, unpackWords, WordNumbers } from '../../src/core/utf8-words.ts';

describe('words as bytes', () => {
  it('come back as they went in, in any script', () => {
    const words = ['', 'a', '常客', '\ufeffid', 'ω🙂', 'SO-1000000', '\0'];
    expect(unpackWords(packWords(words))).toEqual(words);
    expect(unpackWords(packWords([]))).toEqual([]);
  });

  it('say where each word ends, in bytes', () => {
    expect(packWords(['ab', '', '客'])).toEqual({ bytes: Uint8Array.of(97, 98, 0xe5, 0xae, 0xa2), ends: Uint32Array.of(2, 2, 5) });
  });
});

describe('numbers of words', () => {
  const numbered = (...dictionaries: string[][]): { numbers: number[][]; words: string[] } => {
    const index = new WordNumbers();
    return { numbers: dictionaries.map((words) => [...index.add(packWords(words))]), words: unpackWords(index.words()) };
  };

  it('are given in order of first appearance, equal words alike', () => {
    expect(numbered(['b', 'a', 'b', ''], ['ab', 'a'])).toEqual({
      numbers: [
        [0, 1, 0, 2],
        [3, 1],
      ],
      words: ['b', 'a', '', 'ab'],
    });
  });

  it('go on from words that rose when others come', () => {
    const rising = ['a', 'aa', 'b'];
    expect(numbered(rising, [], ['c', 'd'], ['d', 'a', 'e'])).toEqual({
      numbers: [[0, 1, 2], [], [3, 4], [4, 0, 5]],
      words: ['a', 'aa', 'b', 'c', 'd', 'e'],
    });
    expect(numbered(rising, ['b', 'c']).numbers).toEqual([
      [0, 1, 2],
      [2, 3],
    ]);
  });

  it('are those of a map, for any words in any number of dictionaries', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.array(word, { maxLength: 900 })), { maxLength: 6 }), (lists) => {
        const dictionaries = lists.map(([sorted, list]) => (sorted ? [...new Set(list)].sort() : list));
        const map = new Map<string, number>();
        for (const one of dictionaries.flat()) if (!map.has(one)) map.set(one, map.size);
        const { numbers, words } = numbered(...dictionaries);
        expect(numbers).toEqual(dictionaries.map((list) => list.map((one) => map.get(one))));
        expect(words).toEqual([...map.keys()]);
      }),
      { numRuns: 60 },
    );
  });
});
