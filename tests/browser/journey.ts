/** The owner's journey through the app's own screens: by role and by the words on the page, in either language. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { RunReport } from '../../src/app/run-report.ts';
import { en } from '../../src/i18n/en/all.ts';
import { loadTexts, translate, type Lang, type MessageKey, type ParamsOf } from '../../src/i18n/translate.ts';
import { zh } from '../../src/i18n/zh/all.ts';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

export type { Lang, RunReport };

/** Words of the page. Keys with parameters are matched up to the first one. */
export function words(lang: Lang, key: MessageKey): string {
  const texts: Record<string, Record<string, string>> = lang === 'zh' ? zh : en;
  const dot = key.indexOf('.');
  return texts[key.slice(0, dot)][key.slice(dot + 1)].split('{')[0].trim();
}

/** A text of the page with its parameters filled in. */
export async function sentence<K extends MessageKey>(lang: Lang, key: K, ...params: ParamsOf<K>): Promise<string> {
  await loadTexts(lang);
  return translate(lang, key, ...params);
}

/** Everything a run must not do: other origins, policy violations, uncaught errors; and its longest tasks. */
export interface Watch {
  otherOrigins: string[];
  errors: string[];
  longTasks(): Promise<number[]>;
  /** Runs `action` (a screenshot, say) and leaves its long tasks out. */
  unwatched(action: () => Promise<void>): Promise<void>;
  violations(): Promise<string[]>;
}

export async function watchPage(page: Page, origin: string): Promise<Watch> {
  const otherOrigins: string[] = [];
  const errors: string[] = [];
  page.context().on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob|about|chrome|mailto|tel):/.test(url) && !url.startsWith(origin)) otherOrigins.push(url);
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { longTasks: number[]; ignored: [number, number][]; violations: string[] };
    seen.longTasks = [];
    seen.ignored = [];
    seen.violations = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        if (!seen.ignored.some(([from, to]) => startTime < to && startTime + duration > from)) seen.longTasks.push(Math.round(duration));
      }
    }).observe({ type: 'longtask', buffered: true });
    addEventListener('securitypolicyviolation', (event: Event & { violatedDirective?: string; blockedURI?: string }) =>
      seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  // Nothing is there on a page that was never led anywhere.
  const read = <T>(name: 'longTasks' | 'violations') =>
    page.evaluate((key) => ((globalThis as unknown as Record<string, unknown>)[key] ?? []) as T[], name);
  return {
    otherOrigins,
    errors,
    longTasks: () => read<number>('longTasks'),
    violations: () => read<string>('violations'),
    unwatched: async (action) => {
      const from = await page.evaluate(() => performance.now());
      await page.evaluate((start) => (globalThis as unknown as { ignored: [number, number][] }).ignored.push([start, Infinity]), from);
      await action();
      // What the action set off (a relayout) is over after two frames.
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 100)))),
      );
      await page.evaluate(() => {
        const { ignored } = globalThis as unknown as { ignored: [number, number][] };
        ignored[ignored.length - 1][1] = performance.now();
      });
    },
  };
}

/** Opens the app in a language, at a screen ('today', 'data' ...). */
export async function openApp(page: Page, url: string, lang: Lang, screen = 'today'): Promise<void> {
  await page.goto(`${url}#/${screen}`);
  await reach(page, 'html[lang]');
  const tag = await page.evaluate(() => document.documentElement.lang);
  if (tag.startsWith('zh') !== (lang === 'zh')) await chooseLanguage(page, lang);
  await reach(page, 'h1');
}

/**
 * What `find`, run in the page, finds: one cheap look every 50 ms until there is something. The first locator of a page takes 30 ms
 * to be set up and one by role walks the whole page at each look, all on the very thread whose longest task is measured.
 */
async function look<Arg, Found>(
  page: Page,
  what: string,
  find: (arg: Arg) => Found | undefined,
  arg: Arg,
  timeout = 30_000,
): Promise<NonNullable<Found>> {
  for (const end = Date.now() + timeout; ; await page.waitForTimeout(50)) {
    // Playwright's types unwrap handles, of which there are none here.
    const found = (await page.evaluate(find as (arg: unknown) => unknown, arg)) as Found | undefined;
    if (found) return found;
    if (Date.now() > end) throw new Error(`No ${what} after ${timeout} ms`);
  }
}

async function reach(page: Page, selector: string, timeout?: number): Promise<void> {
  await look(page, selector, (wanted) => document.querySelector(wanted) !== null || undefined, selector, timeout);
}

export async function chooseLanguage(page: Page, lang: Lang): Promise<void> {
  const choice = `header input[type=radio][value=${lang}]`;
  await reach(page, choice);
  await page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.click(), choice);
  await reach(page, `html[lang^=${lang}]`);
}

export async function goTo(page: Page, screen: string): Promise<void> {
  await page.evaluate((name) => (location.hash = `#/${name}`), screen);
  await reach(page, 'h1');
}

/** The sample, all by itself, until the list is there. */
export async function trySample(page: Page, lang: Lang): Promise<void> {
  await press(page, words(lang, 'today.startSample'));
  await waitForList(page);
}

export async function waitForList(page: Page, timeout = 120_000): Promise<void> {
  await reach(page, '[data-list-row]', timeout);
}

