import { beforeAll, describe, expect, it } from 'vitest';
import * as format from '../../src/i18n/format.ts';
import { loadTexts } from '../../src/i18n/translate.ts';

beforeAll(async () => {
  await Promise.all([loadTexts('en'), loadTexts('zh')]);
});

describe('format', () => {
  it('writes money with the narrow sign in both languages', () => {
    expect(format.money('zh', 1234.5, 'CNY', {})).toBe('¥1,235');
    expect(format.money('en', 234.5, 'CNY')).toBe('¥234.50');
    expect(format.money('en', 6240, 'CNY')).toBe('¥6,240');
    expect(format.money('en', -110.7, 'EUR')).toBe('−€110.70');
  });

  it('puts a sign that is no currency code in front, and none where there is none', () => {
    expect(format.money('en', 12.5, '$')).toBe('$12.50');
    expect(format.money('en', -12.5, '$')).toBe('−$12.50');
    expect(format.money('zh', 12)).toBe('12');
    expect(format.money('en', NaN, 'CNY')).toBe('--');
  });

  it('shortens numbers by ten thousands in Chinese, by thousands in English', () => {
    expect(format.compact('zh', 12_000)).toBe('1.2万');
    expect(format.compact('en', 12_000)).toBe('12K');
  });

  it('writes days as ISO in tables and in words in sentences, untouched by the time zone', () => {
    // 20762 days after 1970-01-01 is 2026-11-05 (python: date(1970,1,1) + timedelta(20762)).
    expect(format.isoDay(20_762)).toBe('2026-11-05');
    expect(format.longDay('en', 20_762)).toBe('5 Nov 2026');
    expect(format.longDay('zh', 20_762)).toBe('2026年11月5日');
    expect(format.isoDay(-1)).toBe('1969-12-31');
  });

  it('knows the civil day of a moment on the clock of this device', () => {
    expect(format.isoDay(format.dayOfMoment(new Date(2026, 10, 5, 23, 59).getTime()))).toBe('2026-11-05');
    expect(format.isoDay(format.dayOfMoment(new Date(2026, 10, 5, 0, 0).getTime()))).toBe('2026-11-05');
  });

  it('counts days by the plural rule', () => {
    expect(format.days('en', 1)).toBe('1 day');
    expect(format.days('en', 62)).toBe('62 days');
    expect(format.days('zh', 62)).toBe('62天');
  });

  it('says a chance as whole tenths and never calls an end certain', () => {
    expect([0, 0.04, 0.05, 0.66, 0.95, 1].map(format.inTen)).toEqual([0, 0, 1, 7, 10, 10]);
    expect(format.chanceWords('en', 0.66)).toBe('about 7 in 10');
    expect(format.chanceWords('zh', 0.66)).toBe('每10位约7位');
    expect(format.chanceWords('en', 0.999)).toBe('more than 19 in 20');
    expect(format.chanceWords('en', 0)).toBe('fewer than 1 in 20');
  });

  it('calls 40 to 60 percent too close', () => {
    expect([0.39, 0.4, 0.6, 0.61].map(format.isCloseCall)).toEqual([false, true, true, false]);
  });

  it('joins ranges with the mark of the language and shows a real minus sign', () => {
    expect(format.range('zh', '5', '19')).toBe('5～19');
    expect(format.range('en', '5', '19')).toBe('5–19');
    expect(format.count('en', -1234)).toBe('−1,234');
  });

  it('sorts Chinese names by pinyin and numbers by value', () => {
    const names = ['王伟', '公司10', '阿里', '公司9', '李娜', '陈晨', '公司2', '张三'];
    expect(names.toSorted(format.collator('zh').compare)).toEqual(['阿里', '陈晨', '公司2', '公司9', '公司10', '李娜', '王伟', '张三']);
  });
});
