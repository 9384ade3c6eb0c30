/**
 * How a text is cut: delimiter, quotation mark and escape, by trying those that occur in it. A reading is good when
 * nearly all records have the same, large number of cells and no quotation mark is left over.
 *
 * Consistency of the cut as the measure follows van den Burg, Nazabal, Sutton 2019 (Wrangling messy CSV files by
 * detecting row and type patterns); prior marks stand in for their type score, which decides for rare ones only.
 */
import type { Escape, Quote, ReadOptions } from '../core/reading.ts';
import { isValue } from './cell-value.ts';
import { parseRecords } from './parse-csv.ts';
import { plainText, type Marks } from './plain-text.ts';
import { commonWidth, effectiveWidth, isFilled } from './record-width.ts';

/** In this order where two do equally well. A comma with a blank is for files with quotes after the blank. */
const USUAL = [',', ';', '\t', '|', ', '];
/** Marks that texts are full of as well: they must cut clearly better than the usual ones, and into three or more cells. */
const RARE = ['#', '~', '^', ':', '§', '¦', '\u0001', '\u001e', '\u001f', '&', '*', '_'];
/** Of these a file may have two where others have one. */
const DOUBLED = '|:~^#';
const RARE_LEAD = 0.1;
const RARE_SHARE = 0.95;
const RARE_CHARS = 1 << 14;
/** Blanks cut texts too: they count only where they cut nearly all records alike, a third of the cells being values. */
const BLANK_SHARE = 0.9;
const BLANK_VALUES = 1 / 3;
/** Beyond the one no blank is tried, beyond the other no rare mark. */
const GOOD = 0.5;
const SURE = 0.9;
const SNIFF_CHARS = 1 << 16;
const SNIFF_RECORDS = 500;
/** Titles and comments above the names are not held against a cut. */
const MAX_TITLES = 20;
/** A title above the names counts as half a record that is not alike; lines that begin with # do not count. */
const TITLE_WEIGHT = 0.5;
/** Of the cells that a single quote opens, so many may go on without closing. */
const STRAY_SHARE = 0.02;

interface Fit {
  /** 0..1: how alike the records are, and how many cells they have. */
  score: number;
  /** The most common number of cells, and the share of records that have it. */
  width: number;
  share: number;
  /** Share of cells that are numbers or dates. */
  values: number;
}

