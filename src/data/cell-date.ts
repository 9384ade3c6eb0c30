/** A cell as a civil date, with or without a time of day. Zones are not followed: the wall clock as written counts. */
import { dayNumber, isCivilDate } from '../core/civil-date.ts';
import type { DateOrder } from '../core/reading.ts';
import { halfWidth } from './cell-number.ts';

export interface DateReading {
  /** Days since 1970-01-01. */
  day: number;
  /** Seconds since midnight. */
  seconds: number;
  /** A time of day is written, be it 00:00. */
  timed: boolean;
  /** What the cell proves about the order of its column: dates such as 03/01/24 fit two orders. */
  order: 'unambiguous' | 'either' | DateOrder;
  /** Written as eight digits: may as well be a number. */
  compact: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const WEEKDAY = /^(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+|^(?:星期|周|礼拜)[一二三四五六日天]\s*/i;

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const CHINESE = /^(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号]?)?$/;
const THREE_NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})$/;
const YEAR_MONTH = /^(\d{4})[-/](\d{2})$/;
const DAY_MONTH_WORD = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[-/. ]*${MONTH}\\.?[-/, ]*(\\d{4}|\\d{2})$`, 'i');
const MONTH_WORD_DAY = new RegExp(`^${MONTH}\\.?[-/ ]*(\\d{1,2})(?:st|nd|rd|th)?(?:,\\s*|[-/ ]+)(\\d{4}|\\d{2})$`, 'i');
const YEAR_MONTH_WORD = new RegExp(`^(\\d{4})[-/ ]${MONTH}[-/ ](\\d{1,2})$`, 'i');
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const TIME =
  /^(上午|下午|晚上|凌晨|中午)?\s*(\d{1,2})(?::|时|点)(\d{2})分?(?:(?::)?(\d{2})(?:[.,]\d{1,9})?秒?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Two-digit years: 00..68 are 2000..2068, 69..99 are 1969..1999 (POSIX strptime, %y). */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < 69 ? 2000 : 1900);
}

function secondsOfTime(text: string): number | undefined {
  const found = TIME.exec(text);
  if (!found) return undefined;
  let hour = Number(found[2]);
  const minute = Number(found[3]);
  const second = Number(found[4] ?? 0);
  const half = (found[1] ?? found[5] ?? '').toLowerCase();
  if (half !== '') {
    if (hour > 12 && !found[1]) return undefined;
    const late = half.startsWith('p') || half === '下午' || half === '晚上' || (half === '中午' && hour < 11);
    if (late && hour < 12) hour += 12;
    else if (!late && hour === 12 && half !== '中午') hour = 0;
  }
  return hour > 23 || minute > 59 || second > 59 ? undefined : hour * 3600 + minute * 60 + second;
}

/**
 * The date a cell says, or undefined. `order` decides cells that fit both day-month and month-day; a cell that fits
 * only the other order is not a date in this reading (its `order` would be the proof: see `dateEvidence`).
 */
export function readDate(cell: string, order: DateOrder): DateReading | undefined {
  const found = dateEvidence(cell, order);
  if (!found || found.order === 'unambiguous' || found.order === 'either' || found.order === order) return found;
  return undefined;
}

/** The date in the order asked for if the cell allows it, else in the order that it proves. */
export function dateEvidence(cell: string, order: DateOrder): DateReading | undefined {
  let text = halfWidth(cell.trim()).replace(WEEKDAY, '');
  if (text.length < 6 || text.length > 48) return undefined;
  let seconds = 0;
  let timed = false;
  // The time starts after a blank, a T or the 日 of the date; its own parts may hold blanks ("3:05 PM").
  const cut =
    /^(.*?\d(?:日|号|,)?)(?:\s+|T(?=\d)|(?<=[日号])(?=\d)|:(?=\d{2}:\d{2}))((?:上午|下午|晚上|凌晨|中午)?\s*\d{1,2}\s*[:时点].*)$/.exec(
      text,
    );
  if (cut) {
    const time = secondsOfTime(cut[2].trim());
    if (time === undefined) return undefined;
    seconds = time;
    timed = true;
    text = cut[1].replace(/,$/, '');
  }
  const made = (year: number, month: number, day: number, proof: DateReading['order'], compact = false): DateReading | undefined =>
    isCivilDate(year, month, day) ? { day: dayNumber(year, month, day), seconds, timed, order: proof, compact } : undefined;

  let m = YEAR_FIRST.exec(text);
  if (m) return made(Number(m[1]), Number(m[3]), Number(m[4]), 'unambiguous');
  m = THREE_NUMBERS.exec(text);
  // 10.2.1 is a version, 24/1/3 a day.
  if (m) return m[4].length === 1 && m[2] === '.' ? undefined : numericDate(m[1], m[3], m[4], order, made);
  m = CHINESE.exec(text);
  if (m) return made(fullYear(m[1]), Number(m[2]), Number(m[3] ?? 1), 'unambiguous');
  m = COMPACT.exec(text);
  if (m)
    return Number(m[1]) >= 1900 && Number(m[1]) <= 2100 ? made(Number(m[1]), Number(m[2]), Number(m[3]), 'unambiguous', true) : undefined;
  m = YEAR_MONTH.exec(text);
  if (m) return !timed && Number(m[1]) >= 1500 && Number(m[1]) <= 2100 ? made(Number(m[1]), Number(m[2]), 1, 'unambiguous') : undefined;
  m = DAY_MONTH_WORD.exec(text);
  if (m) return made(fullYear(m[3]), monthOfWord(m[2]), Number(m[1]), 'unambiguous');
  m = MONTH_WORD_DAY.exec(text);
  if (m) return made(fullYear(m[3]), monthOfWord(m[1]), Number(m[2]), 'unambiguous');
  m = YEAR_MONTH_WORD.exec(text);
  if (m) return made(Number(m[1]), monthOfWord(m[2]), Number(m[3]), 'unambiguous');
  return undefined;
}

function monthOfWord(word: string): number {
  return MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
}

/** `a/b/c`, of which the year is last, or first where the column says so or nothing else fits. */
function numericDate(
  a: string,
  b: string,
  c: string,
  order: DateOrder,
  made: (year: number, month: number, day: number, proof: DateReading['order']) => DateReading | undefined,
): DateReading | undefined {
  const [first, second] = [Number(a), Number(b)];
  const readings: Record<DateOrder, () => DateReading | undefined> = {
    dmy: () => (c.length > 1 ? made(fullYear(c), second, first, 'dmy') : undefined),
    mdy: () => (c.length > 1 ? made(fullYear(c), first, second, 'mdy') : undefined),
    ymd: () => (a.length === 2 && c.length < 3 ? made(fullYear(a), second, Number(c), 'ymd') : undefined),
  };
  if (order === 'ymd') return readings.ymd() ?? readings.dmy() ?? readings.mdy();
  const asked = readings[order]();
  const other = order === 'dmy' ? readings.mdy() : readings.dmy();
  if (asked && other) return { ...asked, order: first === second ? 'unambiguous' : 'either' };
  return asked ?? other ?? readings.ymd();
}
