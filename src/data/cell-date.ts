/** A cell as a civil date, with or without a time of day. The wall clock as written counts: a zone behind it is told, not followed. */
import { dayNumber, isCivilDate } from '../core/civil-date.ts';
import type { DateOrder } from '../core/reading.ts';
import { halfWidth } from './cell-number.ts';
import { isWeekday, monthOfWord } from './month-names.ts';

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
  /** Written behind the time: `Z`, `+08:00`, `CET`. */
  zone?: string;
  /** A whole month or quarter: `day` is its first. */
  grain?: 'month' | 'quarter';
}

const LONGEST = 80;
const CHINESE_WEEKDAY = /\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?\s*/;
const FIRST_WORD = /^(\p{L}{2,10})\.?,?\s+/u;

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const CHINESE = /^(\d{4}|\d{2})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月(?:\s*(\d{1,2})\s*[日号]?)?$/;
const CHINESE_WORDS = /^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})[日号])?$/;
const THREE_NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})$/;
const YEAR_MONTH = /^(\d{4})[-/](\d{2})$/;
const QUARTER = /^(?:(\d{4})[-/ 年]{0,2}(?:第|q)?([1-4一二三四])(?:季度|季)?|q([1-4])[-/ ]{0,2}(\d{4}))$/i;
/** 3 Jan 2024, 3. Januar 2024, 1er février 2024, 3 de enero de 2024. */
const DAY_MONTH_WORD = /^(\d{1,2})(?:st|nd|rd|th|er|º|ª)?[-/. ]{0,3}(?:de |of )?(\p{L}{2,12})\.?[-/, ]{0,3}(?:de |del )?(\d{4}|\d{2})$/iu;
const MONTH_WORD_DAY = /^(\p{L}{2,12})\.?[-/ ]{0,3}(\d{1,2})(?:st|nd|rd|th)?(?:,\s{0,2}|[-/ ]{1,3})(\d{4}|\d{2})$/iu;
const YEAR_MONTH_WORD = /^(\d{4})[-/ ](\p{L}{2,12})\.?[-/ ](\d{1,2})$/u;
const MONTH_WORD_YEAR = /^(\p{L}{2,12})\.?(?:[-/, ]{1,2}(?:de )?(\d{4})|[-'’](\d{2}))$/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const HALF_OF_DAY = '上午|下午|晚上|凌晨|中午|早上|傍晚';
const TIME = new RegExp(
  `^(${HALF_OF_DAY})?\\s{0,3}(\\d{1,2})(?::|时|点|h)(\\d{2})分?(?::?(\\d{2})(?:[.,]\\d{1,9})?秒?)?\\s{0,3}(am|pm|a\\. ?m\\.|p\\. ?m\\.|uhr)?\\s{0,3}` +
    `(z|(?:utc|gmt)?[+-]\\d{1,2}(?::?\\d{2})?|utc|gmt|cet|cest|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|jst|hkt|ist)?(?: ?\\([^()]{0,40}\\))?$`,
  'i',
);
const CUT = new RegExp(
  `^(.*?\\d(?:日|号|,)?)(?:\\s+(?:um |at |à )?|T(?=\\d)|(?<=[日号])(?=\\d)|:(?=\\d{2}:\\d{2}))((?:${HALF_OF_DAY})?\\s*\\d{1,2}\\s*[:时点h].*)$`,
);

/** Two-digit years: 00..68 are 2000..2068, 69..99 are 1969..1999 (POSIX strptime, %y). */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < 69 ? 2000 : 1900);
}

