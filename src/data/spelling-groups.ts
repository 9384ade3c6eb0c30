/** Spellings of one value in a column of groups: capitals, stray marks, swapped letters, words for nothing. */
import type { ValueGroup } from '../core/edit-step.ts';
import { MISSING_CODE, type TextColumn } from '../core/column.ts';
import { CASES } from './steps/change-case.ts';
import { normalised, withoutMarks } from './steps/normalise-text.ts';
import { isSwapped, wordDistance } from './word-distance.ts';

export interface SpellingGroups {
  /** No second reading comes to mind: done, shown, and easily taken back. */
  certain: ValueGroup[];
  /** May be another value that only looks alike: the person is asked. */
  asked: ValueGroup[];
}

/** More different words than this are no groups any longer. */
const MOST_WORDS = 1_000;
/** A slip is rarer than what was meant by at least this factor (bank data with one letter pair in ten swapped: 10 to 200). */
const RARER = 5;
/** Two-letter and three-letter words swap into each other by chance (MA and AM, may and amy): those are asked about. */
const SHORTEST_SURE_SWAP = 4;
const SHORTEST_SURE_STEM = 3;
/** Below this a changed letter is another word (Iran, Iraq). */
const SHORTEST_EDIT = 6;
const SHORTEST_TWO_EDITS = 9;

/** Folded: what pandas, SQL and JavaScript write for nothing, in any capitals; a lone question mark. */
const NOTHING = new Set(['nan', 'null', 'n/a', '#n/a', '#na', '<na>', 'nat', 'undefined', '?', '??', '???', '(blank)', '(null)']);

interface Spelling {
  word: string;
  rows: number;
}

interface Value {
  /** Lower case, plain width, no stray marks. */
  key: string;
  spellings: Spelling[];
  rows: number;
}

/**
 * @param preferred a spelling that must stay as it is (the answer that counts as yes)
 * O(rows + words²) with at most a thousand words.
 */
export function spellingGroups(column: TextColumn, preferred?: string): SpellingGroups {
  const spellings = countWords(column);
  const groups: SpellingGroups = { certain: [], asked: [] };
  if (spellings.length > MOST_WORDS) return groups;
  const into = (list: ValueGroup[], from: string, to: string): void => {
    if (from === to) return;
    const group = list.find((candidate) => candidate.to === to);
    if (group) group.from.push(from);
    else list.push({ from: [from], to });
  };
  const values = foldedValues(spellings, (word) => into(groups.certain, word, ''));
  const style = columnStyle(values);
  const meantBy = new Map<string, string>();
  for (const value of values) {
    const clean = canonical(value, style, preferred);
    meantBy.set(value.key, clean);
    for (const { word } of value.spellings) into(isSureVariant(word, value) ? groups.certain : groups.asked, word, clean);
  }
  for (const slip of values) {
    const found = meant(slip, values);
    const target = found && meantBy.get(found.value.key);
    const own = meantBy.get(slip.key);
    if (!found || target === undefined || own === undefined) continue;
    // Its own spellings go straight to what was meant, or first to one of their own.
    const list = found.sure ? groups.certain : groups.asked;
    if (!found.sure) {
      into(list, own, target);
      continue;
    }
    groups.certain = groups.certain.filter((group) => group.to !== own);
    for (const { word } of slip.spellings) into(groups.certain, word, target);
  }
  groups.asked = groups.asked.filter(({ to, from }) => !groups.certain.some((sure) => sure.from.includes(to) || from.every((word) => sure.from.includes(word)))); // prettier-ignore
  return groups;
}

/** Trimmed, most rows first. */
function countWords({ codes, dictionary }: TextColumn): Spelling[] {
  const counts = new Uint32Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) if (codes[row] !== MISSING_CODE) counts[codes[row]]++;
  const rowsOf = new Map<string, number>();
  for (let code = 0; code < counts.length && rowsOf.size <= MOST_WORDS; code++) {
    const word = dictionary[code].trim();
    if (counts[code] > 0 && word !== '') rowsOf.set(word, (rowsOf.get(word) ?? 0) + counts[code]);
  }
  return [...rowsOf].map(([word, rows]) => ({ word, rows })).sort((a, b) => b.rows - a.rows || (a.word < b.word ? -1 : 1));
}

