/** The model asked: about one customer by hand, about everybody, about another file; what would have to change; sums down to cells. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { chooseFile, goTo, openApp, trySample, words, type Lang } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const SAMPLES = { en: 'sample-shop.csv', zh: 'sample-shop-zh.csv' } as const;
const sample = (lang: Lang) => readFileSync(join(import.meta.dirname, '../../sample-data', SAMPLES[lang]));
const sampleText = (lang: Lang) => new TextDecoder(lang === 'zh' ? 'gb18030' : 'utf-8').decode(sample(lang));

async function model(page: Page, lang: Lang): Promise<void> {
  await openApp(page, './', lang);
  await trySample(page, lang);
  await goTo(page, 'model');
  await page.locator('[data-answer] .sentence').waitFor();
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`a customer asked about by hand: every change is answered, the impossible named (${lang})`, async ({ page }) => {
    await model(page, lang);
    const answer = page.locator('[data-answer]');
    const facts = page.locator('[data-fact]');
    const before = await answer.innerText();
    const recency = page.getByLabel(words(lang, 'facts.recency'), { exact: true });
    const typical = await recency.inputValue();
    expect(Number(typical)).toBeGreaterThan(0);

    // Beyond anything that was learned from: an answer, and a warning that names the fact.
    const tenure = page.getByLabel(words(lang, 'facts.tenure'), { exact: true });
    await tenure.fill('100000');
    await expect(answer).toContainText(words(lang, 'ask.outside'));
    await expect(answer).toContainText(words(lang, 'facts.tenure'));
    expect(await answer.innerText()).not.toBe(before);

    await recency.fill('many');
    await expect(page.getByText(words(lang, 'ask.problem-not-a-number'))).toBeVisible();
    await expect(recency).toHaveAttribute('aria-invalid', 'true');
    await expect(answer).toContainText(words(lang, 'ask.waiting'));
    await recency.fill('-1');
    await expect(page.getByText(words(lang, 'ask.problem-negative'))).toBeVisible();
    await recency.fill(typical);

    // From a customer on: found by name or number, filled in with what is known.
    await page.getByLabel(words(lang, 'ask.startFrom'), { exact: true }).fill('K0001');
    await page.getByRole('button', { name: 'K0001' }).click();
    await expect(page.getByText(words(lang, 'ask.startedPerson'))).toBeVisible();
    const count = await facts.count();
    expect(count).toBeGreaterThan(5);

    for (let days = 1; days <= 20; days++) {
      await tenure.fill(String(500 + days));
      await page.waitForTimeout(30);
    }
    const took = await page.evaluate(() => performance.getEntriesByName('ask', 'measure').map(({ duration }) => Math.round(duration)));
    // Not asserted: a shared machine may stall. Calls under 4 ms leave no mark.
    console.log(`one change answered in (ms, ${lang}): ${took.join(' ') || 'under 4 each'}`);
  });

  test(`everybody as a file, another file scored or refused, what would have to change, and every reason down to the cells (${lang})`, async ({
    page,
  }) => {
    test.slow();
    await model(page, lang);
    const everybody = await downloaded(page, () => page.getByRole('button', { name: words(lang, 'ask.everybody') }).click());
    const lines = everybody.text.replace(/^\ufeff/, '').trimEnd().split('\r\n'); // prettier-ignore
    expect(lines).toHaveLength(601);
    expect(lines[0].startsWith([words(lang, 'ask.col-id'), words(lang, 'ask.col-name'), words(lang, 'ask.col-chance')].join())).toBe(true);
    expect(lines[1]).toMatch(/[▲▼]/);

    const scored = page.locator('[data-scored]');
    await chooseFile(page, '[data-score-file]', { name: 'march.csv', mimeType: 'text/csv', buffer: sample(lang) });
    await expect(scored).toContainText(words(lang, 'ask.scoredPeople'), { timeout: 60_000 });
    const beside = await downloaded(page, () => page.getByRole('button', { name: words(lang, 'ask.saveScored') }).click());
    expect(beside.name).toContain('march');
    const [header, first] = beside.text.replace(/^\ufeff/, '').split('\r\n'); // prettier-ignore
    expect(header.endsWith(words(lang, 'ask.col-chance'))).toBe(true);
    const chance = Number(first.slice(first.lastIndexOf(',') + 1));
    expect(chance > 0 && chance < 1).toBe(true);

    // Without who bought, nobody can be scored.
    const without = sampleText(lang).replace(/^.*/, (names) => names.split(',').map((name, i) => (i === 2 || i === 3 ? `x${i}` : name)).join()); // prettier-ignore
    await chooseFile(page, '[data-score-file]', { name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from(without) });
    await expect(scored).toContainText(words(lang, 'ask.refusedTitle'), { timeout: 60_000 });

    await page.getByRole('radio', { name: words(lang, 'model.advanced') }).check({ force: true });
    const facts = await downloaded(page, () => page.getByRole('button', { name: words(lang, 'model.take-sql'), exact: true }).click());
    expect([facts.name, facts.text.includes('"usual_gap"'), facts.text.includes('Cannot be said')]).toEqual([
      'regulars_facts.sql',
      true,
      false,
    ]);

    // All are in the log of what left the device.
    await goTo(page, 'privacy');
    await expect(page.getByText(words(lang, 'privacy.exit-model'))).toHaveCount(1);
    await expect(page.getByText(words(lang, 'privacy.exit-csv'))).toHaveCount(2);

    // What would have to change, and every reason down to the cells.
    await goTo(page, 'customers');
    await page.locator('[role=row], tbody tr').filter({ hasText: /\d/ }).first().click();
    await page.getByRole('button', { name: words(lang, 'ask.whatIfLook') }).click();
    const said = page.locator('[data-what-if]');
    await expect(said).toContainText(words(lang, 'ask.whatIfNote'));
    const text = await said.innerText();
    expect(text.includes(words(lang, 'ask.whatIfSaid').trim()) || text.includes(words(lang, 'ask.whatIfNone'))).toBe(true);

    const sums = page.locator('[data-sums] details');
    expect(await sums.count()).toBeGreaterThan(0);
    await sums.first().locator('summary').click();
    await expect(sums.first().locator('table tbody tr').first()).toBeVisible();
    // The first line that is named stands among the customer's orders on the same page.
    const line = (await sums.first().locator('tbody tr td').first().innerText()).replace(/[^\d]/g, '');
    await expect(page.getByRole('region', { name: words(lang, 'customers.history') })).toContainText(line);
  });
}
