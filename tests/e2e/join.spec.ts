/** Two tables of one shop: how they match, who is left alone, and learning from both. */
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { bringFile, goTo, openApp, readReport, sentence, waitForList, words } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);
const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** 120 customers; every second one stops after eight months. Two orders name somebody unknown. */
const ORDERS = [
  'order_id,order_date,customer_id,amount',
  ...Array.from({ length: 120 }, (_, i) =>
    Array.from(
      { length: i % 2 ? 8 : 11 },
      (_, k) => `A${i * 20 + k + 1000},${day(k * 30 + ((i * 7) % 29))},C${1000 + i},${10 + ((i + k) % 9)}.00`,
    ),
  ).flat(),
  `A9001,${day(40)},C0001,5.00`,
  `A9002,${day(90)},C0002,5.00`,
  '',
].join('\n');
/** The same people, and three who never ordered. */
const PEOPLE = [
  'customer_id,age,city,join_date',
  ...Array.from({ length: 123 }, (_, i) => `C${1000 + i},${20 + ((i * 7) % 50)},${i % 3 ? 'Rome' : 'Oslo'},${day((i * 3) % 300)}`),
  '',
].join('\n');

test('orders find their customers, orphans are handed out, and the customers’ columns become facts', async ({ page }) => {
  await openApp(page, './', 'en');
  await bringFile(page, 'en', file('people.csv', PEOPLE));
  await expect(page.getByText(words('en', 'data.keptToast')).first()).toBeVisible();
  await bringFile(page, 'en', file('orders.csv', ORDERS));
  await waitForList(page);
  await goTo(page, 'data');
  const card = page.locator('section.card').filter({ has: page.getByRole('heading', { name: words('en', 'join.title') }) });
  await card.getByLabel(words('en', 'join.other')).selectOption({ label: 'people' });
  const found = { share: '99.8%', name: 'orders', other: 'people', found: '1,140', rows: '1,142' };
  await expect(card.getByText(await sentence('en', 'join.found', found))).toBeVisible();
  await expect(
    card.getByText(await sentence('en', 'join.orphans', { n: 2, name: 'orders', other: 'people', examples: 'C0001 · C0002' })),
  ).toBeVisible();
  await expect(
    card.getByText(await sentence('en', 'join.orphans', { n: 3, name: 'people', other: 'orders', examples: 'C1120 · C1121 · C1122' })),
  ).toBeVisible();
  if (process.env.SHOTS) await card.screenshot({ path: `${process.env.SHOTS}/join-en-1280.png` });

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card.getByRole('button', { name: await sentence('en', 'join.downloadOf', { name: 'people' }) }).click(),
  ]);
  const { data } = Papa.parse<string[]>((await readFile(await download.path(), 'utf8')).slice(1), { skipEmptyLines: true });
  expect(data.map(([, customer]) => customer)).toEqual(['customer_id', 'C1120', 'C1121', 'C1122']);

  await card.getByRole('button', { name: words('en', 'join.use-customers') }).click();
  await expect(card.getByText(words('en', 'join.isUsed'))).toBeVisible();
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  if (process.env.SHOTS) await card.screenshot({ path: `${process.env.SHOTS}/join-en-360.png` });
  await page.setViewportSize({ width: 1280, height: 800 });
  await card.getByRole('button', { name: words('en', 'join.train') }).click();
  await expect(page.getByRole('progressbar').first()).toBeHidden({ timeout: 90_000 });
  await expect
    .poll(async () => JSON.stringify((await readReport(page, 'en')).model?.importance ?? {}), { timeout: 90_000 })
    .toContain('"age"');
});
