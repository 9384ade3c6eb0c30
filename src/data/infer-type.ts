/** What a column's cells mean, from a sample of them and the column's name; the reading pass then checks every cell. */
import type { ColumnReading, DateOrder } from '../core/reading.ts';
import { areBooleans } from './cell-boolean.ts';
import { dateEvidence, readDate } from './cell-date.ts';
import { MAX_WHOLE_DIGITS, readNumber, type NumberReading } from './cell-number.ts';
import { chosenEpoch, epochOf } from './cell-serial.ts';
import { ambiguousNumber, decimalOf, type AmbiguousNumber } from './decimal-mark.ts';
import { findMeaning, type Meaning } from './find-meaning.ts';
import { numbersThings, saysCalendarDay, saysDay, saysId, saysMoment } from './header-words.ts';
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
  ambiguousNumber: AmbiguousNumber | undefined;
  /** What text or codes are about. */
  meaning: Meaning | undefined;
  /** Units of the sample, most frequent first, where there is more than one. */
  mixedUnits: string[] | undefined;
}

/** Decimal mark and order of dates that the rest of the file uses, for columns that fit both. */
export interface FileHabits {
  decimal: '.' | ',';
  /** Some cell of the file proves it. */
  isDecimalProved: boolean;
  dateOrder: DateOrder;
  /** A comma cuts the cells: where such files are written, it is no decimal mark. */
  commaCuts?: boolean;
}

/** 1e5: a stock number, unless its column is full of numbers. */
const PLAIN_EXPONENT = /^\d+[eE]\d{1,3}$/;
const WHOLE = /^[+-]?\d+(?:\.0+)?$/;
const CHINESE_MOBILE = /^1[3-9]\d{9}$/;

export function planColumn(name: string, sample: readonly string[], habits: FileHabits, chosen: Partial<ColumnReading>): ColumnPlan {
  const cells = sample.map((cell) => cell.trim()).filter((cell) => !isMissingWord(cell));
  const values = cells.filter((cell) => !isMissingValue(cell));
  const decimal = chosen.decimal ?? decimalOf(values, habits.decimal);
  const dateOrder = chosen.dateOrder ?? dateOrderOf(values, habits.dateOrder);
  const asNumber = chosen.asNumber ?? exponentsOf(values, decimal);
  const numbers = values.map((cell) => readNumber(cell, decimal, asNumber));
  const units = unitsOf(numbers);
  const unit = chosen.unit ?? units[0];
  const id = saysId(name) || (numbersThings(name) && new Set(values).size > 0.95 * values.length && values.length >= 10);
  const wholes = values.length > 0 && values.every((cell) => WHOLE.test(cell));
  const digitsOnly = values.filter((cell) => /^\d+(?:\.0)?$/.test(cell));
  const longDigits = digitsOnly.some((cell) => cell.replace('.0', '').length >= 11) || (id && values.some((cell) => /E\+\d/i.test(cell)));
  const isNumber = (type: ColumnReading['type']): boolean => type === 'number' || type === 'money' || type === 'percent';
  let epoch = chosen.epoch;
  let meaning: Meaning | undefined;
  const make = (type: ColumnReading['type'], stripZero = false): ColumnPlan => ({
    reading: {
      type,
      decimal,
      dateOrder,
      ...(unit !== undefined && isNumber(type) ? { unit } : {}),
      ...(asNumber !== undefined && isNumber(type) ? { asNumber } : {}),
      ...(epoch !== undefined && (type === 'date' || type === 'datetime') ? { epoch } : {}),
    },
    stripZero,
    chosen,
    longDigits,
    idByValues: type === 'id' && (digitsOnly.length >= 0.5 * values.length || isCode(meaning)),
    ambiguousNumber: !habits.isDecimalProved ? ambiguousNumber(values, habits.commaCuts === true) : undefined,
    meaning: isNumber(type) ? undefined : meaning,
    mixedUnits: units.length > 1 ? units : undefined,
  });
  const zeroTail = wholes && (id || chosen.type === 'id') && values.some((cell) => cell.includes('.'));
  if (chosen.type !== undefined) {
    if (chosen.type === 'date' || chosen.type === 'datetime') epoch ??= chosenEpoch(values);
    else meaning = findMeaning(name, values);
    return make(chosen.type, chosen.type === 'id' && zeroTail);
  }
  if (values.length === 0) return make('text');
  if (areBooleans(cells)) return make('boolean');
  const date = dateType(values, dateOrder, id, saysDay(name));
  if (date) return make(date);
  epoch ??= id ? undefined : epochOf(values, saysCalendarDay(name), saysMoment(name));
  if (epoch !== undefined) return make(epoch.startsWith('unix') || values.some((cell) => /[.,]\d*[1-9]/.test(cell)) ? 'datetime' : 'date');
  meaning = findMeaning(name, values);
  if (isCode(meaning)) return make('id', zeroTail);
  if (looksLikeIds(values, digitsOnly)) return make('id');
  if (id && !numbers.some((found) => found?.fraction === true && found.value % 1 !== 0)) return make('id', zeroTail);
  if (numbers.filter((found) => found !== undefined).length >= TYPE_SHARE * values.length) {
    return make(unit === '%' ? 'percent' : unit !== undefined ? 'money' : 'number');
  }
  return make(id ? 'id' : 'text');
}

/** Phone numbers, resident ids and postcodes are written in digits and are no numbers. */
function isCode(meaning: Meaning | undefined): boolean {
  return meaning !== undefined && ['phone', 'resident-id', 'postcode'].includes(meaning.kind);
}

/** 1e5 is a number in a column where all else is one, and some of it could not be a code (2.5, 3.1e-4). */
function exponentsOf(values: readonly string[], decimal: '.' | ','): 'exponents' | undefined {
  const plain = values.filter((cell) => PLAIN_EXPONENT.test(cell)).length;
  if (plain === 0 || plain === values.length) return undefined;
  const others = values.filter((cell) => !PLAIN_EXPONENT.test(cell)).map((cell) => readNumber(cell, decimal));
  return others.every((found) => found !== undefined) && others.some((found) => found?.fraction === true) ? 'exponents' : undefined;
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

/** The units that the cells carry, the most frequent first. */
function unitsOf(numbers: readonly (NumberReading | undefined)[]): string[] {
  const units = new Map<string, number>();
  for (const found of numbers) if (found?.unit !== undefined) units.set(found.unit, (units.get(found.unit) ?? 0) + 1);
  return [...units].sort((a, b) => b[1] - a[1]).map(([unit]) => unit);
}