/** `head`: decoded text without byte order mark; `whole`: it is all there is. */
export function findMarks(head: string, whole: boolean, options: ReadOptions): Marks {
  const text = head.slice(0, SNIFF_CHARS);
  const isWhole = whole && text.length === head.length;
  if (options.delimiter !== undefined) return withQuoting(head, text, isWhole, options.delimiter, options);
  let best = ',';
  let bestScore = 0;
  for (const delimiter of USUAL) {
    const quote = options.quote ?? quoteIn(text, delimiter, isWhole);
    const { score } = fitOf(text, { delimiter, quote, escape: escapeIn(text, quote, delimiter, isWhole, options) }, isWhole);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  const short = text.slice(0, RARE_CHARS);
  for (const delimiter of RARE) {
    if (bestScore > SURE || !short.includes(delimiter)) continue;
    const seen = delimiter === ':' ? short.replace(/\d{1,2}:\d\d(?::\d\d)?|:\/\//g, '') : short;
    const isAll = isWhole && short.length === text.length;
    const quote = options.quote ?? quoteIn(seen, delimiter, isAll);
    const fit = fitOf(seen, { delimiter, quote, escape: 'doubled' }, isAll);
    const isClear = fit.share >= RARE_SHARE && (fit.width > 2 || seen.includes(delimiter + quote));
    if (isClear && fit.score > bestScore + RARE_LEAD) {
      best = delimiter;
      bestScore = fit.score - RARE_LEAD;
    }
  }
  if (bestScore <= GOOD) {
    const blank = fitOf(text, { delimiter: ' ', quote: options.quote ?? '"', escape: 'doubled' }, isWhole);
    if (blank.score > bestScore && blank.share >= BLANK_SHARE && blank.width > 2 && blank.values >= BLANK_VALUES) best = ' ';
  }
  const twice = best + best;
  if (DOUBLED.includes(best) && text.includes(twice) && !text.replaceAll(twice, '').includes(best)) best = twice;
  return withQuoting(head, text, isWhole, best, options);
}

function withQuoting(head: string, text: string, whole: boolean, delimiter: string, options: ReadOptions): Marks {
  const quote = options.quote ?? quoteIn(text, delimiter, whole);
  return { delimiter, quote, escape: escapeIn(head, quote, delimiter, whole, options) };
}

/** A single quote encloses cells where it opens and closes them, and the double one does not. */
function quoteIn(text: string, delimiter: string, whole: boolean): Quote {
  if (!text.includes("'")) return '"';
  const count = { enclosed: 0, stray: 0, double: 0 };
  for (const record of parseRecords(text, delimiter, false, whole).records.slice(0, SNIFF_RECORDS)) {
    let isOpen = false;
    for (const raw of record) {
      const cell = raw.trim();
      if (cell.startsWith('"')) count.double++;
      if (cell === "''") continue;
      if (cell.startsWith("'")) {
        if (isOpen) count.stray++;
        isOpen = true;
      }
      if (isOpen && cell.length > 1 && cell.endsWith("'")) {
        count.enclosed++;
        isOpen = false;
      }
    }
    if (isOpen) count.stray++;
  }
  return count.enclosed >= 2 && count.enclosed > count.double && count.stray <= STRAY_SHARE * count.enclosed ? "'" : '"';
}

/** A backslash escapes quotes where reading it so leaves fewer of them over. */
function escapeIn(head: string, quote: Quote, delimiter: string, whole: boolean, options: ReadOptions): Escape {
  if (quote === 'none') return 'doubled';
  if (options.escape) return options.escape;
  const at = head.indexOf(`\\${quote}`);
  if (at < 0) return 'doubled';
  // From the line with the first one on, with some lines before it to make out where cells begin.
  const from = at < SNIFF_CHARS / 2 ? 0 : head.indexOf('\n', at - SNIFF_CHARS / 4) + 1;
  const text = head.slice(from, from + SNIFF_CHARS);
  const isWhole = whole && from + SNIFF_CHARS >= head.length;
  const doubled = fitOf(text, { delimiter, quote, escape: 'doubled' }, isWhole);
  const escaped = fitOf(text, { delimiter, quote, escape: 'backslash' }, isWhole);
  return escaped.score > doubled.score ? 'backslash' : 'doubled';
}

function fitOf(text: string, marks: Marks, whole: boolean): Fit {
  const { delimiter, quote } = marks;
  const { records, broken } = parseRecords(plainText(text, marks), delimiter, quote !== 'none', whole, quote === "'" ? "'" : '"');
  const filled = records.filter((record) => isFilled(record) && !record[0].startsWith('#')).slice(0, SNIFF_RECORDS);
  const width = commonWidth(filled);
  if (width < 2) return { score: 0, width, share: 0, values: 0 };
  const alike = filled.filter((record) => effectiveWidth(record, width) === width);
  const share = alike.length / (filled.length - (1 - TITLE_WEIGHT) * titlesOf(filled));
  const cells = alike.slice(0, 50).flat();
  return {
    score: share ** 3 * (1 - 1 / width) * (broken ? 0.5 : 1),
    width,
    share,
    values: cells.filter(isValue).length / Math.max(1, cells.length),
  };
}

/** Number of leading records of one cell, among records of more. */
function titlesOf(records: readonly (readonly string[])[]): number {
  const first = records.findIndex((record) => effectiveWidth(record, 1) > 1);
  return Math.max(0, Math.min(first, MAX_TITLES));
}
