/** The language of the page, as state: every `t()` in a template follows it without a reload. */
import { translate, translateKey, type Lang, type MessageKey, type Params, type ParamsOf } from './translate.ts';

const page = $state<{ lang: Lang }>({ lang: 'en' });

export function lang(): Lang {
  return page.lang;
}

export function setLang(next: Lang): void {
  page.lang = next;
}

export function t<K extends MessageKey>(key: K, ...params: ParamsOf<K>): string {
  return translate(page.lang, key, ...params);
}

/** `t` for keys that are put together at run time. */
export function tKey(key: MessageKey, params?: Params): string {
  return translateKey(page.lang, key, params);
}
