import { contentSecurityPolicy, securityHeaders } from '../../src/privacy/headers.ts';
import { goTo, openApp, trySample, words } from '../browser/journey.ts';
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

test('the self-test tries to send and shows the browser’s refusal', async ({ page, expectErrors, watch }) => {
  expectErrors.value = true; // the refused send is reported as an error and a violation: that is the point
  await openApp(page, './', 'en', 'privacy');
  await page
    .getByRole('button', { name: words('en', 'privacy.verify') })
    .first()
    .click();
  await expect(page.locator('[data-check="send"]')).toHaveAttribute('data-passed', 'true');
  await expect(page.locator('[data-check="loads"]')).toHaveAttribute('data-passed', 'true');
  expect(watch.otherOrigins.filter((url) => !url.startsWith('https://example.com'))).toEqual([]);
  watch.otherOrigins.length = 0;
});

test('an export is logged once, and erasing leaves nothing behind', async ({ page }) => {
  await openApp(page, './', 'en');
  await trySample(page, 'en');
  await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: words('en', 'today.exportCsv') })
      .first()
      .click(),
  ]);
  await goTo(page, 'privacy');
  await expect(page.locator('[data-exit]')).toHaveCount(1);
});