/** Seconds since midnight, and the zone behind them. */
export function readTime(text: string): { seconds: number; zone?: string } | undefined {
  const found = text.length <= LONGEST ? TIME.exec(text) : null;
  if (!found) return undefined;
  let hour = Number(found[2]);
  const minute = Number(found[3]);
  const second = Number(found[4] ?? 0);
  const word = (found[5] ?? '').toLowerCase();
  const half = found[1] ?? (word === 'uhr' ? '' : word);
  if (half !== '') {
    if (hour > 12 && !found[1]) return undefined;
    const late = half.startsWith('p') || ['下午', '晚上', '傍晚'].includes(half) || (half === '中午' && hour < 11);
    if (late && hour < 12) hour += 12;
    else if (!late && hour === 12 && half !== '中午') hour = 0;
  }
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return { seconds: hour * 3600 + minute * 60 + second, zone: found[6]?.toUpperCase() };
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
  if (cell.length > 10 * LONGEST) return undefined;
  const trimmed = cell.trim();
  // 2024Q1 is the shortest.
  if (trimmed.length < 6 || trimmed.length > LONGEST) return undefined;
  let text = halfWidth(trimmed).replace(CHINESE_WEEKDAY, ' ').trim();
  const word = FIRST_WORD.exec(text);
  if (word && isWeekday(word[1])) text = text.slice(word[0].length);
  let seconds = 0;
  let timed = false;
  let zone: string | undefined;
  // The time starts after a blank, a T or the 日 of the date; its own parts may hold blanks ("3:05 PM").
  const cut = CUT.exec(text);
  if (cut) {
    const time = readTime(cut[2].trim());
    if (time === undefined) return undefined;
    ({ seconds, zone } = time);
    timed = true;
    text = cut[1].replace(/,$/, '');
  }
  const made = (year: number, month: number, day: number, proof: DateReading['order'], compact = false): DateReading | undefined => {
    if (!isCivilDate(year, month, day)) return undefined;
    const reading: DateReading = { day: dayNumber(year, month, day), seconds, timed, order: proof, compact };
    if (zone !== undefined) reading.zone = zone;
    return reading;
  };

  let m = YEAR_FIRST.exec(text);
  if (m) return made(Number(m[1]), Number(m[3]), Number(m[4]), 'unambiguous');
  m = THREE_NUMBERS.exec(text);
  // 10.2.1 is a version, 24/1/3 a day.
  if (m) return m[4].length === 1 && m[2] === '.' ? undefined : numericDate(m[1], m[3], m[4], order, made);
  m = CHINESE.exec(text);
  if (m) return grained(made(fullYear(m[1]), chineseNumber(m[2]), Number(m[3] ?? 1), 'unambiguous'), m[3] ? undefined : 'month');
  m = CHINESE_WORDS.exec(text);
  if (m) {
    const year = Number([...m[1]].map((digit) => DIGITS[digit]).join(''));
    return grained(made(year, chineseNumber(m[2]), m[3] ? chineseNumber(m[3]) : 1, 'unambiguous'), m[3] ? undefined : 'month');
  }
  m = COMPACT.exec(text);
  if (m) return isLikelyYear(m[1], 1900) ? made(Number(m[1]), Number(m[2]), Number(m[3]), 'unambiguous', true) : undefined;
  m = DAY_MONTH_WORD.exec(text);
  if (m) return made(fullYear(m[3]), monthOfWord(m[2]), Number(m[1]), 'unambiguous');
  m = MONTH_WORD_DAY.exec(text);
  if (m) return made(fullYear(m[3]), monthOfWord(m[1]), Number(m[2]), 'unambiguous');
  m = YEAR_MONTH_WORD.exec(text);
  if (m) return made(Number(m[1]), monthOfWord(m[2]), Number(m[3]), 'unambiguous');
  return timed ? undefined : monthOrQuarter(text, made);
}

type Make = (year: number, month: number, day: number, proof: DateReading['order']) => DateReading | undefined;

/** 2024-03, March 2024, 2024Q1: their first day. */
function monthOrQuarter(text: string, made: Make): DateReading | undefined {
  let m = YEAR_MONTH.exec(text);
  if (m) return isLikelyYear(m[1], 1500) ? grained(made(Number(m[1]), Number(m[2]), 1, 'unambiguous'), 'month') : undefined;
  m = MONTH_WORD_YEAR.exec(text);
  if (m) return grained(made(fullYear(m[2] ?? m[3]), monthOfWord(m[1]), 1, 'unambiguous'), 'month');
  m = QUARTER.exec(text);
  // 20241 is a number.
  if (!m || /^\d+$/.test(text) || !/[q季]/i.test(text)) return undefined;
  const [year, quarter] = [m[1] ?? m[4], chineseNumber(m[2] ?? m[3])];
  return isLikelyYear(year, 1900) ? grained(made(Number(year), 3 * quarter - 2, 1, 'unambiguous'), 'quarter') : undefined;
}

function grained(reading: DateReading | undefined, grain: DateReading['grain']): DateReading | undefined {
  return reading && grain ? { ...reading, grain } : reading;
}

function isLikelyYear(text: string, first: number): boolean {
  return Number(text) >= first && Number(text) <= 2100;
}

const DIGITS: Record<string, number> = { 〇: 0, 零: 0, '○': 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** 1..99 in digits or Chinese numerals; 0 for anything else (一二 is none). */
function chineseNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const at = text.indexOf('十');
  if (at < 0) return text.length === 1 ? (DIGITS[text] ?? 0) : 0;
  const tens = at === 0 ? 1 : (DIGITS[text.slice(0, at)] ?? 0);
  const ones = at === text.length - 1 ? 0 : (DIGITS[text.slice(at + 1)] ?? NaN);
  return tens > 0 && ones === ones ? 10 * tens + ones : 0;
}

/** `a/b/c`, of which the year is last, or first where the column says so or nothing else fits. */
function numericDate(a: string, b: string, c: string, order: DateOrder, made: Make): DateReading | undefined {
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
