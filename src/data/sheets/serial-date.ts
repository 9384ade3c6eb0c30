/**
 * Days and times as spreadsheets store them: a number of days since the start of 1900 or of 1904 (ECMA-376 part 1,
 * 18.17.4.1), as ISO text. No `Date` object comes near them, so no time zone can shift a day.
 */
import { isoDay } from '../../core/civil-date.ts';
import type { NumberFormat } from './number-format.ts';

/** 1899-12-31 and 1904-01-01 in days since 1970-01-01. */
const EPOCH_1900 = -25_568;
const EPOCH_1904 = -24_107;
/** 9999-12-31, the last day a spreadsheet program shows. */
const MAX_SERIAL = 2_958_465;
const DAY_SECONDS = 86_400;

/** The text of a serial number under a date or time format; undefined where it is no date (negative, beyond the year 9999). */
export function serialText(serial: number, kind: NumberFormat['kind'], is1904: boolean): string | undefined {
  if (!Number.isFinite(serial)) return undefined;
  if (kind === 'elapsed') return elapsed(serial);
  if (serial < 0 || serial > MAX_SERIAL) return undefined;
  let day = Math.floor(serial);
  let seconds = Math.round((serial - day) * DAY_SECONDS);
  if (seconds === DAY_SECONDS) {
    day++;
    seconds = 0;
  }
  if (kind === 'time' && day === 0) return clock(seconds);
  const date = dayText(day, is1904);
  return seconds === 0 && kind !== 'time' ? date : `${date} ${clock(seconds)}`;
}

function dayText(day: number, is1904: boolean): string {
  if (is1904) return isoDay(EPOCH_1904 + day);
  // Lotus 1-2-3 took 1900 for a leap year, and Excel kept to it: day 60 is a day that never was. Day 0 is no day either.
  if (day === 60) return '1900-02-29';
  if (day === 0) return '1900-01-00';
  return isoDay(EPOCH_1900 + day - (day > 60 ? 1 : 0));
}

function clock(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function elapsed(serial: number): string {
  const seconds = Math.round(Math.abs(serial) * DAY_SECONDS);
  return `${serial < 0 ? '-' : ''}${clock(seconds)}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