/** The Data screen with its file input at hand; where a customer base is kept already, it is asked for. */
export async function openFileInput(page: Page, lang: Lang): Promise<Locator> {
  await goTo(page, 'data');
  const next = words(lang, 'data.bringNext');
  const found = await look(
    page,
    'file input',
    (name) => {
      if (document.querySelector('input[type=file]')) return 'input';
      return [...document.querySelectorAll('button')].some((button) => button.textContent.trim() === name) ? 'button' : undefined;
    },
    next,
  );
  if (found === 'button') await press(page, next);
  return page.locator('input[type=file]').first();
}

/** Gives a file input a file; a path goes through the browser's own protocol, which takes any size. */
export async function chooseFile(
  page: Page,
  selector: string,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await reach(page, selector);
  if (typeof file !== 'string') return page.locator(selector).first().setInputFiles(file);
  const protocol = await page.context().newCDPSession(page);
  const { root } = await protocol.send('DOM.getDocument', { depth: 0 });
  const { nodeId } = await protocol.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  await protocol.send('DOM.setFileInputFiles', { nodeId, files: [resolve(file)] });
  await protocol.detach();
}

export interface BringChoice {
  /** Column to predict, for a table of customers. */
  target?: string;
  /** Called at each resting stage, for screenshots. */
  at?: (stage: 'read-back' | 'match' | 'check') => Promise<void>;
  timeout?: number;
}

/** The first of these buttons that can be pressed; what an alert says instead is thrown. */
async function reachButton(page: Page, names: readonly string[], timeout: number): Promise<string> {
  const found = await look(
    page,
    `button ${names.join(' or ')}`,
    (wanted) => {
      for (const button of document.querySelectorAll('button')) {
        const name = wanted.find((start) => button.textContent.trim().startsWith(start));
        if (name !== undefined && !button.disabled && button.checkVisibility()) return { name };
      }
      const refused = document.querySelector<HTMLElement>('[role=alert]')?.innerText;
      return refused ? { refused } : undefined;
    },
    names,
    timeout,
  );
  if (found.refused !== undefined) throw new Error(`Refused: ${found.refused.replaceAll('\n', ' ')}`);
  return found.name ?? '';
}

/** Presses a button with the mouse, once it can be pressed and stands still. */
export async function press(page: Page, name: string, timeout = 30_000): Promise<void> {
  await reachButton(page, [name], timeout);
  let place = '';
  for (let before = ' '; place !== before; await page.waitForTimeout(40)) {
    before = place;
    place = await page.evaluate((wanted) => {
      const button = [...document.querySelectorAll('button')].find(
        (one) => one.textContent.trim().startsWith(wanted) && !one.disabled && one.checkVisibility(),
      );
      const box = button?.getBoundingClientRect();
      if (!button || !box) return '';
      if (box.top < 0 || box.bottom > innerHeight) button.scrollIntoView({ block: 'center', behavior: 'instant' });
      return `${box.x + box.width / 2} ${box.y + box.height / 2}`;
    }, name);
  }
  const [x, y] = place.split(' ').map(Number);
  await page.mouse.click(x, y);
}

/** Brings a file and accepts what is pre-filled. The lone-quote card is answered with "treat quotes as text". */
export async function bringFile(
  page: Page,
  lang: Lang,
  path: string | { name: string; mimeType: string; buffer: Buffer },
  choice: BringChoice = {},
): Promise<void> {
  const timeout = choice.timeout ?? 120_000;
  const names = (keys: readonly MessageKey[]) => keys.map((key) => words(lang, key));
  const reach = (...keys: MessageKey[]): Promise<string> => reachButton(page, names(keys), timeout);
  await openFileInput(page, lang);
  await chooseFile(page, 'input[type=file]', path);
  // The way to read a lone quote is offered inside an alert of its own.
  const asText = words(lang, 'data.quotesAsText');
  if ((await reach('data.continueMatch', 'data.quotesAsText')) === asText) await press(page, asText, timeout);
  const toMatch = words(lang, 'data.continueMatch');
  await choice.at?.('read-back');
  // What reads both ways is asked about: day first, and a point before decimals. The file is read again after each answer.
  for (const value of ['dmy', 'point']) {
    if (!(await page.evaluate((one) => document.querySelector(`input[type=radio][value=${one}]`) !== null, value))) continue;
    for (const answer of await page.locator(`input[type=radio][value=${value}]`).all()) {
      await expect(answer).toBeEnabled();
      await answer.check({ force: true });
    }
  }
  await press(page, toMatch, timeout);
  await reach('data.continueCheck');
  if (choice.target) {
    await page.getByRole('radio', { name: new RegExp(`^${words(lang, 'data.rowCustomer')}`) }).check();
    await page.getByLabel(words(lang, 'data.roleTarget'), { exact: true }).selectOption(choice.target);
  }
  await choice.at?.('match');
  await press(page, words(lang, 'data.continueCheck'), timeout);
  const keep = await reach('data.keepAndLearn', 'data.addAndLearn', 'data.keepOnly');
  await choice.at?.('check');
  await press(page, keep, timeout);
}

/** Downloads the report of the run from its screen and reads it. */
export async function readReport(page: Page, lang: Lang, saveAs?: string): Promise<RunReport> {
  await goTo(page, 'results');
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, words(lang, 'results.saveRun'))]);
  if (saveAs) await download.saveAs(saveAs);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as RunReport;
}
