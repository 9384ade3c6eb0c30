/** After one visit the server is not needed: its process is stopped, then the whole journey runs, in both languages. */
import { expect, test } from '@playwright/test';
import { serveBuiltApp } from '../browser/built-app.ts';
import { goTo, openApp, readReport, trySample, watchPage, words, type Lang } from '../browser/journey.ts';

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`the whole journey works with the server stopped (${lang})`, async ({ browser }) => {
    const app = await serveBuiltApp();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(app.url);
    const cached = await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller)
        await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
      const addresses: string[] = [];
      for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) addresses.push(url);
      return addresses;
    });
    for (const kind of ['backend-wasm', 'backend-wasm-simd'])
      expect(
        cached.filter((url) => new RegExp(`tfjs-${kind}-[^-]+\\.wasm`).test(url)),
        kind,
      ).toHaveLength(1);
    await app.stop();
    await expect(fetch(app.url), 'the server is gone').rejects.toThrow();

    const watch = await watchPage(page, app.url);
    await page.reload();
    await openApp(page, app.url, lang);
    await trySample(page, lang);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: words(lang, 'today.exportCsv') })
        .first()
        .click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    for (const screen of ['customers', 'data', 'model', 'playbook', 'results', 'privacy']) await goTo(page, screen);
    await goTo(page, 'classroom');
    await page.getByRole('group', { name: words(lang, 'classroom.player') }).press('End');
    await expect(page.getByText(words(lang, 'classroom.sayDone')).first()).toBeVisible();

    const report = await readReport(page, lang);
    expect(report.list).toHaveLength(20);
    const network = report.model?.candidates.find(({ algorithm }) => algorithm === 'neural');
    expect(network?.loss, 'the network was trained, its WebAssembly came from the offline copy').toBeLessThan(1);
    expect(network?.failed).toBeUndefined();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(watch.otherOrigins).toEqual([]);
    expect(await watch.violations()).toEqual([]);
    expect(watch.errors).toEqual([]);
    await context.close();
  });
}
