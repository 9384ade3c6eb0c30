/** How near two days are, as people mistype them. Both are `yyyymmdd`. 3 same, 2 a slip, 1 two parts of three agree, 0 different. */
import { isOneEdit } from './one-edit.ts';

export function nearDate(a: string, b: string): number {
  if (a === b) return 3;
  if (isOneEdit(a, b)) return 2;
  const [yearA, monthA, dayA] = [a.slice(0, 4), a.slice(4, 6), a.slice(6)];
  const [yearB, monthB, dayB] = [b.slice(0, 4), b.slice(4, 6), b.slice(6)];
  // 03/04 read as 04/03.
  if (yearA === yearB && monthA === dayB && dayA === monthB) return 2;
  const agree = Number(yearA === yearB) + Number(monthA === monthB) + Number(dayA === dayB);
  return agree === 2 ? 1 : 0;
}

/** `1999-02-19`, `19990219`, `1999/2/19` -> 19990219; '' for anything else. */
export function dateDigits(text: string): string {
  const parts = /^\s*(\d{4})\D(\d{1,2})\D(\d{1,2})(?:\D.*)?$/.exec(text);
  if (parts) return parts[1] + parts[2].padStart(2, '0') + parts[3].padStart(2, '0');
  return /^\s*\d{8}\s*$/.test(text) ? text.trim() : '';
}
