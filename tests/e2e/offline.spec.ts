/** After one visit the server is not needed: its process is stopped, then the whole journey runs, in both languages. */
import { serveBuiltApp } from '../browser/built-app.ts';
import { goTo, openApp, readReport, trySample, watchPage, type Lang } from '../browser/journey.ts';
import { expect, test } from '@playwright/test';

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`the whole journey works with the server stopped (${lang})`, async ({ browser }) => {
    const app = await serveBuiltApp();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(app.url);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller)
        await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
    });
    await app.stop();
    const watch = await watchPage(page, app.url);
    await page.reload();
    await openApp(page, app.url, lang);
    await trySample(page, lang);
    for (const screen of ['customers', 'data', 'model', 'playbook', 'results', 'classroom', 'privacy']) await goTo(page, screen);
    const report = await readReport(page, lang);
    expect(report.list).toHaveLength(20);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(watch.otherOrigins).toEqual([]);
    expect(await watch.violations()).toEqual([]);
    expect(watch.errors).toEqual([]);
    await context.close();
  });
}
