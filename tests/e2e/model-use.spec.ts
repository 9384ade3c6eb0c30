/** A model saved, brought back from its file and put to work; and files that are no models, refused in words. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { goTo, openApp, readReport, trySample, words, type Lang } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

async function advanced(page: Page, lang: Lang): Promise<void> {
  await goTo(page, 'model');
  await page.getByRole('radio', { name: words(lang, 'model.advanced') }).check({ force: true });
}

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`a model goes out as a file and comes back to work (${lang})`, async ({ page }) => {
    await openApp(page, './', lang);
    await trySample(page, lang);
    const first = await readReport(page, lang);
    await advanced(page, lang);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: words(lang, 'model.take-json'), exact: true }).click(),
    ]);
    const json = readFileSync(await download.path());
    // The file input behind it has the same name.
    const bring = page.locator('button').and(page.getByRole('button', { name: words(lang, 'model.bring'), exact: true }));
    const give = async (buffer: Buffer) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), bring.press('Enter')]);
      await chooser.setFiles({ name: 'model.json', mimeType: 'application/json', buffer });
    };

    await give(json.subarray(0, json.length >> 1));
    await expect(page.getByRole('alert')).toContainText(words(lang, 'errors.bad-model'));
    await give(Buffer.from(json.toString().replace('"version": 1', '"version": 99')));
    await expect(page.getByRole('alert')).toContainText(words(lang, 'errors.newer-model'));

    await give(json);
    await expect(page.getByText(words(lang, 'model.brought'))).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: words(lang, 'model.useAgainOf') })).toHaveCount(1);
    await expect(page.getByRole('alert')).toHaveCount(0);
    const second = await readReport(page, lang);
    expect(second.model?.id).not.toBe(first.model?.id);
    expect(second.list.map(({ id }) => id)).toEqual(first.list.map(({ id }) => id));
  });
}
