/** A cell as a number: either decimal mark, thousands marks, money, percent, 万 and 亿, full-width digits, (500). */

export interface NumberReading {
  value: number;
  /** ISO 4217 code of a currency mark, or `%`. */
  unit?: string;
  /** Written with a decimal mark, or in scientific notation. */
  fraction: boolean;
}

const CURRENCIES: Record<string, string> = {
  '¥': 'CNY', '￥': 'CNY', 'CN¥': 'CNY', 'JP¥': 'JPY', 元: 'CNY', 圆: 'CNY', RMB: 'CNY', CNY: 'CNY', 人民币: 'CNY', 円: 'JPY', JPY: 'JPY',
  $: 'USD', 'US$': 'USD', USD: 'USD', 美元: 'USD', 'HK$': 'HKD', HKD: 'HKD', 港币: 'HKD', 'NT$': 'TWD', TWD: 'TWD', 'S$': 'SGD', SGD: 'SGD',
  'A$': 'AUD', AUD: 'AUD', 'C$': 'CAD', CAD: 'CAD', 'R$': 'BRL', BRL: 'BRL', '€': 'EUR', EUR: 'EUR', 欧元: 'EUR', '£': 'GBP', GBP: 'GBP',
  '₹': 'INR', INR: 'INR', 'Rs.': 'INR', Rs: 'INR', '₩': 'KRW', KRW: 'KRW', '₽': 'RUB', RUB: 'RUB', '₺': 'TRY', TRY: 'TRY', '₫': 'VND', VND: 'VND',
  '฿': 'THB', THB: 'THB', CHF: 'CHF', SEK: 'SEK', NOK: 'NOK', DKK: 'DKK', PLN: 'PLN', zł: 'PLN', '₱': 'PHP', PHP: 'PHP', MYR: 'MYR', Rp: 'IDR', IDR: 'IDR', '₦': 'NGN', ZAR: 'ZAR', MXN: 'MXN',
}; // prettier-ignore

const marks = Object.keys(CURRENCIES)
  .sort((a, b) => b.length - a.length)
  .map((mark) => mark.replace(/[$.]/g, '\\$&'))
  .join('|');
const PREFIX = new RegExp(`^(?:${marks})\\s*`);
const SUFFIX = new RegExp(`\\s*(?:${marks})$`);

/** Integer part: plain digits, groups of three (or Indian groups of two before the last three), one kind of mark. */
const PLAIN = /^\d+$/;
const GROUPED = {
  '.': /^\d{1,3}(?:([,'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*$|^\d{1,2}(?:,\d{2})+,\d{3}$/,
  ',': /^\d{1,3}(?:([.'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*$/,
};

/** Longer whole numbers are ids, card or phone numbers: float64 would change their digits. */
export const MAX_WHOLE_DIGITS = 15;

/** Full-width digits and marks (and the true minus sign) as ASCII. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\u2212\u2013\ufe63]/g, '-');
}

/**
 * The number a cell says, or undefined when it is none in this reading: text, an id (leading zero, more than 15 whole
 * digits), a code such as 1e5 (scientific notation needs a decimal mark or a signed exponent).
 */
export function readNumber(cell: string, decimal: '.' | ','): NumberReading | undefined {
  let text = halfWidth(cell.trim());
  if (text.length === 0 || text.length > 60 || !/\d/.test(text)) return undefined;
  let negative = false;
  let unit: string | undefined;
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
  if (!takeSign()) return undefined;
  const prefix = PREFIX.exec(text)?.[0];
  if (prefix) {
    unit = CURRENCIES[prefix.trim()];
    text = text.slice(prefix.length);
    if (!signed && !takeSign()) return undefined;
  }
  if (text.endsWith('%')) {
    if (unit) return undefined;
    unit = '%';
    text = text.slice(0, -1).trimEnd();
  } else {
    const suffix = SUFFIX.exec(text)?.[0];
    if (suffix) {
      if (unit && unit !== CURRENCIES[suffix.trim()] && unit !== 'CNY') return undefined;
      unit = CURRENCIES[suffix.trim()];
      text = text.slice(0, -suffix.length);
    }
  }
  let scale = 1;
  const last = text.at(-1);
  if (last === '万' || last === '亿') {
    scale = last === '万' ? 1e4 : 1e8;
    text = text.slice(0, -1).trimEnd();
  }
  const digits = plainDigits(text, decimal);
  if (digits === undefined) return undefined;
  const value = scale === 1 ? Number(digits) : Number(`${digits}e${scale === 1e4 ? 4 : 8}`);
  return { value: negative ? -value : value, unit, fraction: /[.e]/i.test(digits) };
}

/** Digits with a decimal point, as `Number` takes them, from digits with any marks. */
function plainDigits(text: string, decimal: '.' | ','): string | undefined {
  const scientific = /^(\d+)(?:[.,](\d+))?[eE]([+-]?)(\d{1,3})$/.exec(text);
  if (scientific) {
    const [, whole, part, sign, power] = scientific;
    const plain = part === undefined && sign === '';
    return plain || whole.length > MAX_WHOLE_DIGITS ? undefined : `${whole}.${part ?? '0'}e${sign}${power}`;
  }
  const at = text.indexOf(decimal);
  const whole = at < 0 ? text : text.slice(0, at);
  const part = at < 0 ? '' : text.slice(at + 1);
  if (part !== '' && !PLAIN.test(part)) return undefined;
  if (whole === '') return part === '' ? undefined : `0.${part}`;
  if (!PLAIN.test(whole) && !GROUPED[decimal].test(whole)) return undefined;
  const all = whole.replace(/\D/g, '');
  if (all.length > MAX_WHOLE_DIGITS || (all.length > 1 && all[0] === '0')) return undefined;
  return part === '' ? (at < 0 ? all : `${all}.0`) : `${all}.${part}`;
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
