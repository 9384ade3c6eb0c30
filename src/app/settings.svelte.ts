/**
 * How the page looks and answers: language, theme, single-key shortcuts. Nothing about anybody, so it is kept in
 * localStorage, where it is at hand before the store is open.
 */
import { LANGS, loadFirstTexts, loadTexts, localeOf, translate, type Lang } from '../i18n/translate.ts';
import { lang, setLang } from '../i18n/t.svelte.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

const PREFIX = 'regulars.';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Private windows may refuse localStorage: the choice then lasts as long as the page. */
function remembered(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Not kept; nothing else depends on it.
  }
}

const state = $state<{ theme: Theme; density: Density; shortcuts: boolean }>({
  theme: THEMES.find((theme) => theme === remembered('theme')) ?? 'system',
  density: remembered('density') === 'compact' ? 'compact' : 'comfortable',
  shortcuts: remembered('shortcuts') !== 'off',
});

export const settings = {
  get theme(): Theme {
    return state.theme;
  },
  set theme(theme: Theme) {
    state.theme = theme;
    remember('theme', theme);
    showTheme();
  },
  get density(): Density {
    return state.density;
  },
  set density(density: Density) {
    state.density = density;
    remember('density', density);
    showTheme();
  },
  /** Keys without a modifier (WCAG 2.1.4: they can be switched off). */
  get shortcuts(): boolean {
    return state.shortcuts;
  },
  set shortcuts(on: boolean) {
    state.shortcuts = on;
    remember('shortcuts', on ? 'on' : 'off');
  },
};

function showTheme(): void {
  const root = document.documentElement;
  if (state.theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = state.theme;
  if (state.density === 'compact') root.dataset.density = 'compact';
  else delete root.dataset.density;
}

/** The remembered language, else the first of the browser's that we speak. */
export function preferredLanguage(stored: string | null, wanted: readonly string[]): Lang {
  const known = LANGS.find((candidate) => candidate === stored);
  if (known) return known;
  for (const tag of wanted) {
    const match = LANGS.find((candidate) => tag.toLowerCase().split('-')[0] === candidate);
    if (match) return match;
  }
  return 'en';
}

/** Puts language and theme on the page before anything is drawn. */
export async function applySettings(): Promise<void> {
  showTheme();
  const preferred = preferredLanguage(remembered('lang'), navigator.languages);
  await loadFirstTexts(preferred);
  showLanguage(preferred);
}

function showLanguage(next: Lang): void {
  setLang(next);
  document.documentElement.lang = localeOf(next);
}

/** Switches every text in place; `<html lang>` follows, and so does the title. */
export async function changeLanguage(next: Lang): Promise<void> {
  await loadTexts(next);
  showLanguage(next);
  remember('lang', next);
}

/** The tab's title: never a name or a number from the data. */
export function showTitle(screenTitle: string): void {
  document.title = `${screenTitle} · ${translate(lang(), 'common.appName')}`;
}

/** Whether something was kept here once: an empty store is then a loss, not a first visit. */
export function rememberKept(kept: boolean): void {
  remember('kept', kept ? 'yes' : 'no');
}

export function wasKept(): boolean {
  return remembered('kept') === 'yes';
}
