/** A number of a workbook as plain text: `.` is the decimal mark, nothing is grouped, and no digit is added or lost. */
import type { NumberFormat } from './number-format.ts';
import { serialText } from './serial-date.ts';

/** What a number cell says under its format. `literal`: as it stands in the file. */
export function numberText(literal: string, format: NumberFormat, is1904: boolean): string {
  switch (format.kind) {
    case 'date':
    case 'datetime':
    case 'time':
    case 'elapsed':
      return serialText(Number(literal), format.kind, is1904) ?? shownNumber(literal);
    case 'percent':
      return `${timesHundred(shownNumber(literal))}%`;
    case 'number': {
      const plain = shownNumber(literal);
      if (format.currency !== undefined)
        return plain.startsWith('-') ? `-${format.currency}${plain.slice(1)}` : `${format.currency}${plain}`;
      return format.digits !== undefined && /^\d+$/.test(plain) ? plain.padStart(format.digits, '0') : plain;
    }
    case 'text':
      return shownNumber(literal);
  }
}

/**
 * As `plainNumber`, with the 15 significant digits that spreadsheet programs show and compare by: what they save of 5.5512
 * may be 5.551199999999998.
 */
export function shownNumber(literal: string): string {
  const plain = plainNumber(literal);
  return plain.length > 16 && plain.includes('.') ? String(Number(Number(plain).toPrecision(15))) : plain;
}

/** `1.2345E+3` as `1234.5`; whole numbers of any length keep their digits. */
export function plainNumber(literal: string): string {
  if (/^-?(?:0|[1-9]\d*)$/.test(literal)) return literal;
  const value = Number(literal);
  return Number.isFinite(value) && literal.trim() !== '' ? String(value) : literal;
}

/** The decimal point moved two digits to the right: 0.07 is 7 %, where 0.07 times 100 would be 7.000000000000001. */
export function timesHundred(plain: string): string {
  if (/e/i.test(plain)) return String(Number(plain) * 100);
  const sign = plain.startsWith('-') ? '-' : '';
  const [whole, part = ''] = plain.slice(sign.length).split('.');
  const digits = (whole + part.slice(0, 2).padEnd(2, '0')).replace(/^0+(?=\d)/, '');
  const rest = part.slice(2);
  return `${sign}${digits}${rest === '' ? '' : `.${rest}`}`;
}
