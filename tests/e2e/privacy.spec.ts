import { contentSecurityPolicy, securityHeaders } from '../../src/privacy/headers.ts';
import { goTo, openApp, trySample, words } from '../browser/journey.ts';
import { countStored, wrappedKey } from '../browser/stored-records.ts';
import { expect, test } from './guarded.ts';

test('every file is sent with the documented headers', async ({ request, baseURL }) => {
  const page = await request.get(baseURL ?? '');
  const paths = [...(await page.text()).matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, path]) => path);
  expect(paths.length).toBeGreaterThan(2);
  for (const path of ['./', './sw.js', ...paths]) {
    const headers = (await request.get(path)).headers();
    for (const [name, value] of Object.entries(securityHeaders())) expect(headers[name.toLowerCase()], `${name} of ${path}`).toBe(value);
  }
  expect(contentSecurityPolicy()).toContain("connect-src 'self'");
});

test('the self-test shows that the browser refuses to send from the page and from both workers', async ({ page, expectErrors, watch }) => {
  expectErrors.value = true; // the refused send is reported as an error and a violation: that is the point
  await openApp(page, './', 'en', 'privacy');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  });
  await page.getByRole('button', { name: words('en', 'privacy.verify') }).click();
  for (const check of ['policy', 'send', 'loads', 'offline'])
    await expect(page.locator(`[data-check="${check}"]`), check).toHaveAttribute('data-passed', 'true');
  await expect(page.getByText(words('en', 'privacy.allPassed'))).toBeVisible();
  const send = page.locator('[data-check="send"]');
  await send.getByText(words('en', 'privacy.evidence')).click();
  await expect(send.locator('dt')).toHaveText([
    words('en', 'privacy.where-page'),
    words('en', 'privacy.where-data-worker'),
    words('en', 'privacy.where-learn-worker'),
  ]);
  const refused = `${words('en', 'privacy.refusedBy')}connect-src)`;
  await expect(send.locator('dd')).toHaveText([refused, refused, refused]);
  expect(watch.otherOrigins.filter((url) => !url.startsWith('https://example.com'))).toEqual([]);
  watch.otherOrigins.length = 0;
});

test('each export is logged once', async ({ page }) => {
  await openApp(page, './', 'en');
  await trySample(page, 'en');
  for (const exports of [1, 2]) {
    await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: words('en', 'today.exportCsv') })
        .first()
        .click(),
    ]);
    await goTo(page, 'privacy');
    await expect(page.locator('[data-exit="csv"]')).toHaveCount(exports);
    await expect(page.locator('[data-exit]')).toHaveCount(exports);
    await goTo(page, 'today');
  }
});

test('erasing everything leaves no record and no key that opens what was there', async ({ page }) => {
  await openApp(page, './', 'en');
  await trySample(page, 'en');
  const before = await countStored(page);
  expect(before).toMatchObject({ keys: 1, manifests: 1, dataset: 1, model: 1, run: 1 });
  const key = await wrappedKey(page);
  await goTo(page, 'privacy');
  const ask = page.getByRole('button', { name: words('en', 'privacy.eraseButton') });
  const answer = page.getByLabel(words('en', 'privacy.eraseType'));
  const go = page.getByRole('button', { name: words('en', 'privacy.eraseGo'), exact: true });

  await ask.click();
  await expect(go).toBeDisabled();
  await answer.fill(words('en', 'data.sampleName'));
  await go.click();
  await page.getByRole('button', { name: words('en', 'privacy.eraseStop') }).click();
  await expect(page.getByText(words('en', 'privacy.eraseKept'))).toBeVisible();
  expect(await countStored(page), 'there are ten seconds to think').toEqual(before);

  await ask.click();
  await answer.fill(words('en', 'data.sampleName'));
  await go.click();
  await expect(page.getByText(words('en', 'privacy.erasedTitle'))).toBeVisible();
  const { keys, ...rest } = await countStored(page);
  expect(Object.values(rest).filter((count) => count > 0)).toEqual([]);
  // The app stands open on an empty vault with a key of its own; what opened the old one is gone.
  expect(keys).toBeLessThanOrEqual(1);
  expect(await wrappedKey(page)).not.toBe(key);

  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await goTo(page, 'today');
  await expect(page.getByRole('button', { name: words('en', 'today.startSample') }), 'a first visit again, not a loss').toBeVisible();
});
