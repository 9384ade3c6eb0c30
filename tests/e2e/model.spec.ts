/** Training in the built app: the network runs on WebAssembly in its worker, a stopped training changes nothing. */
import { ordersFile } from '../bench/make-orders.ts';
import { bringFile, goTo, openApp, readReport, sentence, trySample, waitForList, words, type Lang } from '../browser/journey.ts';
import { countStored } from '../browser/stored-records.ts';
import { readFileSync } from 'node:fs';
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

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`the model answers for itself: facts, rules, more customers, money, and its test as a file (${lang})`, async ({ page }) => {
    await openApp(page, './', lang);
    await trySample(page, lang);
    const { model } = await readReport(page, lang);
    await goTo(page, 'model');
    await page.getByRole('radio', { name: words(lang, 'model.advanced') }).check({ force: true });
    const card = (key: Parameters<typeof words>[1]) => page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: words(lang, key) }) }); // prettier-ignore

    // One fact: another one is another figure, whose table has its own values.
    const acts = card('explain.factTitle');
    const figure = acts.getByRole('figure');
    await expect(figure).toBeVisible();
    const title = await figure.getByRole('heading').textContent();
    await acts.getByRole('combobox').selectOption('1');
    await expect(figure.getByRole('heading')).not.toHaveText(title ?? '');
    await acts.getByRole('button', { name: words(lang, 'common.asTable') }).click();
    await expect(acts.getByRole('table').getByRole('row')).not.toHaveCount(1);

    const rules = card('explain.rulesTitle');
    await rules.getByRole('button', { name: words(lang, 'explain.rulesAsk') }).click();
    await expect(rules.getByRole('listitem').first()).toBeVisible();

    const more = card('explain.curveTitle');
    await more.getByRole('button', { name: words(lang, 'explain.curveAsk') }).click();
    await expect(more.getByRole('figure')).toBeVisible({ timeout: 90_000 });
    await more.getByRole('button', { name: words(lang, 'common.asTable') }).click();
    await expect(more.getByRole('table').getByRole('row')).toHaveCount(6);

    // Money: 300 x 3 in 10 = 90 a success, 9 a contact: from 1 in 10 on. The matrix follows the capacity.
    const plan = card('explain.planTitle');
    const field = (key: Parameters<typeof words>[1]) => plan.getByRole('spinbutton', { name: words(lang, key) });
    await field('explain.plan-value-return').fill('300');
    await field('explain.plan-cost-return').fill('9');
    await field('explain.plan-share-return').fill('3');
    await field('explain.plan-share-return').blur();
    await expect(plan.getByText(await sentence(lang, 'explain.planBreakEven', { chance: '1' }))).toBeVisible();
    await expect(plan.getByRole('figure')).toBeVisible();
    await field('explain.planCapacity').fill('7');
    await expect(page.getByRole('heading', { name: await sentence(lang, 'model.matrixTitle', { k: 7 }) })).toBeVisible();
    await field('explain.plan-cost-return').fill('100');
    await expect(plan.getByText(words(lang, 'explain.planNever'))).toBeVisible();
    // What was typed is still there on the next visit.
    await field('explain.plan-cost-return').blur();
    await goTo(page, 'today');
    await goTo(page, 'model');
    await page.getByRole('radio', { name: words(lang, 'model.advanced') }).check({ force: true });
    await expect(field('explain.plan-cost-return')).toHaveValue('100');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: words(lang, 'explain.heldOutSave') }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(1 + (model?.split.test ?? NaN));
    const cells = lines.slice(1).map((line) => line.split(',').slice(-2).map(Number));
    if (model?.metrics.kind !== 'classification') throw new Error('a yes/no model expected');
    // The measure on the card, from the file alone.
    const right = cells.filter(([came, chance]) => came === Number(chance > 0.5)).length / cells.length;
    expect(right).toBeCloseTo(Number(model.metrics.accuracy.value), 12);
    // The report and this file are exits.
    await expect(page.locator('header').first()).toContainText('2');
  });
}

test('asking whether more customers would help can be stopped, and asked again', async ({ page }) => {
  await openApp(page, './', 'en');
  await bringFile(page, 'en', ordersFile(60_000));
  await waitForList(page);
  await goTo(page, 'model');
  await page.getByRole('radio', { name: words('en', 'model.advanced') }).check({ force: true });
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  const ask = page.getByRole('button', { name: words('en', 'explain.curveAsk') });
  await ask.click();
  await page.getByRole('progressbar', { name: words('en', 'explain.curveJob') }).waitFor();
  await page.getByRole('button', { name: words('en', 'common.cancel') }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(ask).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
