/** Which record of the head holds the names. */
import { isValue } from './cell-value.ts';
import { isMissingValue } from './missing-words.ts';
import { commonWidth, isFilled } from './record-width.ts';

/** A header is looked for among this many records, lines of comment not counted. */
const MAX_TITLES = 20;
/** A second row of names says words in this share of the columns of numbers and dates, of which there are so many. */
const WORDS_SHARE = 0.8;
const MIN_TYPED = 2;
const MIN_BELOW = 3;

/** The record that holds the names, or -1 when the first record is data. */
export function findHeader(records: readonly (readonly string[])[]): number {
  const isComment = commentTest(records);
  const width = commonWidth(records.filter((record) => isFilled(record) && !isComment(record)));
  let titles = 0;
  const candidate = records.findIndex((record) => {
    if (isComment(record) || titles >= MAX_TITLES) return false;
    titles++;
    return (
      record.length >= Math.max(1, width - 1) &&
      record.filter((cell) => cell.trim() !== '').length >= Math.min(width, Math.max(1, 0.5 * width))
    );
  });
  const first = candidate >= 0 ? candidate : records.findIndex(isFilled);
  if (first < 0) return -1;
  const at = records[first].length < width ? namesBelow(records, first, width) : first;
  // Names that come again further down are no sign of data.
  const names = records[at].join('\n');
  const below = records.slice(at + 1, at + 101).filter((record) => isFilled(record) && record.join('\n') !== names);
  return isData(records[at], below) ? -1 : at;
}

/** A record one cell short may be a note above the names: those are as wide as the data, all words, over numbers or dates. */
function namesBelow(records: readonly (readonly string[])[], short: number, width: number): number {
  const next = records.findIndex((record, i) => i > short && record.length >= width && isFilled(record));
  const below = records.slice(next + 1, next + 101).filter(isFilled);
  if (next < 0 || next > short + MAX_TITLES || records[next].length !== width || below.length < MIN_BELOW) return short;
  const areWords = records[next].every((cell) => /\p{L}/u.test(cell) && !isMissingValue(cell.trim()) && !isValue(cell.trim()));
  const isTyped = records[next].some((_, column) => below.every((record) => isValue((record[column] ?? '').trim())));
  return areWords && isTyped ? next : short;
}

/** Lines that begin with # are comments where the first record is one and most are not. */
function commentTest(records: readonly (readonly string[])[]): (record: readonly string[]) => boolean {
  const isMarked = (record: readonly string[]): boolean => record[0].trimStart().startsWith('#');
  const first = records.find(isFilled);
  // One marked line above the rest may well be the names.
  const marked = records.filter(isMarked).length;
  return first && isMarked(first) && marked > 1 && marked < records.length / 2 ? isMarked : () => false;
}

/** Index of the record right below the names when it says units, notes or names once more, where the columns hold numbers and dates; else -1. */
export function findSecondHeader(records: readonly (readonly string[])[], headerRow: number): number {
  const at = records.findIndex((record, i) => i > headerRow && isFilled(record));
  const below = records.slice(at + 1, at + 101).filter(isFilled);
  if (headerRow < 0 || at < 0 || below.length < MIN_BELOW) return -1;
  let typed = 0;
  let words = 0;
  for (let column = 0; column < records[at].length; column++) {
    const cells = below.map((other) => (other[column] ?? '').trim()).filter((other) => !isMissingValue(other));
    if (cells.length < MIN_BELOW || !cells.every(isValue)) continue;
    typed++;
    const cell = records[at][column].trim();
    if (/\p{L}/u.test(cell) && !isMissingValue(cell) && !isValue(cell)) words++;
  }
  return typed >= MIN_TYPED && words >= WORDS_SHARE * typed ? at : -1;
}

/** Whether a record is clearly data like the records below it, not their names. */
function isData(record: readonly string[], below: readonly (readonly string[])[]): boolean {
  if (below.length === 0) return false;
  let likeBelow = 0;
  let years = 0;
  let again = 0;
  let filled = 0;
  for (let column = 0; column < record.length; column++) {
    const cell = record[column].trim();
    const cells = below.map((other) => (other[column] ?? '').trim()).filter((other) => !isMissingValue(other));
    const isTyped = cells.length > 0 && cells.filter(isValue).length >= 0.8 * cells.length;
    if (cell === '' || isMissingValue(cell)) continue;
    filled++;
    if (isTyped && !isValue(cell)) return false;
    if (isTyped) {
      likeBelow++;
      if (/^(?:19|20)\d\d$/.test(cell)) years++;
    } else if (cells.includes(cell)) again++;
  }
  if (likeBelow > 0) return years < likeBelow || filled === likeBelow;
  return again >= Math.max(2, 0.5 * filled);
}
