/** A person's name as words that do not depend on the script or the order it is written in. */
import { letterMask } from './letter-bound.ts';
import { familyPinyin, pinyinOf } from './pinyin.ts';
import { isHan, plainText } from './plain-text.ts';

/** Family names of two characters. */
const DOUBLE = new Set('欧阳 司马 上官 诸葛 司徒 皇甫 尉迟 公孙 慕容 令狐 东方 夏侯 端木 独孤 南宫 长孙 宇文 西门 呼延 轩辕'.split(' '));
const TITLES = new Set('mr mrs ms miss dr prof sir madam jr sr ii iii'.split(' '));

export interface PersonName {
  /** Lower case, as it is written. */
  plain: string;
  /** Family and given name in Latin letters in the order of the alphabet: 张伟, Zhang Wei and Wei Zhang are `wei zhang`. */
  key: string;
  words: string[];
  /** The words without blanks, and in the opposite order. */
  joined: string;
  reversed: string;
  /** Which letters it has, and each of its words (`letter-bound.ts`). */
  mask: number;
  masks: number[];
  /** Written in Chinese characters. */
  han: boolean;
}

/** `张晓明` -> words xiaoming, zhang; `Smith, John A.` -> a, john, smith. */
export function personName(text: string): PersonName {
  const { plain, han } = plainName(text);
  if (han) return { ...named(hanWords(plain).sort()), plain, han };
  const all = plain.split(' ').filter((word) => word !== '');
  const kept = all.filter((word) => !TITLES.has(word));
  const words = (kept.length > 0 ? kept : all).map(latinWord).sort();
  return { ...named(words), plain, han };
}

/** As it is written, lower case; a Chinese one without blanks and the title behind it. */
export function plainName(text: string): Pick<PersonName, 'plain' | 'han'> {
  const plain = plainText(/[（(]/.test(text) ? text.replace(/[（(].*?[)）]/g, ' ') : text);
  // Nothing Chinese about it: most names of a table in Latin letters.
  if (/^[\x00-\x7f]*$/.test(plain)) return { plain, han: false };
  const joined = plain.replace(/\s+/g, '').replace(/(?:先生|女士|小姐|太太|老师|经理)$/, '');
  return isHan(joined) ? { plain: joined, han: true } : { plain, han: false };
}

function named(words: string[]) {
  const joined = words.join('');
  return {
    key: words.join(' '),
    words,
    joined,
    reversed: words.toReversed().join(''),
    mask: letterMask(joined),
    masks: words.map(letterMask),
  };
}

function hanWords(name: string): string[] {
  const characters = Array.from(name);
  const isDouble = characters.length > 2 && DOUBLE.has(characters.slice(0, 2).join(''));
  const family = isDouble ? characters.slice(0, 2).map(pinyinOf).join('') : familyPinyin(characters[0]) || characters[0];
  const given = characters.slice(isDouble ? 2 : 1).map((character) => pinyinOf(character) || character);
  return given.length === 0 ? [family] : [family, given.join('')];
}

/** Pinyin with ü as a key board has it: lv and lu are one. */
function latinWord(word: string): string {
  return word.replace(/^([ln])v(?=e?$)/, '$1u');
}
