/** Training in the built app: the network runs on WebAssembly in its worker, a stopped training changes nothing. */
import { ordersFile } from '../bench/make-orders.ts';
import { bringFile, goTo, openApp, readReport, trySample, waitForList, words, type Lang } from '../browser/journey.ts';
import { countStored } from '../browser/stored-records.ts';
import { expect, test } from './guarded.ts';

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`a neural network is trained with WebAssembly in the worker and judged beside the others (${lang})`, async ({ page }) => {
    await openApp(page, './', lang);
    await trySample(page, lang);
    const candidates = (await readReport(page, lang)).model?.candidates ?? [];
    expect(candidates.map(({ algorithm }) => algorithm)).toEqual(
      expect.arrayContaining(['baseline', 'rule', 'logistic', 'tree', 'neural']),
    );
    expect(candidates.filter(({ failed }) => failed !== undefined)).toEqual([]);
    const loss = (algorithm: string): number => Math.min(...candidates.filter((one) => one.algorithm === algorithm).map((one) => one.loss));
    expect(loss('neural'), 'it has learned something').toBeLessThan(loss('baseline'));

    const learner = page.workers().find((worker) => worker.url().includes('learn'));
    const loads = await learner?.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loads?.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);

    await goTo(page, 'model');
    const row = page.getByRole('row', { name: new RegExp(words(lang, 'today.algorithm-neural'), 'i') });
    await expect(row).toBeVisible();
    await expect(row).not.toContainText(words(lang, 'model.failed'));
  });
}

test('the same data and seed give the same model', async ({ page }) => {
  await openApp(page, './', 'en');
  await trySample(page, 'en');
  const first = (await readReport(page, 'en')).model;
  await goTo(page, 'model');
  await page.getByRole('button', { name: words('en', 'model.trainAgain') }).click();
  await expect.poll(async () => (await countStored(page)).model).toBe(2);
  await expect(page.getByRole('progressbar')).toBeHidden();
  const second = (await readReport(page, 'en')).model;
  expect(second?.id).not.toBe(first?.id);
  const learned = (model: typeof first) => ({
    ...model,
    ...{ id: '', createdAt: 0, millis: 0 },
    candidates: model?.candidates.map((one) => ({ ...one, millis: 0 })),
  });
  expect(learned(second)).toEqual(learned(first));
});

test('a stopped training keeps the former model and its list, and the next one goes through', async ({ page }) => {
  await openApp(page, './', 'en');
  await bringFile(page, 'en', ordersFile(120_000));
  await waitForList(page);
  const before = await readReport(page, 'en');
  const stored = await countStored(page);
  await goTo(page, 'model');
  const again = page.getByRole('button', { name: words('en', 'model.trainAgain') });
  await again.click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: words('en', 'common.cancel') }).click();
  await expect(page.getByText(words('en', 'model.stoppedKept'))).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(again).toBeEnabled();
  expect(await countStored(page), 'nothing was written').toEqual(stored);
  const after = await readReport(page, 'en');
  expect(after.model?.id).toBe(before.model?.id);
  expect(after.list).toEqual(before.list);

  await goTo(page, 'model');
  await again.click();
  await expect.poll(async () => (await countStored(page)).model, { timeout: 60_000 }).toBe(stored.model + 1);
});
