/**
 * Numbers, money, days and chances in the language's own spelling, through `Intl` only. Civil days come as days since
 * 1970-01-01 and are formatted in UTC, so that no time zone can move them.
 */
import { localeOf, translate, type Lang } from './translate.ts';

const MILLIS_A_DAY = 86_400_000;
/** Shown where there is no value. */
export const NO_DATA = '--';

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numbers(lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n ${lang} ${JSON.stringify(options)}`;
  const format = made.get(key);
  if (format instanceof Intl.NumberFormat) return format;
  const fresh = new Intl.NumberFormat(localeOf(lang), options);
  made.set(key, fresh);
  return fresh;
}

function dates(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d ${lang} ${JSON.stringify(options)}`;
  const format = made.get(key);
  if (format instanceof Intl.DateTimeFormat) return format;
  const fresh = new Intl.DateTimeFormat(localeOf(lang), options);
  made.set(key, fresh);
  return fresh;
}

/** The first formatter of each kind takes tens of milliseconds to make: one task each, to be run before somebody waits for them. */
export const formatWarmers = (lang: Lang): (() => void)[] => [() => count(lang, 0), () => bytes(lang, 0), () => longDay(lang, 0)];

/** ASCII minus becomes the minus sign. */
const withMinus = (text: string) => text.replace(/^-/, '−');

export function count(lang: Lang, n: number): string {
  return withMinus(numbers(lang, { maximumFractionDigits: 0 }).format(n));
}

/** Up to `digits` decimals, for real-valued facts. */
export function decimal(lang: Lang, n: number, digits = 1): string {
  return Number.isFinite(n) ? withMinus(numbers(lang, { maximumFractionDigits: digits }).format(n)) : NO_DATA;
}

/** 12,345 -> 12K, 1.2万: headlines only. (British English would write a small k.) */
export function compact(lang: Lang, n: number): string {
  const locale = lang === 'zh' ? 'zh-CN' : 'en-US';
  return withMinus(new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(n));
}

/** `unit` is the column's (CNY, EUR, ¥ ...); anything that is not a currency code stands in front as it is. */
export function money(lang: Lang, amount: number, unit?: string, options: { whole?: boolean } = {}): string {
  if (!Number.isFinite(amount)) return NO_DATA;
  const digits = options.whole || Math.abs(amount) >= 1000 ? 0 : 2;
  const shape = { minimumFractionDigits: Number.isInteger(amount) ? 0 : digits, maximumFractionDigits: digits } as const;
  if (unit && /^[A-Z]{3}$/.test(unit)) {
    return withMinus(numbers(lang, { style: 'currency', currency: unit, currencyDisplay: 'narrowSymbol', ...shape }).format(amount));
  }
  const text = numbers(lang, shape).format(Math.abs(amount));
  return `${amount < 0 ? '−' : ''}${unit ?? ''}${text}`;
}

/** 0.123 -> 12% */
export function percent(lang: Lang, share: number, digits = 0): string {
  return Number.isFinite(share) ? withMinus(numbers(lang, { style: 'percent', maximumFractionDigits: digits }).format(share)) : NO_DATA;
}

/** A chance as whole tenths, for dots and words. */
export function inTen(chance: number): number {
  return Math.max(0, Math.min(10, Math.round(chance * 10)));
}

/** "about 7 in 10"; the ends are never called certain. */
export function chanceWords(lang: Lang, chance: number): string {
  const tenths = inTen(chance);
  if (tenths === 0) return translate(lang, 'common.hardlyAny');
  if (tenths === 10) return translate(lang, 'common.nearlyAll');
  return translate(lang, 'common.aboutInTen', { n: tenths });
}

/** 40 to 60 %: the person knows better. */
export function isCloseCall(chance: number): boolean {
  return chance >= 0.4 && chance <= 0.6;
}

/** yyyy-MM-dd for tables, in every language. */
export function isoDay(day: number): string {
  return new Date(day * MILLIS_A_DAY).toISOString().slice(0, 10);
}

/** 5 Nov 2026, 2026年11月5日: for sentences. */
export function longDay(lang: Lang, day: number): string {
  return dates(lang, { dateStyle: lang === 'zh' ? 'long' : 'medium', timeZone: 'UTC' }).format(day * MILLIS_A_DAY);
}

/** A moment on this device's clock: 5 Nov 2026, 14:08. */
export function moment(lang: Lang, at: number): string {
  return dates(lang, { dateStyle: lang === 'zh' ? 'long' : 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(at);
}

/** The civil day of a moment on this device's clock. */
export function dayOfMoment(at: number): number {
  const local = new Date(at);
  return Math.floor(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / MILLIS_A_DAY);
}

/** 62 days, 62天 */
export function days(lang: Lang, n: number): string {
  return numbers(lang, { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 0 }).format(n);
}

/** 1.5 MB */
export function bytes(lang: Lang, n: number): string {
  const step =
    n >= 1e9
      ? ({ unit: 'gigabyte', per: 1e9 } as const)
      : n >= 1e6
        ? ({ unit: 'megabyte', per: 1e6 } as const)
        : ({ unit: 'kilobyte', per: 1e3 } as const);
  return numbers(lang, { style: 'unit', unit: step.unit, unitDisplay: 'short', maximumFractionDigits: n / step.per < 10 ? 1 : 0 }).format(
    n / step.per,
  );
}

/** 3～5 in Chinese, 3–5 in English. */
export function range(lang: Lang, low: string, high: string): string {
  return `${low}${lang === 'zh' ? '～' : '–'}${high}`;
}

/** Order of names as people expect it: pinyin for Chinese, 公司2 before 公司10. */
export function collator(lang: Lang): Intl.Collator {
  return new Intl.Collator(localeOf(lang), { numeric: true });
}
