/** A draft opens in the mail program and the app stays where it was: links out are `mailto:` and `tel:`, nothing else. */
import { openApp, trySample, words } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

test('opening a draft hands it to the mail program, keeps the page, and is logged', async ({ page }) => {
  const launched: string[] = [];
  page.on('console', (message) => {
    const match = /Launched external handler for '([^']+)'/.exec(message.text());
    if (match) launched.push(match[1]);
  });
  await openApp(page, './', 'en');
  await trySample(page, 'en');
  const row = page.locator('[data-list-row]').filter({ has: page.getByRole('button', { name: /^Write an e-mail/ }) });
  await row.first().getByRole('button', { name: /^Write an e-mail/ }).click(); // prettier-ignore
  const address = page.url();
  await page.getByRole('dialog').getByText(words('en', 'today.openMail')).click();
  await expect.poll(() => launched.some((url) => url.startsWith('mailto:'))).toBe(true);
  expect(page.url()).toBe(address);
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-list-row]')).toHaveCount(20);
  await expect(page.getByText(/1 export today/)).toBeVisible();
});
