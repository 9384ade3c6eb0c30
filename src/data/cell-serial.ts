/** Days and moments written as plain numbers: what Excel holds under a date, and what databases call a timestamp. */
import type { Epoch } from '../core/reading.ts';

const DAY_SECONDS = 86_400;
/** Day numbers (since 1970-01-01) of serial 0: 1899-12-30 for all serials past the 29 February 1900 that never was, and 1904-01-01. */
const EXCEL_1900 = -25_569;
const EXCEL_1904 = -24_107;
/** 9999-12-31, the last day of a spreadsheet. */
const LAST_SERIAL = 2_958_465;
const PLAIN = /^\d{1,13}(?:[.,]\d{1,12})?$/;

/** Dated columns of a business: 1927-05-18 to 2100-01-01 as serials. Smaller numbers are counts. */
const USUAL_SERIALS = { from: 10_000, to: 73_051 };
/** 2001-09-09 (ten digits from here on) to 2038-01-19 (where 32 bits end), in seconds. */
const USUAL_SECONDS = { from: 1e9, to: 2_147_483_648 };

function plainNumber(cell: string): number | undefined {
  return PLAIN.test(cell) ? Number(cell.replace(',', '.')) : undefined;
}

/** Seconds since 1970-01-01T00:00; undefined for what is no such number, and for the 29 February 1900 (serial 60). */
export function serialSeconds(cell: string, epoch: Epoch): number | undefined {
  const value = plainNumber(cell);
  if (value === undefined) return undefined;
  if (epoch === 'unix-seconds') return value < 1e11 ? Math.floor(value) : undefined;
  if (epoch === 'unix-millis') return value < 1e14 ? Math.floor(value / 1000) : undefined;
  if (value >= LAST_SERIAL + 1) return undefined;
  const whole = Math.floor(value);
  const seconds = Math.round((value - whole) * DAY_SECONDS);
  if (epoch === 'excel-1904') return (whole + EXCEL_1904) * DAY_SECONDS + seconds;
  if (whole === 60 || whole === 0) return undefined;
  return (whole + EXCEL_1900 + (whole < 60 ? 1 : 0)) * DAY_SECONDS + seconds;
}

/**
 * What the numbers of a column count from, if nearly all are in the range of days or moments.
 *
 * @param day the column's name speaks of a day; `moment`: of a moment or a timestamp
 */
export function epochOf(values: readonly string[], day: boolean, moment: boolean): Epoch | undefined {
  if (values.length === 0 || (!day && !moment)) return undefined;
  const share = (from: number, to: number): number =>
    values.filter((cell) => {
      const value = plainNumber(cell);
      return value !== undefined && value >= from && value < to;
    }).length / values.length;
  if (share(USUAL_SECONDS.from, USUAL_SECONDS.to) >= 0.95) return 'unix-seconds';
  if (share(1000 * USUAL_SECONDS.from, 1000 * USUAL_SECONDS.to) >= 0.95) return 'unix-millis';
  return day && share(USUAL_SERIALS.from, USUAL_SERIALS.to) >= 0.95 ? 'excel-1900' : undefined;
}

/** The same where the person says that the numbers are dates. Serials 0 and 60 are days of the 1904 count only. */
export function chosenEpoch(values: readonly string[]): Epoch | undefined {
  const numbers = values.map(plainNumber).filter((value) => value !== undefined && value < 1e7);
  if (2 * numbers.length < values.length) return epochOf(values, true, true);
  return numbers.some((value) => value !== undefined && (Math.floor(value) === 0 || Math.floor(value) === 60))
    ? 'excel-1904'
    : 'excel-1900';
}
