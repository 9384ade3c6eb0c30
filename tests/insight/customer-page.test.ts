import { describe, expect, it } from 'vitest';
import { customerPage, type CustomerSummary, type PageQuery } from '../../src/insight/customer-page.ts';

const person = (id: string, name: string, change: Partial<CustomerSummary> = {}): CustomerSummary => ({
  id,
  name,
  chance: null,
  predicted: NaN,
  ...change,
});
const query: PageQuery = { search: '', sort: 'name', descending: false, lang: 'zh', from: 0, count: 50 };
const names = (people: CustomerSummary[], change: Partial<PageQuery> = {}) =>
  customerPage(people, { ...query, ...change }).rows.map(({ name }) => name);

describe('customerPage', () => {
  it('sorts Chinese names by pinyin and numbers by value', () => {
    const people = ['张三', '王伟', '公司10', '李娜', '公司2', '陈晨', '阿里', '公司9'].map((name, i) => person(String(i), name));
    expect(names(people)).toEqual(['阿里', '陈晨', '公司2', '公司9', '公司10', '李娜', '王伟', '张三']);
  });

  it('finds full-width and half-width, any case, by name, number, phone and e-mail', () => {
    const people = [person('Ｋ０３５４', 'Ｍｅｉ Ｃｈｅｎ', { phone: '077-0090 0354', email: 'Mei@Example.com' }), person('K0001', 'Otis')];
    for (const search of ['mei chen', 'CHEN mei', 'k0354', '07700900354', '077-0090', 'mei@example', 'ｃｈｅｎ'])
      expect(names(people, { search })).toEqual(['Ｍｅｉ Ｃｈｅｎ']);
    expect(names(people, { search: 'mei otis' })).toEqual([]);
    expect(names(people, { search: '  ' })).toHaveLength(2);
  });

  it('puts what is not known last in both directions', () => {
    const people = [person('1', 'a', { spent: 5 }), person('2', 'b'), person('3', 'c', { spent: 9 }), person('4', 'd', { spent: 5 })];
    expect(names(people, { sort: 'spent' })).toEqual(['a', 'd', 'c', 'b']);
    expect(names(people, { sort: 'spent', descending: true })).toEqual(['c', 'a', 'd', 'b']);
  });

  it('sorts by the chance, or by the amount where there is none', () => {
    const chances = [person('1', 'a', { chance: 0.2, predicted: 0.2 }), person('2', 'b', { chance: 0.7, predicted: 0.7 })];
    expect(names(chances, { sort: 'chance', descending: true })).toEqual(['b', 'a']);
    const amounts = [person('1', 'a', { predicted: 20 }), person('2', 'b', { predicted: 70 })];
    expect(names(amounts, { sort: 'chance', descending: true })).toEqual(['b', 'a']);
  });

  it('gives at most 200 rows and the number found', () => {
    const people = Array.from({ length: 500 }, (_, i) => person(String(i), `n${i}`));
    const page = customerPage(people, { ...query, from: 450, count: 1000 });
    expect(page).toMatchObject({ from: 450, total: 500 });
    expect(page.rows).toHaveLength(50);
    expect(customerPage(people, { ...query, count: 1000 }).rows).toHaveLength(200);
    expect(customerPage(people, { ...query, from: -5, count: -1 }).rows).toEqual([]);
  });
});
