import { beforeAll, describe, expect, it } from 'vitest';
import { factName, factValue, reasonWords, sawOf } from '../../src/app/fact-words.ts';
import type { FeatureSpec, OrderFact } from '../../src/core/features.ts';
import { loadTexts } from '../../src/i18n/translate.ts';

const UNITS: Record<OrderFact, Extract<FeatureSpec, { kind: 'order-fact' }>['unit']> = {
  recency: 'days',
  frequency: 'orders',
  monetary: 'money',
  'average-order': 'money',
  tenure: 'days',
  'usual-gap': 'days',
  lateness: 'ratio',
  'gap-trend': 'ratio',
  'amount-trend': 'ratio',
  'recent-orders': 'orders',
  products: 'times',
  returns: 'times',
};
const fact = (name: OrderFact): FeatureSpec => ({ kind: 'order-fact', fact: name, unit: UNITS[name] });
const say = (name: OrderFact, value: number, typical: number, context = {}) => ({
  en: reasonWords('en', { feature: fact(name), value, typical }, { currency: 'CNY', ...context }),
  zh: reasonWords('zh', { feature: fact(name), value, typical }, { currency: 'CNY', ...context }),
});

beforeAll(async () => {
  await Promise.all([loadTexts('en'), loadTexts('zh')]);
});

describe('reasons in words', () => {
  it('say lateness as days past the usual, where both days are known', () => {
    const saw = sawOf([fact('recency'), fact('usual-gap')], [92, 30]);
    expect(say('lateness', 92 / 30, 1, { saw })).toEqual({ en: '62 days past the usual 30', zh: '通常每30天购买，已晚62天' });
  });

  it('say lateness as a ratio where only that is known', () => {
    expect(say('lateness', 3.07, 1).en).toBe('3.1 times the usual pause');
  });

  it('do not call somebody late who is not', () => {
    const saw = sawOf([fact('recency'), fact('usual-gap')], [10, 30]);
    expect(say('lateness', 1 / 3, 1, { saw }).en).toBe('not due yet: 10 of the usual 30 days');
  });

  it('name the typical value beside a number that differs from it', () => {
    expect(say('recency', 92, 41).en).toBe('last bought 92 days ago (typical: 41)');
    expect(say('frequency', 1, 6).en).toBe('1 order so far (typical: 6)');
    expect(say('monetary', 6240, 1200).zh).toBe('累计消费¥6,240（一般为¥1,200）');
    expect(say('products', 4, 4).en).toBe('4 different products bought');
  });

  it('say trends in words and percent', () => {
    expect(say('amount-trend', 0.6, 1).en).toBe('last order 40% below average');
    expect(say('amount-trend', 1.02, 1).en).toBe('last order as large as usual');
    expect(say('gap-trend', 0.5, 1).en).toBe('the last order came sooner than usual');
    expect(say('recent-orders', 0, 2)).toEqual({ en: 'no order in the last 90 days', zh: '近90天没有订单' });
  });

  it('have a name and a sentence for every order fact, and for a missing value', () => {
    for (const name of Object.keys(UNITS) as OrderFact[]) {
      for (const lang of ['en', 'zh'] as const) {
        expect(factName(lang, fact(name))).not.toContain('facts.');
        expect(reasonWords(lang, { feature: fact(name), value: 3, typical: 1 })).not.toMatch(/facts\.|\{|NaN|undefined/);
        expect(reasonWords(lang, { feature: fact(name), value: NaN, typical: 1 })).not.toMatch(/NaN|undefined/);
      }
    }
  });

  it('speak of columns, levels and empty cells in the file’s own words', () => {
    const words = (feature: FeatureSpec, value: number, typical = 0) => reasonWords('en', { feature, value, typical });
    expect(words({ kind: 'column', column: 'age', unit: 'years' }, 42, 35)).toBe('age: 42 years (typical: 35 years)');
    expect(words({ kind: 'level', column: 'Contract', level: 'Two year' }, 1)).toBe('Contract: Two year');
    expect(words({ kind: 'level', column: 'Contract', level: 'Two year' }, 0)).toBe('Contract: not Two year');
    expect(words({ kind: 'was-missing', column: 'city' }, 1)).toBe('city is empty');
    expect(factValue('en', { kind: 'column', column: 'share', unit: '%' }, 12.5)).toBe('12.5%');
  });
});
