/** What a column's cells mean, from a sample of them and the column's name; the reading pass then checks every cell. */
import type { ColumnReading, DateOrder } from '../core/reading.ts';
import { areBooleans } from './cell-boolean.ts';
import { dateEvidence, readDate } from './cell-date.ts';
import { halfWidth, MAX_WHOLE_DIGITS, readNumber, type NumberReading } from './cell-number.ts';
import { numbersThings, saysDay, saysId } from './header-words.ts';
import { isMissingValue, isMissingWord } from './missing-words.ts';

/** Share of the cells (without the empty ones) that must read as a type: algorithms.md 1.1 of the design. */
export const TYPE_SHARE = 0.95;

export interface ColumnPlan {
  reading: ColumnReading;
  /** Ids written as 17850.0 lose the `.0`. */
  stripZero: boolean;
  /** What the person (or recipe) has decided; a decided type or order is not revised. */
  chosen: Partial<ColumnReading>;
  /** Digits only, and so many that a spreadsheet program may have rounded them. */
  longDigits: boolean;
  /** The values themselves say that they are ids (numbers that must not be numbers). */
  idByValues: boolean;
  /** A cell that reads as two numbers, where no cell of the sample proves the decimal mark. */
  ambiguousNumber: { raw: string; point: number; comma: number } | undefined;
}

/** Decimal mark and order of dates that the rest of the file uses, for columns that fit both. */
export interface FileHabits {
  decimal: '.' | ',';
  /** Some cell of the file proves it. */
  isDecimalProved: boolean;
  dateOrder: DateOrder;
}

const WHOLE = /^[+-]?\d+(?:\.0+)?$/;
const CHINESE_MOBILE = /^1[3-9]\d{9}$/;

export function planColumn(name: string, sample: readonly string[], habits: FileHabits, chosen: Partial<ColumnReading>): ColumnPlan {
  const cells = sample.map((cell) => cell.trim()).filter((cell) => !isMissingWord(cell));
  const values = cells.filter((cell) => !isMissingValue(cell));
  const decimal = chosen.decimal ?? decimalOf(values, habits.decimal);
  const dateOrder = chosen.dateOrder ?? dateOrderOf(values, habits.dateOrder);
  const numbers = values.map((cell) => readNumber(cell, decimal));
  const unit = chosen.unit ?? unitOf(numbers);
  const id = saysId(name) || (numbersThings(name) && new Set(values).size > 0.95 * values.length && values.length >= 10);
  const wholes = values.length > 0 && values.every((cell) => WHOLE.test(cell));
  const digitsOnly = values.filter((cell) => /^\d+(?:\.0)?$/.test(cell));
  const longDigits = digitsOnly.some((cell) => cell.replace('.0', '').length >= 11) || (id && values.some((cell) => /E\+\d/i.test(cell)));
  const make = (type: ColumnReading['type'], stripZero = false): ColumnPlan => ({
    reading: {
      type,
      decimal,
      dateOrder,
      ...(unit !== undefined && (type === 'number' || type === 'money' || type === 'percent') ? { unit } : {}),
    },
    stripZero,
    chosen,
    longDigits,
    idByValues: type === 'id' && digitsOnly.length >= 0.5 * values.length,
    ambiguousNumber: chosen.decimal === undefined && !habits.isDecimalProved ? ambiguousNumber(values) : undefined,
  });
  const zeroTail = wholes && (id || chosen.type === 'id') && values.some((cell) => cell.includes('.'));
  if (chosen.type !== undefined) return make(chosen.type, chosen.type === 'id' && zeroTail);
  if (values.length === 0) return make('text');
  if (areBooleans(cells)) return make('boolean');
  const date = dateType(values, dateOrder, id, saysDay(name));
  if (date) return make(date);
  if (looksLikeIds(values, digitsOnly)) return make('id');
  if (id && !numbers.some((found) => found?.fraction === true && found.value % 1 !== 0)) return make('id', zeroTail);
  if (numbers.filter((found) => found !== undefined).length >= TYPE_SHARE * values.length) {
    return make(unit === '%' ? 'percent' : unit !== undefined ? 'money' : 'number');
  }
  return make(id ? 'id' : 'text');
}

