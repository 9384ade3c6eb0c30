/** The built app in a fresh browser, and how long its own calls took there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { serveBuiltApp } from '../browser/built-app.ts';
import { bringFile, openApp, watchPage, type Watch } from '../browser/journey.ts';
import { startKillableBrowser } from '../browser/killable-browser.ts';

export async function withBrowser<T>(use: (page: Page, pid: number) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'regulars-bench-'));
  const browser = await startKillableBrowser(profile);
  try {
    return await use(browser.page, browser.pid);
  } finally {
    await browser.kill();
    rmSync(profile, { recursive: true, force: true });
  }
}

export async function withApp<T>(use: (url: string) => Promise<T>): Promise<T> {
  const app = await serveBuiltApp();
  try {
    return await use(app.url);
  } finally {
    await app.stop();
  }
}

export const LONG = 300_000;

/** The Data screen, after all that a first visit fetches for later, offline use: that is no part of an import. */
export async function openData(page: Page, url: string): Promise<Watch> {
  const watch = await watchPage(page, url);
  await openApp(page, url, 'en', 'data');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await sleep(500);
  return watch;
}

/** Brings a file with what is pre-filled and waits until it is kept. */
export async function keepFile(page: Page, path: string): Promise<void> {
  await bringFile(page, 'en', path, { timeout: LONG });
  await page.waitForFunction(() => performance.getEntriesByName('keep').length > 0, undefined, { timeout: LONG });
}

/** Milliseconds that these calls of the workers took, together; people's clicks do not count. */
export async function callMillis(page: Page, names: readonly string[]): Promise<number> {
  return page.evaluate(
    (wanted) =>
      performance
        .getEntriesByType('measure')
        .filter(({ name }) => wanted.includes(name))
        .reduce((sum, { duration }) => sum + duration, 0),
    names,
  );
}
