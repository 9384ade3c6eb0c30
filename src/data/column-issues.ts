/** What is wrong with a column, as far as its values say so. */
import type { Column, TextColumn } from '../core/column.ts';
import type { Issue, IssueKind } from '../core/profile.ts';
import type { ColumnReport } from '../core/reading.ts';
import { cellText } from './cell-text.ts';
import { countWhere, quantileOfCounts, type ValueCounts } from './count-values.ts';
import { mixedSpellings, MOST_WORDS, numberWords } from './spellings.ts';

const EXAMPLES = 5;
/** Dates outside these years are likely slips of the keyboard (1900-01-01 and 9999-12-31 are common stand-ins). */
const FIRST_DAY = -25_567; // 1900-01-01
const LAST_DAY = 47_482; // 2100-01-01
const DAY_SECONDS = 86_400;
/** Emptier than this, a column says nothing about most rows. */
const NEARLY_EMPTY = 0.95;
/** With fewer values there are no quartiles to speak of. */
const FEWEST_FOR_FENCES = 20;
/** From this share of its cells on, a text column is a number column that something spoils. */
const MOSTLY_NUMBERS = 0.5;
/** Where most dates lie ahead (appointments), a date to come is no fault. */
const MOSTLY_AHEAD = 0.5;

export interface Spread {
  quartiles: { low: number; high: number };
  fences: { low: number; high: number };
}

/**
 * Quartiles, and Tukey's outer fences (Exploratory Data Analysis, 1977: three quartile distances beyond the quartiles).
 * Undefined with few values, and where half of them are the same: no value can then be called far out.
 */
export function spreadOf(column: Column, found: ValueCounts): Spread | undefined {
  if (column.kind !== 'number' || found.filled < FEWEST_FOR_FENCES) return undefined;
  const [low, high] = [quantileOfCounts(found, 0.25), quantileOfCounts(found, 0.75)];
  if (!(high > low)) return undefined;
  return { quartiles: { low, high }, fences: { low: low - 3 * (high - low), high: high + 3 * (high - low) } };
}

/** Which values of a column have which fault: for counting, and for finding the cells. */
export function valueFaults(column: Column, found: ValueCounts, today?: number): { kind: IssueKind; has: (value: number) => boolean }[] {
  const spread = spreadOf(column, found);
  if (spread) return [{ kind: 'outliers', has: (value) => value < spread.fences.low || value > spread.fences.high }];
  if (column.kind !== 'date' && column.kind !== 'datetime') return [];
  const scale = column.kind === 'datetime' ? DAY_SECONDS : 1;
  const impossible = (value: number) => value < FIRST_DAY * scale || value > LAST_DAY * scale;
  const ahead = (value: number) => today !== undefined && value >= (today + 1) * scale && !impossible(value);
  const faults: ReturnType<typeof valueFaults> = [{ kind: 'impossible-dates', has: impossible }];
  const isPlan = countWhere(found, ahead, 0).rows > MOSTLY_AHEAD * found.filled;
  return isPlan ? faults : [...faults, { kind: 'future-dates', has: ahead }];
}

/** @param today days since 1970-01-01; absent: no day is in the future */
export function columnIssues(column: Column, report: ColumnReport, found: ValueCounts, rows: number, today?: number): Issue[] {
  const issues: Issue[] = [];
  const add = (kind: IssueKind, count: number, examples: string[] = []) => {
    if (count > 0) issues.push({ kind, rows: count, examples: examples.slice(0, EXAMPLES) });
  };
  const { filled } = found;
  const empty = Math.max(0, rows - filled - report.odd);
  if (filled === 0 && report.odd === 0) add('all-missing', rows);
  else {
    add('missing', empty);
    if (empty > NEARLY_EMPTY * rows) add('nearly-empty', rows);
    if (filled > 1 && found.values.length === 1) add('constant', rows, [textOf(column, found.values[0])]);
  }
  add('odd-cells', report.odd, report.oddCells.map(({ raw }) => raw)); // prettier-ignore
  add(
    'outer-blanks',
    report.outerBlanks?.cells ?? 0,
    report.outerBlanks?.examples.map(({ raw }) => raw),
  );
  add('digits-lost', report.digitsLost ?? 0);
  for (const { kind, has } of valueFaults(column, found, today)) {
    const seen = countWhere(found, has, EXAMPLES);
    add(kind, seen.rows, seen.values.map((value) => textOf(column, value))); // prettier-ignore
  }
  if (column.kind === 'text') wordIssues(column, report, found, add);
  return issues;
}

function wordIssues(
  column: TextColumn,
  { reading }: ColumnReport,
  found: ValueCounts,
  add: (kind: IssueKind, rows: number, examples?: string[]) => void,
): void {
  if (column.use === 'id') {
    if (found.values.length > 0.95 * found.filled && found.filled > 1) add('id-like', found.filled);
    return;
  }
  if (found.values.length > MOST_WORDS || found.values.length === 0) return;
  const words = countedWords(column, found);
  const numbers = numberWords(words, reading.decimal);
  if (numbers.rows >= MOSTLY_NUMBERS * found.filled) return add('numbers-as-text', numbers.rows, numbers.others);
  const mixed = mixedSpellings(words);
  add('mixed-spellings', mixed.rows, mixed.pairs);
}

export function countedWords({ dictionary }: TextColumn, { values, counts }: ValueCounts): { word: string; rows: number }[] {
  return Array.from(values, (code, i) => ({ word: dictionary[code], rows: counts[i] }));
}

/** A value of the column as text. */
export function textOf(column: Column, value: number): string {
  switch (column.kind) {
    case 'text':
      return column.dictionary[value];
    case 'date':
      return cellText({ ...column, values: Int32Array.of(value) }, 0);
    case 'boolean':
      return cellText({ ...column, values: Uint8Array.of(value) }, 0);
    default:
      return cellText({ ...column, values: Float64Array.of(value) }, 0);
  }
}
