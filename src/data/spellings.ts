/** Words of a column that are one word spelled in several ways, and numbers that stand there as text. */
import { readNumber } from './cell-number.ts';

/** More different words than a person would check one by one are no list of categories. */
export const MOST_WORDS = 2_000;

/** Letters, digits and nothing else, in one case and width: `New-York` and `NEW YORK ` fold alike. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');
}

export interface MixedSpellings {
  /** Rows with another spelling than the most frequent one of its group. */
  rows: number;
  /** `usual / other`, most rows first. */
  pairs: string[];
  /** Word -> the usual spelling it should have. */
  usual: Map<string, string>;
}

/** Blanks around words do not count: that is another fault. */
export function mixedSpellings(words: readonly { word: string; rows: number }[]): MixedSpellings {
  const groups = new Map<string, Map<string, number>>();
  for (const { word, rows } of words) {
    const trimmed = word.trim();
    const folded = foldWord(trimmed);
    if (folded === '') continue;
    const spellings = groups.get(folded) ?? new Map<string, number>();
    spellings.set(trimmed, (spellings.get(trimmed) ?? 0) + rows);
    groups.set(folded, spellings);
  }
  const others: { pair: string; rows: number }[] = [];
  const usual = new Map<string, string>();
  for (const spellings of groups.values()) {
    if (spellings.size < 2) continue;
    const [[best], ...rest] = [...spellings].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    for (const [word, rows] of rest) {
      others.push({ pair: `${best} / ${word}`, rows });
      usual.set(word, best);
    }
  }
  others.sort((a, b) => b.rows - a.rows);
  return { rows: others.reduce((sum, { rows }) => sum + rows, 0), pairs: others.map(({ pair }) => pair), usual };
}

/** Rows whose word reads as a number, and the words that keep the column from being one. */
export function numberWords(words: readonly { word: string; rows: number }[], decimal: '.' | ','): { rows: number; others: string[] } {
  const others: string[] = [];
  let found = 0;
  for (const { word, rows } of words) {
    if (readNumber(word, decimal)) found += rows;
    else if (word.trim() !== '') others.push(word);
  }
  return { rows: found, others };
}
