/** How a file is cut into cells, and where its names are: found from the head of the text, shown to the person. */
import { AppError } from '../core/errors.ts';
import type { ReadOptions } from '../core/reading.ts';
import { readDate } from './cell-date.ts';
import { readNumber } from './cell-number.ts';
import { isMissingValue } from './missing-words.ts';
import { parseRecords } from './parse-csv.ts';
import { squeezeText } from './squeeze-blanks.ts';

export interface Dialect {
  delimiter: string;
  quote: '"' | 'none';
  headerRow: number;
  /** The names as they stand in the file; '' where there is none. */
  header: string[];
  /** Records of the head, cells as they stand, header and titles included. */
  records: string[][];
}

/** In this order where two do equally well. A comma with a blank is for files with quotes after the blank. */
const DELIMITERS = [',', ';', '\t', '|', ', '];
/** Blanks cut texts too: they count only where they cut nearly all records alike, a third of the cells being values. */
const BLANK_SHARE = 0.9;
const BLANK_VALUES = 1 / 3;
const SNIFF_CHARS = 1 << 16;
const SNIFF_RECORDS = 500;
/** A header is looked for among this many records. */
const MAX_TITLES = 20;
/** More columns than any spreadsheet program shows a use for; each costs a chunk of memory. */
export const MAX_COLUMNS = 4096;

/** `head`: decoded text without byte order mark. Errors: `file-header-only`, `file-too-wide` {columns, limit}. */
export function sniffDialect(head: string, whole: boolean, options: ReadOptions): Dialect {
  if (whole && head.trim() === '') throw new AppError('file-header-only', { records: 0 });
  const quote = options.quote ?? '"';
  const delimiter = options.delimiter ?? sniffDelimiter(head, whole, quote === '"');
  const text = delimiter === ' ' ? squeezeText(head, quote === '"') : head;
  const records = parseRecords(text, delimiter, quote === '"', whole).records;
  // One record longer than the head: take what there is of it.
  if (records.length === 0) records.push(...parseRecords(text, delimiter, quote === '"', true).records.slice(0, 1));
  const headerRow = options.headerRow ?? findHeader(records);
  const data = records.slice(headerRow + 1).filter(isFilled);
  const header = namesOf(headerRow < 0 ? undefined : records[headerRow], data);
  if (header.length > MAX_COLUMNS) throw new AppError('file-too-wide', { columns: header.length, limit: MAX_COLUMNS });
  return { delimiter, quote, headerRow, header, records };
}

export function sniffDelimiter(head: string, whole: boolean, quote: boolean): string {
  const text = head.slice(0, SNIFF_CHARS);
  const isWhole = whole && text.length === head.length;
  let best = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const { score } = fit(text, delimiter, quote, isWhole);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  if (bestScore > 0.5) return best;
  const blank = fit(squeezeText(text, quote), ' ', quote, isWhole);
  return blank.score > bestScore && blank.share >= BLANK_SHARE && blank.width > 2 && blank.values >= BLANK_VALUES ? ' ' : best;
}

interface Fit {
  /** 0..1: how alike the records are, and how many cells they have. */
  score: number;
  /** The most common number of cells, and the share of records that have it. */
  width: number;
  share: number;
  /** Share of cells that are numbers or dates. */
  values: number;
}

function fit(text: string, delimiter: string, quote: boolean, whole: boolean): Fit {
  const { records, broken } = parseRecords(text, delimiter, quote, whole);
  const filled = records.filter(isFilled).slice(0, SNIFF_RECORDS);
  const width = commonWidth(filled);
  if (width < 2) return { score: 0, width, share: 0, values: 0 };
  const alike = filled.filter((record) => effectiveWidth(record, width) === width);
  const share = alike.length / filled.length;
  const cells = alike.slice(0, 50).flat();
  return {
    score: share * share * (1 - 1 / width) * (broken ? 0.5 : 1),
    width,
    share,
    values: cells.filter(isValue).length / Math.max(1, cells.length),
  };
}

function isFilled(record: readonly string[]): boolean {
  return record.some((cell) => cell.trim() !== '');
}

/** Number of cells, without empty ones beyond `width`. */
function effectiveWidth(record: readonly string[], width: number): number {
  let n = record.length;
  while (n > width && record[n - 1].trim() === '') n--;
  return n;
}

/** The number of cells that most records have. */
function commonWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [cells, count] of counts) {
    if (count > most || (count === most && cells > width)) {
      width = cells;
      most = count;
    }
  }
  return width;
}

function isValue(cell: string): boolean {
  return (
    /^\d+$/.test(cell) ||
    readNumber(cell, '.') !== undefined ||
    readNumber(cell, ',') !== undefined ||
    readDate(cell, 'dmy') !== undefined ||
    readDate(cell, 'mdy') !== undefined
  );
}

/** The record that holds the names, or -1 when the first record is data. */
function findHeader(records: readonly (readonly string[])[]): number {
  const width = commonWidth(records.filter(isFilled));
  const candidate = records
    .slice(0, MAX_TITLES)
    .findIndex(
      (record) =>
        record.length >= Math.max(1, width - 1) &&
        record.filter((cell) => cell.trim() !== '').length >= Math.min(width, Math.max(1, 0.5 * width)),
    );
  const at = candidate >= 0 ? candidate : records.findIndex(isFilled);
  if (at < 0) return -1;
  // Names that come again further down are no sign of data.
  const names = records[at].join('\n');
  const below = records.slice(at + 1, at + 101).filter((record) => isFilled(record) && record.join('\n') !== names);
  return isData(records[at], below) ? -1 : at;
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

/** Names for all columns of the data: R leaves out the name of its row names, some programs that of the last column. */
function namesOf(record: readonly string[] | undefined, data: readonly (readonly string[])[]): string[] {
  const wide = commonWidth(data);
  if (!record) {
    const filledWidth = Math.max(0, ...data.map((cells) => effectiveWidth(cells, 0)));
    return Array.from({ length: Math.max(1, Math.min(wide, filledWidth)) }, () => '');
  }
  const names = [...record];
  const extra = data.filter((cells) => effectiveWidth(cells, names.length) === names.length + 1);
  if (extra.length > 0.5 * data.length) {
    const first = extra.map((cells) => cells[0]);
    const areRowNames = new Set(first).size === first.length && first.length > 1;
    return areRowNames ? ['', ...names] : [...names, ''];
  }
  return names;
}
