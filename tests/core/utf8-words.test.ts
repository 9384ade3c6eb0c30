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
  it('are given in order of first appearance, equal words alike', () => {
    const numbers = new WordNumbers();
    const { bytes, ends } = packWords(['b', 'a', 'b', '', 'ab', 'a']);
    const given = [...ends].map((end, i) => numbers.add(bytes, i === 0 ? 0 : ends[i - 1], end));
    expect(given).toEqual([0, 1, 0, 2, 3, 1]);
    expect(unpackWords(numbers.words())).toEqual(['b', 'a', '', 'ab']);
  });

  it('are those of a map, for any words and any number of them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 9 }), { maxLength: 2000 }), (list) => {
        const words = list.concat(
          list.map((word) => `${word}x`),
          list,
        );
        const map = new Map<string, number>();
        for (const word of words) if (!map.has(word)) map.set(word, map.size);
        const numbers = new WordNumbers();
        const { bytes, ends } = packWords(words);
        expect([...ends].map((end, i) => numbers.add(bytes, i === 0 ? 0 : ends[i - 1], end))).toEqual(words.map((word) => map.get(word)));
        expect(unpackWords(numbers.words())).toEqual([...map.keys()]);
      }),
      { numRuns: 40 },
    );
  });
});
