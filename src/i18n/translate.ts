/**
 * Texts by key. `{n}` is filled in (numbers in the language's own spelling), `{n|customer|customers}` chooses by
 * plural rule and prints only the chosen word. A key or parameter that is missing does not compile.
 */
import type { en } from './en/all.ts';

export type Lang = 'en' | 'zh';
export const LANGS: readonly Lang[] = ['en', 'zh'];

type English = typeof en;
export type MessageKey = { [S in keyof English & string]: `${S}.${keyof English[S] & string}` }[keyof English & string];
type TextOf<K extends MessageKey> = K extends `${infer S}.${infer R}`
  ? S extends keyof English
    ? R extends keyof English[S]
      ? English[S][R]
      : never
    : never
  : never;
type NameOf<Inside extends string> = Inside extends `${infer Name}|${string}` ? Name : Inside;
type NamesIn<Text> = Text extends `${string}{${infer Inside}}${infer Rest}` ? NameOf<Inside> | NamesIn<Rest> : never;
export type Params = Readonly<Record<string, string | number>>;
export type ParamsOf<K extends MessageKey> = [NamesIn<TextOf<K>>] extends [never]
  ? []
  : [Readonly<Record<NamesIn<TextOf<K>>, string | number>>];

const LOCALES: Record<Lang, string> = { en: 'en-GB', zh: 'zh-CN' };
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
/** One language is a fifth of the first download: each comes when it is wanted, what the first screen says before the rest. */
const LOADERS: Record<Lang, { first: () => Promise<Texts>; rest: () => Promise<Texts> }> = {
  en: { first: async () => (await import('./en/first.ts')).first, rest: async () => (await import('./en/rest.ts')).rest },
  zh: { first: async () => (await import('./zh/first.ts')).first, rest: async () => (await import('./zh/rest.ts')).rest },
};
const loaded: Record<Lang, { first?: Texts; rest?: Texts }> = { en: {}, zh: {} };
const numberFormats = new Map<Lang, Intl.NumberFormat>();
const pluralRules = new Map<Lang, Intl.PluralRules>();

/** To be awaited before the first screen speaks a language. */
export async function loadFirstTexts(lang: Lang): Promise<void> {
  loaded[lang].first ??= await LOADERS[lang].first();
}

/** To be awaited before any other screen does. */
export async function loadTexts(lang: Lang): Promise<void> {
  await loadFirstTexts(lang);
  loaded[lang].rest ??= await LOADERS[lang].rest();
}

/** BCP 47 tag used with `Intl` and on `<html lang>`. */
export function localeOf(lang: Lang): string {
  return LOCALES[lang];
}

function numberText(lang: Lang, value: number): string {
  let format = numberFormats.get(lang);
  if (!format) numberFormats.set(lang, (format = new Intl.NumberFormat(LOCALES[lang], { maximumFractionDigits: 2 })));
  return format.format(value);
}

function isOne(lang: Lang, value: number): boolean {
  let rules = pluralRules.get(lang);
  if (!rules) pluralRules.set(lang, (rules = new Intl.PluralRules(LOCALES[lang])));
  return rules.select(value) === 'one';
}

/** For keys that are put together at run time (error codes, facts): parameters are not checked by the compiler. */
export function translateKey(lang: Lang, key: MessageKey, params: Params = {}): string {
  const dot = key.indexOf('.');
  const section = key.slice(0, dot);
  const { first, rest } = loaded[lang];
  const text = (first?.[section] ?? rest?.[section])?.[key.slice(dot + 1)] ?? key;
  return text.replace(/\{([^{}]+)\}/g, (whole, inside: string) => {
    const [name, one, other] = inside.split('|');
    const value = params[name];
    if (value === undefined) return whole;
    if (one !== undefined) return isOne(lang, Number(value)) ? one : (other ?? one);
    return typeof value === 'number' ? numberText(lang, value) : value;
  });
}

export function translate<K extends MessageKey>(lang: Lang, key: K, ...params: ParamsOf<K>): string {
  return translateKey(lang, key, params[0] as Params | undefined);
}
