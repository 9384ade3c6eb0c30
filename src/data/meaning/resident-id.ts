/** Chinese resident identity numbers: region, birth date and the check character of GB 11643-1999 (ISO 7064 MOD 11-2). */
import { isCivilDate } from '../../core/civil-date.ts';
import type { MeaningDetector } from './detector.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
/** First two digits of GB/T 2260. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(' '),
);

/** Region, date and check character are right; 15 digits are the form before 1999, which has no check. */
export function isResidentId(cell: string): boolean {
  if (!PROVINCES.has(cell.slice(0, 2))) return false;
  if (/^\d{15}$/.test(cell)) return isBirthDate(`19${cell.slice(6, 12)}`);
  if (!/^\d{17}[\dXx]$/.test(cell) || !isBirthDate(cell.slice(6, 14))) return false;
  let sum = 0;
  for (const [i, weight] of WEIGHTS.entries()) sum += weight * Number(cell[i]);
  return CHECKS[sum % 11] === cell[17].toUpperCase();
}

function isBirthDate(digits: string): boolean {
  const year = Number(digits.slice(0, 4));
  return year >= 1850 && year <= 2100 && isCivilDate(year, Number(digits.slice(4, 6)), Number(digits.slice(6, 8)));
}

export const residentId: MeaningDetector = {
  kind: 'resident-id',
  named: /身份证|证件号|resident.?id|id.?card|identity.?(?:no|number|card)|national.?id/i,
  worth: { unnamed: 0.99, named: 0.99 },
  fits: (cell, named) => (named || cell.length === 18) && isResidentId(cell),
};
