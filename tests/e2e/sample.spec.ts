import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringFile, openApp, openFileInput, readReport, sentence, trySample, waitForList, words, type Lang } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const samples = join(import.meta.dirname, '../../sample-data');
const card = (name: string) =>
  JSON.parse(readFileSync(join(samples, `${name}.json`), 'utf8')) as {
    planted: Record<'customers' | 'duplicates' | 'unreadableDates' | 'totalsRows' | 'added' | 'changed' | 'same', number>;
  };

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`the sample becomes a list of 20 people with three reasons each that add up (${lang})`, async ({ page }) => {
    await openApp(page, './', lang);
    await trySample(page, lang);
    await expect(page.locator('[data-list-row]')).toHaveCount(20);
    const report = await readReport(page, lang);
    expect(report.list).toHaveLength(20);
    for (const { chance, reasons, start, effects, otherEffect } of report.list) {
      expect(reasons).toHaveLength(3);
      expect(Math.abs(start + effects.reduce((sum, effect) => sum + effect, 0) + otherEffect - (chance ?? NaN))).toBeLessThan(1e-9);
    }
    const { planted } = card(lang === 'zh' ? 'sample-shop-zh' : 'sample-shop');
    expect(report.customers).toBe(planted.customers);
    const dropped = Object.fromEntries(report.cleaning.map(({ step, rows }) => [step, rows]));
    expect(dropped).toMatchObject({
      'drop-duplicates': planted.duplicates,
      'drop-unreadable': planted.unreadableDates,
      'drop-totals': planted.totalsRows,
    });
    const [file] = report.files;
    expect(file.records).toBe(file.imported + file.rejected + file.blank);
    expect(report.heldOut).toBeGreaterThan(0);
  });
}

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`next month’s file replays without a question, and what was marked is learned from (${lang})`, async ({ page }) => {
    await openApp(page, './', lang);
    await trySample(page, lang);
    const rows = page.locator('[data-list-row]');
    await rows.first().locator('[aria-haspopup=menu]').click();
    await page.getByRole('menuitem', { name: words(lang, 'today.cameBack') }).click();
    await expect(rows).toHaveCount(19);
    const before = await readReport(page, lang);
    const name = lang === 'zh' ? 'sample-shop-next-month-zh' : 'sample-shop-next-month';
    const { added, changed, same, totalsRows } = card(name).planted;
    const input = await openFileInput(page, lang);
    await input.setInputFiles(join(samples, `${name}.csv`));
    await page.getByRole('button', { name: words(lang, 'data.replay') }).click();
    await expect(page.getByText(await sentence(lang, 'data.upsertText', { added, changed, same }))).toBeVisible();
    await page.getByRole('button', { name: words(lang, 'data.addAndLearn') }).click();
    await waitForList(page);
    await expect.poll(async () => (await readReport(page, lang)).model?.id, { timeout: 60_000 }).not.toBe(before.model?.id);
    const after = await readReport(page, lang);
    expect(after.files).toHaveLength(2);
    expect(after.rows).toBe(before.rows + added);
    expect(after.cleaning).toContainEqual(expect.objectContaining({ step: 'drop-totals', rows: totalsRows }));
    expect(after.model?.outcomesUsed).toBe(1);
  });
}

test('the same file twice adds nothing and makes no second task', async ({ page }) => {
  await openApp(page, './', 'en');
  await trySample(page, 'en');
  const before = await readReport(page, 'en');
  const input = await openFileInput(page, 'en');
  await input.setInputFiles(join(samples, 'sample-shop.csv'));
  await page.getByRole('button', { name: words('en', 'data.replay') }).click();
  await expect(page.getByText(/0 new, 0 changed/)).toBeVisible();
  await page.getByRole('button', { name: words('en', 'data.addAndLearn') }).click();
  await waitForList(page);
  const after = await readReport(page, 'en');
  expect(after.rows).toBe(before.rows);
  expect(after.list.map(({ id }) => id)).toEqual(before.list.map(({ id }) => id));
});

test('a table of customers with a yes/no column becomes a list', async ({ page }) => {
  await openApp(page, './', 'en');
  await bringFile(page, 'en', join(samples, 'customer_data.csv'), { target: 'purchased' });
  await waitForList(page);
  const report = await readReport(page, 'en');
  expect(report.roles).toMatchObject({ rowShape: 'customer', target: 'purchased' });
  expect(report.model?.metrics.kind).toBe('classification');
});
