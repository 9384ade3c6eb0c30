import { beforeAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/core/errors.ts';
import { en } from '../../src/i18n/en/all.ts';
import { loadTexts, translate, translateKey, type MessageKey } from '../../src/i18n/translate.ts';
import { zh } from '../../src/i18n/zh/all.ts';

type Texts = Record<string, Record<string, string>>;
const english: Texts = en;
const chinese: Texts = zh;

/** Names of the values a text takes, each once, in order of the alphabet. */
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{([^{}|]+)[^{}]*\}/g)].map(([, name]) => name))].sort();

const entries = Object.entries(english).flatMap(([section, texts]) =>
  Object.entries(texts).map(([key, text]) => ({ name: `${section}.${key}`, text, other: chinese[section]?.[key] })),
);

beforeAll(async () => {
  await Promise.all([loadTexts('en'), loadTexts('zh')]);
});

describe('texts', () => {
  it('both languages have the same sections and keys', () => {
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
    for (const section of Object.keys(english))
      expect(Object.keys(chinese[section]).sort(), section).toEqual(Object.keys(english[section]).sort());
  });

  it('no text is empty', () => {
    expect(entries.filter(({ text, other }) => text.trim() === '' || (other ?? '').trim() === '').map(({ name }) => name)).toEqual([]);
  });

  it('Chinese takes the values that English takes, but for a plural that only English shows', () => {
    const differs = entries.filter(({ text, other }) => {
      const own = placeholders(text);
      const theirs = placeholders(other ?? '');
      return theirs.some((name) => !own.includes(name)) || own.some((name) => !theirs.includes(name) && text.includes(`{${name}}`));
    });
    expect(differs.map(({ name }) => name)).toEqual([]);
  });

  it('Chinese has no space typed between characters and digits, and full-width punctuation after characters', () => {
    // The names of separators show the very character they speak of.
    const loose = entries.filter(
      ({ name, other = '' }) =>
        !name.startsWith('data.delimiter-') && /[\u4e00-\u9fff] ?[,;:!](?!\w)|[\u4e00-\u9fff] +\d|\d +[\u4e00-\u9fff]/.test(other),
    );
    expect(loose.map(({ name }) => name)).toEqual([]);
  });

  it('neither language promises magic or shouts', () => {
    const loud = entries.filter(
      ({ text, other = '' }) => /\b(AI|smart|magic)\b|!/.test(text.replaceAll('!=', '')) || /智能(?!代理)|赋能|！/.test(other),
    );
    expect(loud.map(({ name }) => name)).toEqual([]);
  });

  it('every error says what happened and what to do, in both languages', () => {
    for (const code of ERROR_CODES) {
      for (const key of [code, `${code}-do`]) {
        expect(english.errors[key], key).toBeTruthy();
        expect(chinese.errors[key], key).toBeTruthy();
      }
    }
  });
});

describe('translate', () => {
  it('chooses the word by plural rule and writes numbers in the language’s own spelling', () => {
    expect(translate('en', 'common.rowsShown', { n: 1 })).toBe('1 row');
    expect(translate('en', 'common.rowsShown', { n: 12345 })).toBe('12,345 rows');
    expect(translate('zh', 'common.rowsShown', { n: 12345 })).toBe('12,345行');
  });

  it('puts a value in as it is, braces and dollar signs included', () => {
    expect(translate('en', 'common.value', { raw: '{n} $& $1' })).toBe('value “{n} $& $1”');
  });

  it('gives the key back when there is no such text', () => {
    expect(translateKey('en', 'common.nothingOfTheKind' as MessageKey)).toBe('common.nothingOfTheKind');
  });
});
