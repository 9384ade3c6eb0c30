/** How a file was read, in words. */
import type { CellType, ColumnReport, DateOrder, Epoch, Escape, Quote } from '../../core/reading.ts';
import { t } from '../../i18n/t.svelte.ts';
import type { MessageKey } from '../../i18n/translate.ts';

export const CELL_TYPES: readonly CellType[] = ['number', 'money', 'percent', 'date', 'datetime', 'boolean', 'category', 'id', 'text'];
export const DATE_ORDERS: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];
export const EPOCHS: readonly Epoch[] = ['excel-1900', 'excel-1904', 'unix-seconds', 'unix-millis'];
const CURRENCIES: readonly string[] = ['CNY', 'USD', 'EUR', 'GBP', 'JPY', 'HKD', 'TWD', 'SGD', 'AUD', 'CAD', 'CHF', 'INR', 'KRW'];

/** Currencies to choose from; another one found in the file is added. */
export function unitsOffered(found?: string): readonly string[] {
  return found === undefined || found === '%' || CURRENCIES.includes(found) ? CURRENCIES : [found, ...CURRENCIES];
}

/** Separators offered by name; another one found in the file is added as it is. */
export const DELIMITERS: readonly string[] = [',', ';', '\t', '|'];

/** What quotation marks mean, each choice with its words. */
export const QUOTINGS: readonly { quote: Quote; escape: Escape; key: MessageKey }[] = [
  { quote: '"', escape: 'doubled', key: 'reading.quotes-double' },
  { quote: '"', escape: 'backslash', key: 'reading.quotes-double-backslash' },
  { quote: "'", escape: 'doubled', key: 'reading.quotes-single' },
  { quote: "'", escape: 'backslash', key: 'reading.quotes-single-backslash' },
  { quote: 'none', escape: 'doubled', key: 'reading.quotes-none' },
];

export function delimiterWords(delimiter: string): string {
  switch (delimiter) {
    case ',':
      return t('data.delimiter-comma');
    case ';':
      return t('data.delimiter-semicolon');
    case '\t':
      return t('data.delimiter-tab');
    case '|':
      return t('data.delimiter-pipe');
    case ' ':
      return t('reading.delimiter-blanks');
    default:
      return t('data.delimiter-other', { mark: delimiter });
  }
}

/**
 * A cell of the preview as it was read. The first five values of a column hold every filled cell of the first five
 * rows, so the reading is looked up, not made a second time.
 */
export function cellAsRead(column: ColumnReport, raw: string): string {
  const at = column.firstRaw.indexOf(raw);
  return at >= 0 ? column.firstRead[at] : raw;
}

/** A number written with other zeros is still the same to the eye. */
export function readsOtherwise(type: CellType, raw: string, read: string): boolean {
  return read !== raw && !(isNumeric(type) && Number(raw) === Number(read));
}

export function isNumeric(type: CellType): boolean {
  return type === 'number' || type === 'money' || type === 'percent';
}

export function isDated(type: CellType): boolean {
  return type === 'date' || type === 'datetime';
}
