/**
 * Chinese characters as pinyin syllables without a dictionary: ICU, which every browser and Node bring along, sorts
 * characters by their reading, so a character's syllable is found by binary search among the first characters of the syllables.
 * The most common reading is meant; names read otherwise (单 Shan, 曾 Zeng) are listed.
 */
import { PINYIN_BOUNDARIES } from './pinyin-boundaries.ts';

/** Family names that are read in another way than the character mostly is. */
const FAMILY_READINGS: Record<string, string> = {
  单: 'shan', 曾: 'zeng', 仇: 'qiu', 朴: 'piao', 查: 'zha', 翟: 'zhai', 解: 'xie', 区: 'ou', 尉: 'wei', 盖: 'ge', 沈: 'shen', 任: 'ren',
  华: 'hua', 乐: 'yue', 覃: 'qin', 缪: 'miao', 宓: 'mi', 召: 'shao', 繁: 'po', 折: 'she', 黑: 'he', 重: 'chong', 员: 'yun', 贾: 'jia',
}; // prettier-ignore

interface Syllables {
  compare: (a: string, b: string) => number;
  first: string[];
  names: string[];
}

let known: Syllables | undefined;

function syllables(): Syllables {
  if (known) return known;
  const pairs = PINYIN_BOUNDARIES.split(' ').map((item) => ({ name: item.slice(0, -1), first: item.slice(-1) }));
  const { compare } = new Intl.Collator('zh-u-co-pinyin');
  known = { compare, first: pairs.map(({ first }) => first), names: pairs.map(({ name }) => name) };
  return known;
}

const memo = new Map<string, string>();

/** 伟 -> wei; '' for anything but a common Chinese character. */
export function pinyinOf(character: string): string {
  const found = memo.get(character);
  if (found !== undefined) return found;
  const syllable = /^[\u4e00-\u9fff]$/.test(character) ? search(character) : '';
  memo.set(character, syllable);
  return syllable;
}

/** 曾 as the first character of a name -> zeng. */
export function familyPinyin(character: string): string {
  return Object.hasOwn(FAMILY_READINGS, character) ? FAMILY_READINGS[character] : pinyinOf(character);
}

function search(character: string): string {
  const { compare, first, names } = syllables();
  let low = 0;
  let high = first.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (compare(first[middle], character) <= 0) low = middle;
    else high = middle - 1;
  }
  return compare(first[low], character) <= 0 ? names[low] : '';
}