/** Leading zeros, more digits than a number holds, or mobile numbers throughout. */
function looksLikeIds(values: readonly string[], digitsOnly: readonly string[]): boolean {
  if (digitsOnly.length < 0.5 * values.length) return false;
  const telling = digitsOnly.filter(
    (cell) => (cell.length > 1 && cell[0] === '0' && !cell.includes('.')) || cell.length > MAX_WHOLE_DIGITS + (cell.includes('.') ? 2 : 0),
  );
  return telling.length > 0 || (values.length > 1 && values.every((cell) => CHINESE_MOBILE.test(cell)));
}

function dateType(values: readonly string[], order: DateOrder, id: boolean, day: boolean): 'date' | 'datetime' | undefined {
  let read = 0;
  let compact = 0;
  let timed = false;
  for (const cell of values) {
    const found = readDate(cell, order);
    if (!found) continue;
    read++;
    if (found.compact) compact++;
    if (found.seconds > 0) timed = true;
  }
  if (read < TYPE_SHARE * values.length || read === 0) return undefined;
  // Eight digits are a date only when every one of them is (or the name says date), and the name does not call them ids.
  if (compact > 0 && (id || (read < values.length && !day))) return undefined;
  return timed ? 'datetime' : 'date';
}

/** Any cell that fits one order only decides; then the order of most; ties go to the file's habit. */
export function dateOrderOf(values: readonly string[], habit: DateOrder): DateOrder {
  if (startsWithYear(values)) return 'ymd';
  const proofs: Record<DateOrder, number> = { dmy: 0, mdy: 0, ymd: 0 };
  for (const cell of values) {
    const order = dateEvidence(cell, habit)?.order;
    if (order === 'dmy' || order === 'mdy' || order === 'ymd') proofs[order]++;
  }
  const best = (['dmy', 'mdy', 'ymd'] as const).reduce((a, b) => (proofs[b] > proofs[a] ? b : a));
  return proofs[best] > 0 ? best : habit;
}

/** 24/01/03, 24/01/17, 24/02/09: what comes first varies least, as years do. */
function startsWithYear(values: readonly string[]): boolean {
  const years = new Set<string>();
  const days = new Set<string>();
  for (const cell of values) {
    const found = /^(\d\d)([-/])\d{1,2}\2(\d{1,2})(?!\d)/.exec(cell);
    if (!found || readDate(cell, 'ymd')?.order !== 'ymd') return false;
    years.add(found[1]);
    days.add(found[3]);
  }
  return days.size >= 4 && 2 * years.size <= days.size;
}

/** The mark under which more cells read; cells that read differently under both (1,234) do not vote. */
function decimalOf(values: readonly string[], habit: '.' | ','): '.' | ',' {
  let points = 0;
  let commas = 0;
  for (const cell of values) {
    const vote = decimalVote(cell);
    if (vote === '.') points++;
    else if (vote === ',') commas++;
  }
  return points === commas ? habit : points > commas ? '.' : ',';
}

/**
 * The first cell such as 1.234 (a number with three decimals, or a thousand odd), if no cell of the column decides.
 * 1,234 is taken for a thousand odd unless something speaks against it.
 */
function ambiguousNumber(values: readonly string[]): ColumnPlan['ambiguousNumber'] {
  if (values.some((cell) => decimalVote(cell) !== undefined)) return undefined;
  for (const raw of values) {
    if (!raw.includes('.')) continue;
    const [point, comma] = [readNumber(raw, '.')?.value, readNumber(raw, ',')?.value];
    if (point !== undefined && comma !== undefined && point !== comma) return { raw, point, comma };
  }
  return undefined;
}

/** The decimal mark that a cell proves, if it does. */
export function decimalVote(cell: string): '.' | ',' | undefined {
  if (!/[.,]/.test(halfWidth(cell))) return undefined;
  const point = readNumber(cell, '.');
  const comma = readNumber(cell, ',');
  if ((point === undefined) === (comma === undefined)) return undefined;
  return point ? '.' : ',';
}

/** The one unit that the cells carry; undefined when none does or they differ. */
function unitOf(numbers: readonly (NumberReading | undefined)[]): string | undefined {
  const units = new Map<string, number>();
  for (const found of numbers) if (found?.unit !== undefined) units.set(found.unit, (units.get(found.unit) ?? 0) + 1);
  const [most] = [...units].sort((a, b) => b[1] - a[1]);
  return most?.[0];
}
