/**
 * What a spreadsheet's number format says about the number under it: ECMA-376 part 1, 18.8.30 (built-in ids) and 18.8.31
 * (codes). A workbook stores days and times as numbers; only the format tells them apart.
 */

export interface NumberFormat {
  kind: 'number' | 'date' | 'datetime' | 'time' | 'elapsed' | 'percent' | 'text';
  /** Currency mark written before or after the number. */
  currency?: string;
  /** Whole numbers are shown with zeros up to this many digits: codes, mostly. */
  digits?: number;
}

/** What spreadsheet programs accept. */
const MAX_CODE_CHARS = 255;
const GENERAL: NumberFormat = { kind: 'number' };

/** Ids that mean the same in every file and are not spelt out in it. 27..36 and 50..58 are dates in East Asian Excel. */
const BUILT_IN: Record<number, string> = {
  9: '0%', 10: '0.00%', 14: 'yyyy-mm-dd', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm',
  21: 'h:mm:ss', 22: 'yyyy-mm-dd h:mm', 27: 'yyyy-mm-dd', 28: 'yyyy-mm-dd', 29: 'yyyy-mm-dd', 30: 'm-d-yy', 31: 'yyyy-mm-dd', 32: 'h:mm',
  33: 'h:mm:ss', 34: 'h:mm', 35: 'h:mm:ss', 36: 'yyyy-mm-dd', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0', 49: '@', 50: 'yyyy-mm-dd',
  51: 'yyyy-mm-dd', 52: 'yyyy-mm-dd', 53: 'yyyy-mm-dd', 54: 'yyyy-mm-dd', 55: 'h:mm', 56: 'h:mm:ss', 57: 'yyyy-mm-dd', 58: 'yyyy-mm-dd',
}; // prettier-ignore

const CURRENCY = /CN¥|HK\$|NT\$|US\$|R\$|[¥￥$€£₹₩₽₺₫฿₱₦]|\b(?:RMB|CNY|USD|EUR|GBP|JPY|HKD|TWD|INR|KRW|CHF)\b|[元円]/;

/** By id, with the codes that the file itself gives. */
export function formatOfId(id: number, custom: ReadonlyMap<number, string>): NumberFormat {
  const code = custom.get(id) ?? BUILT_IN[id];
  return code === undefined ? GENERAL : formatOfCode(code);
}

export function formatOfCode(whole: string): NumberFormat {
  const code = whole.slice(0, MAX_CODE_CHARS);
  // Sections are for positive; negative; zero; text. The first tells what it is; text in quotes tells nothing.
  const literal = [...code.matchAll(/"([^"]*)"|\[\$([^\]-]*)[^\]]*\]/g)].map(([, quoted, mark]) => quoted ?? mark).join(' ');
  const section = firstSection(code);
  const plain = section
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/_./g, '')
    .replace(/\*./g, '')
    .replace(/\[(?:\$[^\]]*|[<>=][^\]]*|black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|dbnum\d|natnum\d[^\]]*)\]/gi, '');
  if (/^\s*(?:general)?\s*$/i.test(plain)) return withCurrency(GENERAL, literal);
  if (/^@+$/.test(plain.trim())) return { kind: 'text' };
  if (/\[(?:h+|m+|s+)\]/i.test(plain)) return { kind: 'elapsed' };
  const letters = plain.replace(/am\/pm|a\/p|上午\/下午/gi, 'h').replace(/general/gi, '');
  const hasClock = /[hs]/i.test(letters);
  // e and g are Japanese eras, b the Buddhist year; an E of scientific notation is followed by a sign.
  const hasDay = /[yd]|(?<![0#?.])e(?![+-])|g{1,3}|b{2}/i.test(letters) || (/m/i.test(letters) && !hasClock);
  if (hasDay && !/[0#?]/.test(letters.replace(/\.0+|,0+/g, ''))) return { kind: hasClock ? 'datetime' : 'date' };
  if (hasClock && !/#|\?|0(?!\.0|0*$)/.test(letters.replace(/[.,]0+/g, ''))) return { kind: 'time' };
  if (/^0{2,}$/.test(section.trim())) return { kind: 'number', digits: section.trim().length };
  if (plain.includes('%')) return { kind: 'percent' };
  return withCurrency(GENERAL, `${literal} ${plain}`);
}

function withCurrency(format: NumberFormat, text: string): NumberFormat {
  const currency = CURRENCY.exec(text)?.[0];
  return currency === undefined ? format : { ...format, currency };
}

function firstSection(code: string): string {
  let quoted = false;
  for (let i = 0; i < code.length; i++) {
    const c = code[i];
    if (c === '\\') i++;
    else if (c === '"') quoted = !quoted;
    else if (c === ';' && !quoted) return code.slice(0, i);
  }
  return code;
}
