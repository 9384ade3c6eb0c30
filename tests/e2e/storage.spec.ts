/** Storage that is not there, was cleared, or was written by a newer release (reliability F13 to F17, F19). */
import { expect, test, type Page } from '@playwright/test';
import { goTo, openApp, trySample, words } from '../browser/journey.ts';
import { countStored } from '../browser/stored-records.ts';

const button = (page: Page, key: Parameters<typeof words>[1]) => page.getByRole('button', { name: words('en', key) });

for (const [name, error] of [
  ['F14 a damaged one', 'UnknownError'],
  ['F19 a private window', 'InvalidStateError'],
] as const) {
  test(`${name}: storage that does not open is said so, nothing is deleted, and the lesson still runs`, async ({ page }) => {
    await page.addInitScript((errorName) => {
      const asked = globalThis as unknown as { deletions: number };
      asked.deletions = 0;
      IDBFactory.prototype.open = () => {
        throw new DOMException('made by the test', errorName);
      };
      IDBFactory.prototype.deleteDatabase = () => {
        asked.deletions++;
        throw new DOMException('made by the test', errorName);
      };
    }, error);
    await page.goto('./#/today');
    await expect(page.getByRole('heading', { level: 1, name: words('en', 'shell.failed') })).toBeVisible();
    await expect(page.getByRole('alert').first()).toContainText(words('en', 'errors.storage-unavailable'));
    expect(await page.evaluate(() => (globalThis as unknown as { deletions: number }).deletions)).toBe(0);
    await page.goto('./#/classroom');
    await page.getByRole('group', { name: words('en', 'classroom.player') }).press('End');
    await expect(page.getByText(words('en', 'classroom.sayDone'))).toBeVisible();
  });
}

test('F15 and F17 data that the browser has cleared is called a loss, not a welcome, and the sample works again', async ({
  page,
  baseURL,
}) => {
  await openApp(page, './', 'en');
  await trySample(page, 'en');
  const cdp = await page.context().newCDPSession(page);
  await page.goto('about:blank');
  await cdp.send('Storage.clearDataForOrigin', { origin: new URL(baseURL ?? '').origin, storageTypes: 'indexeddb' });
  await openApp(page, './', 'en');
  await expect(page.getByRole('alert').first()).toContainText(words('en', 'shell.lost'));
  await trySample(page, 'en');
  await expect(page.getByText(words('en', 'shell.lost'))).toBeHidden();
});

test('F16 a browser that may clear the data by itself is called so, and a refusal to protect it is said', async ({ page }) => {
  await page.addInitScript(() => {
    StorageManager.prototype.persisted = () => Promise.resolve(false);
    StorageManager.prototype.persist = () => Promise.resolve(false);
  });
  await openApp(page, './', 'en');
  await trySample(page, 'en');
  await goTo(page, 'privacy');
  await expect(page.getByText(words('en', 'privacy.keptUnprotected'))).toBeVisible();
  await expect(page.getByText(words('en', 'privacy.protectedNow'))).toBeHidden();
  await button(page, 'privacy.askProtect').click();
  await expect(page.getByRole('status').filter({ hasText: words('en', 'privacy.protectRefused') })).toBeVisible();
});

/** What a newer release would leave: its number in the record of the keys. */
async function raiseEpoch(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('regulars');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no reason given'));
    });
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction('keys', 'readwrite');
      const keys = transaction.objectStore('keys');
      const request = keys.get('vault');
      request.onsuccess = () => {
        const record = request.result as { schemaEpoch: number };
        keys.put({ ...record, schemaEpoch: record.schemaEpoch + 1 });
      };
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error('no reason given'));
    });
    database.close();
  });
}

test('F10 and F13 a tab of an older version stops writing, and an older version does not open what a newer one wrote', async ({ page }) => {
  await openApp(page, './', 'en');
  await trySample(page, 'en');
  const before = await countStored(page);
  await raiseEpoch(page);
  await page.locator('[data-list-row]').first().getByRole('button', { name: /^Done/ }).click();
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: words('en', 'errors.stale-tab') })
      .first(),
  ).toBeVisible();
  await expect(page.locator('[data-list-row]')).toHaveCount(20);
  expect(await countStored(page)).toEqual(before);

  await page.reload();
  await expect(page.getByRole('alert').first()).toContainText(words('en', 'errors.newer-vault'));
  await goTo(page, 'data');
  await expect(button(page, 'data.useFile')).toBeHidden();
  expect(await countStored(page)).toEqual(before);
});
