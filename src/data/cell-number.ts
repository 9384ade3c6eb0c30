/** A cell as a number: either decimal mark, thousands marks, money, percent, 千, 万 and 亿, full-width digits, (500), 500-. */
import { CURRENCY_FIRST, CURRENCY_LAST, currenciesOf } from './currency-marks.ts';

export interface NumberReading {
  value: number;
  /** ISO 4217 code of a currency mark, or `%`. */
  unit?: string;
  /** Everything the currency mark may mean, `unit` first. */
  units?: readonly string[];
  /** Written with a decimal mark, or in scientific notation. */
  fraction: boolean;
}

/** Integer part: plain digits, groups of three (or Indian groups of two before the last three), one kind of mark. */
const PLAIN = /^\d+$/;
const GROUPED = {
  '.': /^\d{1,3}(?:([,'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*$|^\d{1,2}(?:,\d{2})+,\d{3}$/,
  ',': /^\d{1,3}(?:([.'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*$/,
};

/** `exponents`: 1e5 is a number. `codes`: so are 007 and digits beyond what a number holds (which change). */
export type Leniency = 'exponents' | 'codes' | undefined;

const SCALES: Record<string, number> = { 千: 3, 万: 4, 萬: 4, 亿: 8, 億: 8 };
const LONGEST = 60;
const INTERNATIONAL = /^\+\d{8,}$/;

/** Longer whole numbers are ids, card or phone numbers: float64 would change their digits. */
export const MAX_WHOLE_DIGITS = 15;

/** Full-width digits and marks (and the true minus sign) as ASCII. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\u2212\u2013\ufe63]/g, '-');
}

/**
 * The number a cell says, or undefined when it is none in this reading: text, an id (leading zero, more than 15 whole
 * digits), a code such as 1e5 (scientific notation needs a decimal mark or a signed exponent) unless `leniency` allows them.
 */
export function readNumber(cell: string, decimal: '.' | ',', leniency?: Leniency): NumberReading | undefined {
  if (cell.length > 10 * LONGEST) return undefined;
  const trimmed = cell.trim();
  if (trimmed.length === 0 || trimmed.length > LONGEST) return undefined;
  let text = halfWidth(trimmed);
  if (!/\d/.test(text)) return undefined;
  let negative = false;
  let units: readonly string[] | undefined;
  if (text.startsWith('(') && text.endsWith(')')) {
    negative = true;
    text = text.slice(1, -1).trim();
  }
  const takeSign = (): boolean => {
    if (text[0] !== '-' && text[0] !== '+') return true;
    if (negative) return false;
    negative = text[0] === '-';
    text = text.slice(1).trimStart();
    return true;
  };
  const signed = text[0] === '-' || text[0] === '+';
  // +8613800138000 is a phone number.
  if (leniency !== 'codes' && INTERNATIONAL.test(text)) return undefined;
  if (!takeSign()) return undefined;
  const prefix = CURRENCY_FIRST.exec(text)?.[0];
  if (prefix) {
    units = currenciesOf(prefix);
    text = text.slice(prefix.length);
    if (!signed && !takeSign()) return undefined;
  }
  // SAP and other bookkeeping programs write the sign last.
  if (!signed && !negative && text.endsWith('-')) {
    negative = true;
    text = text.slice(0, -1).trimEnd();
  }
  let shift = 0;
  if (text.endsWith('%') || text.endsWith('‰')) {
    if (units) return undefined;
    units = ['%'];
    shift = text.endsWith('‰') ? -1 : 0;
    text = text.slice(0, -1).trimEnd();
  } else {
    const suffix = CURRENCY_LAST.exec(text)?.[0];
    if (suffix) {
      const named = currenciesOf(suffix);
      // ¥12元 and $5 USD name one unit twice; $5€ does not.
      units = units ? named.filter((unit) => units?.includes(unit)) : named;
      if (units.length === 0) return undefined;
      text = text.slice(0, -suffix.length);
    }
  }
  for (let times = 0; times < 2 && text.length > 0 && SCALES[text[text.length - 1]] !== undefined; times++) {
    shift += SCALES[text[text.length - 1]];
    text = text.slice(0, -1).trimEnd();
  }
  const digits = plainDigits(text, decimal, leniency);
  if (digits === undefined) return undefined;
  const value = shift === 0 ? Number(digits) : shifted(digits, shift);
  return { value: negative ? -value : value, unit: units?.[0], units, fraction: /[.e]/i.test(digits) || shift < 0 };
}

/** The decimal point moved, so that 1.2万 is 12000 and not 12000.000000000002. */
function shifted(digits: string, shift: number): number {
  const [mantissa, power = '0'] = digits.split('e');
  return Number(`${mantissa}e${Number(power) + shift}`);
}

/** Digits with a decimal point, as `Number` takes them, from digits with any marks. */
function plainDigits(text: string, decimal: '.' | ',', leniency: Leniency): string | undefined {
  const scientific = /^(\d+)(?:[.,](\d+))?[eE]([+-]?)(\d{1,3})$/.exec(text);
  if (scientific) {
    const [, whole, part, sign, power] = scientific;
    const isCode = part === undefined && sign === '' && leniency === undefined;
    return isCode || whole.length > MAX_WHOLE_DIGITS ? undefined : `${whole}.${part ?? '0'}e${sign}${power}`;
  }
  const at = text.indexOf(decimal);
  const whole = at < 0 ? text : text.slice(0, at);
  const part = at < 0 ? '' : text.slice(at + 1);
  if (part !== '' && !PLAIN.test(part)) return undefined;
  if (whole === '') return part === '' ? undefined : `0.${part}`;
  if (!PLAIN.test(whole) && !GROUPED[decimal].test(whole)) return undefined;
  const all = whole.replace(/\D/g, '');
  if (leniency !== 'codes' && (all.length > MAX_WHOLE_DIGITS || (all.length > 1 && all[0] === '0'))) return undefined;
  return part === '' ? (at < 0 ? all : `${all}.0`) : `${all}.${part}`;
}

/** What a code of digits loses when it is read as a number: its leading zeros, or digits past 2^53. */
export function lossOfCode(cell: string): 'zeros' | 'digits' | undefined {
  const digits = /^[+-]?(\d+)$/.exec(halfWidth(cell.trim()))?.[1];
  if (digits === undefined) return undefined;
  if (digits.length > MAX_WHOLE_DIGITS && BigInt(digits) !== BigInt(Number(digits))) return 'digits';
  return digits.length > 1 && digits[0] === '0' ? 'zeros' : undefined;
}

/** Powers of ten that float64 holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/**
 * The same for the plain spelling most cells have (`-12.50`), straight from bytes. NaN: look closer with `readNumber`.
 * At most 15 digits, so that digits and power of ten are exact and one division rounds once (Clinger 1990).
 */
export function plainNumberOfBytes(bytes: Uint8Array, from: number, to: number, decimalByte: number): number {
  let p = from;
  let negative = false;
  if (bytes[p] === 0x2d) {
    negative = true;
    p++;
  }
  const length = to - p;
  if (length <= 0 || length > 16) return NaN;
  const first = bytes[p];
  if (first === 0x30 && length > 1 && bytes[p + 1] !== decimalByte) return NaN;
  let value = 0;
  let digits = 0;
  let point = -1;
  for (; p < to; p++) {
    const digit = bytes[p] - 0x30;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (bytes[p] === decimalByte && point < 0 && digits > 0) point = digits;
    else return NaN;
  }
  if (digits > 15 || digits === 0) return NaN;
  if (point >= 0) value /= POWERS[digits - point];
  return negative ? -value : value;
}
