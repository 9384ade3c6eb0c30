/** Files that come by themselves: several at once, shared to the app, found in a watched folder. */
import type { Page } from '@playwright/test';
import { bringFile, goTo, openApp, openFileInput, sentence, waitForList, words } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);

/** 80 customers; month `m` has 120 orders of its own. */
function month(m: number): string {
  const rows = Array.from(
    { length: 120 },
    (_, i) => `A${m * 1000 + i},${day(m * 30 + ((i * 7) % 30))},C${1000 + ((i * 11 + m) % 80)},${10 + (i % 23)}.00`,
  );
  return ['order,date,customer,amount', ...rows, ''].join('\n');
}
const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const button = (page: Page, key: Parameters<typeof words>[1]) => page.getByRole('button', { name: words('en', key) }).first();

test('several files chosen at once: the first is confirmed, the others of its shape go the same way, another shape is asked about', async ({
  page,
}) => {
  await openApp(page, './', 'en');
  const input = await openFileInput(page, 'en');
  await input.setInputFiles([
    file('jan.csv', month(0)),
    file('feb.csv', month(1)),
    file('mar.csv', month(2)),
    file('people.csv', 'id,age,left\n1,30,yes\n2,40,no\n3,50,no\n'),
  ]);
  await expect(page.getByText(await sentence('en', 'collect.queueTitle', { n: 1, total: 4 }))).toBeVisible();
  await button(page, 'data.continueMatch').click();
  await button(page, 'data.continueCheck').click();
  await button(page, 'data.keepAndLearn').click();
  await expect(page.getByText(await sentence('en', 'collect.queueTitle', { n: 2, total: 4 }))).toBeVisible();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/queue-en-1280.png` });
  await button(page, 'collect.chain').click();
  // The people have other columns: they are asked about, the orders are all in.
  await expect(page.getByText(await sentence('en', 'data.readTitle', { file: 'people.csv' }))).toBeVisible();
  await expect(page.getByText(await sentence('en', 'collect.chained', { name: 'jan', rows: 360, files: 3 })).first()).toBeVisible();
});

test('a file shared to the app is kept by the service worker, taken once, and no server sees it', async ({ page }) => {
  await page.goto('./#/today');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  });
  const status = await page.evaluate(async (text) => {
    const form = new FormData();
    form.append('files', new File([text], 'shared.csv', { type: 'text/csv' }));
    const answer = await fetch('./share', { method: 'POST', body: form, redirect: 'manual' });
    return answer.type;
  }, month(0));
  // The preview server would answer 404 to a POST; the service worker answers with a way to the Data screen.
  expect(status).toBe('opaqueredirect');
  await page.goto('about:blank');
  await page.goto('./');
  await expect(page.getByText(await sentence('en', 'data.readTitle', { file: 'shared.csv' }))).toBeVisible();
  expect(await page.evaluate(() => caches.has('shared-files'))).toBe(false);
});

/** The picker cannot be clicked by a script: in its place the test hands out a folder of the browser's own file system. */
async function withFolder(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const pick = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('shop', { create: true });
    Object.assign(globalThis, { showDirectoryPicker: pick });
  });
}

async function put(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    async ([fileName, content]) => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('shop', { create: true });
      const writer = await (await folder.getFileHandle(fileName, { create: true })).createWritable();
      await writer.write(content);
      await writer.close();
    },
    [name, text],
  );
}

test('a watched folder says what is new, brings it in by the recipe, and is watched again after a reload', async ({ page }) => {
  await withFolder(page);
  await openApp(page, './', 'en');
  await bringFile(page, 'en', file('jan.csv', month(0)));
  await waitForList(page);
  await put(page, 'jan.csv', month(0));
  await put(page, 'feb.csv', month(1));
  await goTo(page, 'data');
  await button(page, 'collect.folderChoose').click();
  const card = page.locator('section.card').filter({ hasText: await sentence('en', 'collect.folderWatched', { name: 'shop' }) });
  // January was brought in by hand before: its content is known.
  await expect(card.getByRole('listitem')).toHaveText(['feb.csv']);
  await expect(card.getByText(/^1 file is new since /)).toBeVisible();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/folder-en-1280.png` });
  await button(page, 'collect.folderBring').click();
  await waitForList(page);
  await goTo(page, 'data');
  await expect(page.getByText(await sentence('en', 'data.keptFacts', { rows: 240, customers: 80 }))).toBeVisible();
  await expect(card.getByText(words('en', 'collect.folderQuiet'))).toBeVisible();

  await put(page, 'mar.csv', month(2));
  await page.reload();
  await goTo(page, 'data');
  await expect(card.getByRole('listitem')).toHaveText(['mar.csv']);
  await card.getByRole('button', { name: words('en', 'collect.folderLeave') }).click();
  await expect(card.getByText(words('en', 'collect.folderQuiet'))).toBeVisible();
});

test('where the browser cannot watch, it says what to do instead', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showDirectoryPicker'));
  await openApp(page, './', 'en', 'data');
  await expect(page.getByText(words('en', 'collect.folderNone'))).toBeVisible();
});
