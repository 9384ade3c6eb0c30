import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jaroWinkler } from '../../../src/data/linkage/jaro-winkler.ts';
import { jaroBound, letterMask } from '../../../src/data/linkage/letter-bound.ts';
import { nearDate } from '../../../src/data/linkage/near-date.ts';
import { nearNumber } from '../../../src/data/linkage/near-number.ts';
import { isOneEdit } from '../../../src/data/linkage/one-edit.ts';
import { pinyinOf } from '../../../src/data/linkage/pinyin.ts';
import { soundKey } from '../../../src/data/linkage/sound-key.ts';
import { tokenVectors } from '../../../src/data/linkage/token-vectors.ts';
import { wordDistance } from '../../../src/data/word-distance.ts';

const word = fc.string({ unit: fc.constantFrom(...'abcde'), maxLength: 8 });

describe('comparing words', () => {
  // Winkler 1990 and 1994, the pairs every implementation is checked with.
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.8133],
    ['张伟', '张玮', 0.6667],
    ['abc', 'xyz', 0],
    ['', 'a', 0],
  ])('Jaro-Winkler %s %s', (a, b, similarity) => expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 4));

  it('Damerau edits', () => {
    expect(wordDistance('kitten', 'sitting', 99)).toBe(3);
    expect(wordDistance('ca', 'abc', 99)).toBe(3); // optimal string alignment; unrestricted it would be 2
    expect(wordDistance('smith', 'simth', 99)).toBe(1);
    expect(wordDistance('abcdef', 'uvwxyz', 2)).toBe(3);
  });

  it('one edit in one pass is edit distance 1', () => {
    fc.assert(
      fc.property(word, word, (a, b) => isOneEdit(a, b) === (wordDistance(a, b, 99) === 1)),
      { seed: 7, numRuns: 3000 },
    );
  });

  it('the letter bound is never below the Jaro similarity', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 9 }), fc.string({ minLength: 1, maxLength: 9 }), (a, b) => {
        const jaro = jaroWinkler(a, b);
        const bound = jaroBound(letterMask(a), a.length, letterMask(b), b.length);
        return jaro <= bound + 0.4 * (1 - bound) + 1e-12;
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it('Soundex', () => {
    expect(['robert', 'rupert', 'ashcraft', 'tymczak', 'pfister', 'honeyman'].map(soundKey)).toEqual([
      'r163',
      'r163',
      'a261',
      't522',
      'p236',
      'h555',
    ]);
  });

  it('days and amounts', () => {
    expect(nearDate('19990304', '19990304')).toBe(3);
    expect(nearDate('19990304', '19990403')).toBe(2);
    expect(nearDate('19990304', '19990314')).toBe(2);
    expect(nearDate('19990304', '19991231')).toBe(0);
    expect(nearDate('19990304', '19670304')).toBe(1);
    expect([nearNumber(100, 100), nearNumber(100, 104), nearNumber(100, 85), nearNumber(1, 9)]).toEqual([3, 2, 1, 0]);
  });
});

describe('pinyin from the sorting order', () => {
  it.each([
    ...'张zhang 伟wei 玮wei 王wang 李li 刘liu 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 林lin 何he 郭guo 马ma 罗luo 梁liang 宋song 郑zheng 谢xie 韩han 唐tang 冯feng 于yu 董dong 萧xiao 程cheng 曹cao 袁yuan 邓deng 许xu 傅fu 沈shen 吕lu 苏su 卢lu 蒋jiang 蔡cai 芳fang 娜na 敏min 静jing 秀xiu 丽li 强qiang 磊lei 洋yang 勇yong 艳yan 杰jie 娟juan 涛tao 明ming 超chao 霞xia 平ping 桂gui 英ying 北bei 京jing 上shang 海hai 广guang 深shen 圳zhen 茶cha 安an 鄂e 二er 一yi'.split(
      ' ',
    ),
  ])('%s', (pair) => expect(pinyinOf(Array.from(pair)[0])).toBe(pair.slice(1)));

  it('says nothing about other characters', () => expect([pinyinOf('a'), pinyinOf('あ'), pinyinOf('。')]).toEqual(['', '', '']));
});

describe('texts as word vectors', () => {
  const texts = [
    ['linksys', 'switch', 'ezxs88w'],
    ['linksys', 'switch', 'ezxs55w'],
    ['netgear', 'switch', 'fs105'],
    ['ezxs88w', 'switch'],
  ];
  const { cosine } = tokenVectors(texts, [1, 1, 1, 1], false);

  it('rare words weigh more', () => {
    // idf = ln(1 + 4/df): 4 rows with switch ln 2, 2 with linksys ln 3, 2 with ezxs88w ln 3; ezxs55w, netgear, fs105 ln 5.
    const [s, l, e] = [Math.log(2), Math.log(3), Math.log(3)];
    expect(cosine(0, 3)).toBeCloseTo((e * e + s * s) / (Math.hypot(s, l, e) * Math.hypot(s, e)), 12);
    expect(cosine(0, 3)).toBeGreaterThan(cosine(0, 1));
    expect(cosine(0, 0)).toBeCloseTo(1, 12);
  });

  it('soft: a slip in a word costs little, another number all', () => {
    const soft = tokenVectors(
      [
        ['wallaby', 'place', '12'],
        ['walaby', 'place', '12'],
        ['wallaby', 'place', '13'],
      ],
      [1, 1, 1],
      true,
    );
    expect(soft.cosine(0, 1)).toBeGreaterThan(0.9);
    expect(soft.cosine(0, 2)).toBeLessThan(0.8);
  });
});
