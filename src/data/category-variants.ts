/**
 * Spellings of one category (北京, 北京市, Beijing; Acme Ltd, ACME Limited) as one merge to confirm. The oftener used spelling wins.
 * Four keys, from sure to daring: the same words (fingerprint: case, accents, order, legal form aside), the same letters
 * (n-gram fingerprint), the same sound (pinyin), one slip in a rare word of a frequent one. As OpenRefine's key collision
 * methods do, with frequency added.
 */
import { companyName } from './linkage/company-name.ts';
import { isOneEdit } from './linkage/one-edit.ts';
import { pinyinOf } from './linkage/pinyin.ts';
import { isHan, plainText } from './linkage/plain-text.ts';

export interface CategoryValue {
  value: string;
  /** Rows that hold it. */
  count: number;
}

export type VariantReason = 'same-words' | 'same-letters' | 'same-sound' | 'slip';

/** A cleaning step in plain data: rows with one of `from` get `to`. */
export interface ValueMerge {
  column: string;
  from: string[];
  to: string;
  /** Rows that change. */
  rows: number;
  /** The weakest reason among them. */
  because: VariantReason;
}

/** Chinese administrative endings that are often left out. */
const PLACE_END = /(?:特别行政区|自治区|自治州|省|市|区|县)$/;
/** A slip is rarer than what was meant by at least this factor. */
const MEANT = 3;
/** More values than this are not categories: every pair is looked at for slips. */
const MOST = 2000;
const DARING: VariantReason[] = ['same-words', 'same-letters', 'same-sound', 'slip'];

/** Most changed rows first. O(values²) for slips, up to 2,000 values. */
export function categoryVariants(column: string, values: readonly CategoryValue[]): ValueMerge[] {
  const used = values.filter(({ value, count }) => value.trim() !== '' && count > 0);
  const parent = used.map((_, i) => i);
  const reason = new Map<number, VariantReason>();
  const rootOf = (i: number): number => (parent[i] === i ? i : (parent[i] = rootOf(parent[i])));
  const join = (i: number, j: number, because: VariantReason): void => {
    const [a, b] = [rootOf(i), rootOf(j)];
    if (a === b) return;
    const worst = [reason.get(a), reason.get(b), because].map((one) => (one === undefined ? 0 : DARING.indexOf(one)));
    parent[b] = a;
    reason.set(a, DARING[Math.max(...worst)]);
  };
  for (const [because, keyOf] of KEYS) joinEqual(used, keyOf, (i, j) => join(i, j, because));
  if (used.length <= MOST) joinSlips(used, (i, j) => join(i, j, 'slip'));
  return mergesOf(
    column,
    used,
    used.map((_, i) => rootOf(i)),
    reason,
  );
}

const KEYS: [VariantReason, (value: string) => string][] = [
  ['same-words', fingerprint],
  ['same-letters', letterPairs],
  ['same-sound', sound],
];

/** Distinct words in the order of the alphabet, without legal form and place ending. */
function fingerprint(value: string): string {
  const bare = companyName(value);
  const words = isHan(bare) ? [withoutEnd(bare)] : bare.split(' ');
  return [...new Set(words)].sort().join(' ');
}

function withoutEnd(name: string): string {
  return name.length > 2 ? name.replace(PLACE_END, '') : name;
}

/** Distinct pairs of letters, blanks aside: `tea-pot`, `Teapot`. Short words and numbers are their own key. */
function letterPairs(value: string): string {
  const letters = plainText(value).replaceAll(' ', '');
  if (letters.length < 5 || !/^[a-z]+$/.test(letters)) return '';
  return letters;
}

/** 北京 and Beijing: beijing. Only where Chinese and Latin spellings meet; two Chinese words of one sound are two words. */
function sound(value: string): string {
  const plain = withoutEnd(plainText(value).replaceAll(' ', ''));
  if (isHan(plain)) return plain.length < 2 ? '' : Array.from(plain, pinyinOf).join('');
  return /^[a-z]{4,}$/.test(plain) ? plain.replace(/(?:shi|city|province|sheng)$/, '') : '';
}

function joinEqual(values: readonly CategoryValue[], keyOf: (value: string) => string, join: (i: number, j: number) => void): void {
  const byKey = new Map<string, number[]>();
  values.forEach(({ value }, i) => {
    const key = keyOf(value);
    if (key !== '') byKey.set(key, [...(byKey.get(key) ?? []), i]);
  });
  for (const group of byKey.values()) {
    const scripts = new Set(group.map((i) => isHan(withoutEnd(plainText(values[i].value)))));
    const chinese = new Set(
      group
        .map((i) => values[i].value)
        .filter((value) => isHan(plainText(value)))
        .map((value) => withoutEnd(plainText(value))),
    );
    if (keyOf === sound && (scripts.size < 2 || chinese.size > 1)) continue;
    for (const other of group.slice(1)) join(group[0], other);
  }
}

/** `Electronis` (2 rows) beside `Electronics` (90): long enough, no digits, and much rarer. */
function joinSlips(values: readonly CategoryValue[], join: (i: number, j: number) => void): void {
  const plain = values.map(({ value }) => plainText(value));
  for (let i = 0; i < values.length; i++)
    for (let j = 0; j < values.length; j++) {
      if (i === j || plain[i].length < 5 || /\d/.test(plain[i]) || /\p{Script=Han}/u.test(plain[i])) continue;
      if (values[i].count < MEANT * values[j].count || values[i].count < MEANT) continue;
      if (isOneEdit(plain[i], plain[j])) join(i, j);
    }
}

function mergesOf(
  column: string,
  values: readonly CategoryValue[],
  root: number[],
  reason: ReadonlyMap<number, VariantReason>,
): ValueMerge[] {
  // On a tie, the script that more rows of the column are written in: 北京 beside 上海, Beijing beside Shanghai.
  const han = ({ value }: CategoryValue): boolean => isHan(plainText(value));
  const hanRows = values.reduce((sum, one) => sum + (han(one) ? one.count : -one.count), 0) > 0;
  const foreign = (one: CategoryValue): number => Number(han(one) !== hanRows);
  const groups = new Map<number, CategoryValue[]>();
  values.forEach((value, i) => groups.set(root[i], [...(groups.get(root[i]) ?? []), value]));
  return [...groups]
    .filter(([, group]) => group.length > 1)
    .map(([of, group]): ValueMerge => {
      const [kept, ...others] = [...group].sort(
        (a, b) => b.count - a.count || foreign(a) - foreign(b) || b.value.length - a.value.length || (a.value < b.value ? -1 : 1),
      );
      const from = others.map(({ value }) => value);
      return {
        column,
        from,
        to: kept.value,
        rows: others.reduce((sum, { count }) => sum + count, 0),
        because: reason.get(of) ?? 'same-words',
      };
    })
    .sort((a, b) => b.rows - a.rows);
}
