import { describe, expect, it } from 'vitest';
import { categoryVariants } from '../../src/data/category-variants.ts';

const values = (counts: Record<string, number>) => Object.entries(counts).map(([value, count]) => ({ value, count }));

describe('spelling variants of categories', () => {
  it('merges a city in both scripts, with and without its ending, into the commonest spelling', () => {
    expect(categoryVariants('city', values({ 北京: 50, 北京市: 12, Beijing: 7, 上海: 30, Shanghai: 2 }))).toEqual([
      { column: 'city', from: ['北京市', 'Beijing'], to: '北京', rows: 19, because: 'same-sound' },
      { column: 'city', from: ['Shanghai'], to: '上海', rows: 2, because: 'same-sound' },
    ]);
  });

  it('merges legal forms, case, accents and word order', () => {
    const found = categoryVariants(
      'supplier',
      values({ 'Acme Ltd': 9, 'ACME Limited': 3, 'acme, Ltd.': 1, 'Café Noir': 4, 'noir cafe': 2 }),
    );
    expect(found.map(({ to, from }) => [to, from])).toEqual([
      ['Acme Ltd', ['ACME Limited', 'acme, Ltd.']],
      ['Café Noir', ['noir cafe']],
    ]);
    expect(found[0].because).toBe('same-words');
  });

  it('lets the script of the column decide where two spellings are as frequent', () => {
    expect(categoryVariants('城市', values({ Beijing: 30, 北京: 30, 上海: 30 }))).toMatchObject([{ from: ['Beijing'], to: '北京' }]);
    expect(categoryVariants('city', values({ Beijing: 30, 北京: 30, Shanghai: 30, Xiamen: 9 }))).toMatchObject([{ to: 'Beijing' }]);
  });

  it('merges what a blank or hyphen tears apart', () => {
    expect(categoryVariants('kind', values({ Teapot: 5, 'Tea-pot': 2 }))).toMatchObject([
      { from: ['Tea-pot'], to: 'Teapot', because: 'same-letters' },
    ]);
  });

  it('takes a rare slip for its frequent neighbour, not two frequent words for one', () => {
    expect(categoryVariants('kind', values({ Electronics: 90, Electronis: 2 }))).toMatchObject([{ from: ['Electronis'], because: 'slip' }]);
    expect(categoryVariants('kind', values({ Mother: 40, Another: 38, Bother: 41 }))).toEqual([]);
  });

  it('leaves short codes, numbers and Chinese words of one sound alone', () => {
    expect(categoryVariants('size', values({ S: 50, M: 1, L: 1, XL: 2, A1: 90, A2: 1, 'Model 12345': 80, 'Model 12346': 1 }))).toEqual([]);
    expect(categoryVariants('city', values({ 西安: 20, 锡安: 3, 期中: 9, 期终: 2 }))).toEqual([]);
  });
});