function foldedValues(spellings: readonly Spelling[], isNothing: (word: string) => void): Value[] {
  const byKey = new Map<string, Value>();
  const folded = (word: string) => normalised(word).toLowerCase();
  const known = new Set(spellings.map(({ word }) => folded(word)));
  for (const spelling of spellings) {
    const plain = folded(spelling.word);
    const stem = withoutMarks(plain);
    if (NOTHING.has(plain) || NOTHING.has(stem)) {
      isNothing(spelling.word);
      continue;
    }
    // A mark at the end is stray only where the word is known without it.
    const key = known.has(stem) ? stem : plain;
    const value = byKey.get(key) ?? { key, spellings: [], rows: 0 };
    value.spellings.push(spelling);
    value.rows += spelling.rows;
    byKey.set(key, value);
  }
  return [...byKey.values()].sort((a, b) => b.rows - a.rows || (a.key < b.key ? -1 : 1));
}

type Style = 'lower' | 'upper' | 'title' | 'mixed';

function styleOf(word: string): Style {
  if (word === CASES.lower(word)) return 'lower';
  if (word === CASES.upper(word)) return 'upper';
  return word === CASES.title(word) ? 'title' : 'mixed';
}

/** How most rows of the values with several capitals are written; small letters win a close race. */
function columnStyle(values: readonly Value[]): Style {
  const rows: Record<Style, number> = { lower: 0, upper: 0, title: 0, mixed: 0 };
  for (const { spellings } of values) for (const { word, rows: count } of spellings) rows[styleOf(word)] += count;
  const total = rows.lower + rows.upper + rows.title + rows.mixed;
  if (rows.lower >= 0.4 * total) return 'lower';
  return (['title', 'upper', 'mixed', 'lower'] as const).reduce((best, style) => (rows[style] > rows[best] ? style : best));
}

function canonical({ key, spellings }: Value, style: Style, preferred: string | undefined): string {
  if (spellings.some(({ word }) => word === preferred)) return preferred ?? key;
  const clean = spellings.filter(
    ({ word }) => withoutMarks(normalised(word)) === normalised(word) || normalised(word).toLowerCase() === key,
  );
  const candidates = clean.length > 0 ? clean : spellings;
  const cases = new Set(candidates.map(({ word }) => word.toLowerCase()));
  // Capitals are no question where there is one spelling.
  if (candidates.length === 1 || cases.size > 1 || style === 'mixed') return candidates[0].word;
  return candidates.find(({ word }) => styleOf(word) === style)?.word ?? CASES[style](key);
}

/** Capitals and width of longer words, and marks behind words that are much more frequent without them. */
function isSureVariant(word: string, value: Value): boolean {
  const plain = normalised(word).toLowerCase();
  if ([...value.key].length < (plain === value.key ? 2 : SHORTEST_SURE_STEM)) return false;
  if (plain === value.key) return true;
  const [rows, clean] = [0, 1].map((isClean) =>
    value.spellings.reduce(
      (sum, spelling) => sum + ((normalised(spelling.word).toLowerCase() === value.key ? 1 : 0) === isClean ? spelling.rows : 0),
      0,
    ),
  );
  return clean >= rows;
}

/** The frequent value that a rare one is a slip of. Undefined: none, or more than one alike. */
function meant(slip: Value, values: readonly Value[]): { value: Value; sure: boolean } | undefined {
  const length = [...slip.key].length;
  const frequent = values.filter(({ rows, key }) => rows >= RARER * slip.rows && rows >= RARER && key !== slip.key);
  const swapped = frequent.filter(({ key }) => isSwapped(slip.key, key));
  if (swapped.length > 0) return { value: swapped[0], sure: swapped.length === 1 && length >= SHORTEST_SURE_SWAP };
  const city = frequent.find(
    ({ key }) => key === `${slip.key}市` || slip.key === `${key}市` || key === `${slip.key}省` || slip.key === `${key}省`,
  );
  if (city) return { value: city, sure: false };
  if (length < SHORTEST_EDIT || /\d/.test(slip.key)) return undefined;
  const near = frequent.filter(({ key }) => !/\d/.test(key) && wordDistance(slip.key, key, 2) <= (length < SHORTEST_TWO_EDITS ? 1 : 2));
  return near.length === 1 ? { value: near[0], sure: false } : undefined;
}
