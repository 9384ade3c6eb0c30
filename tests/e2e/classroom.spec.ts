/** The lesson by keyboard: steps forward, back, home and end; going back says exactly what was said before. */
import { join } from 'node:path';
import { bringFile, chooseLanguage, goTo, openApp, trySample, waitForList, words, type Lang } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`the tree lesson is walked through by keyboard and says the same on the way back (${lang})`, async ({ page }) => {
    await openApp(page, './', lang, 'classroom');
    const player = page.getByRole('group', { name: words(lang, 'classroom.player') });
    const say = page.locator('[aria-live=polite]').filter({ hasText: /\S/ }).first();
    const scrub = page.getByRole('slider', { name: words(lang, 'classroom.scrub') });
    const at = () => scrub.inputValue().then(Number);
    const last = Number(await scrub.getAttribute('max'));
    await player.focus();

    const said: string[] = [await say.innerText()];
    for (let step = 1; step <= last; step++) {
      await page.keyboard.press('ArrowRight');
      expect(await at()).toBe(step);
      said.push(await say.innerText());
    }
    expect(new Set(said).size, 'every step says something of its own').toBe(said.length);
    expect(said[0]).toContain(words(lang, 'classroom.sayRoot'));
    expect(said[last]).toContain(words(lang, 'classroom.sayDone'));

    // The article's four rows (yes yes no yes): cutting off the one or two at an end leaves Gini 0.375 -> 0.25.
    const tie = said.find((text) => text.includes('0.125') && text.includes('random_state'));
    expect(tie, 'that two questions tie is said').toBeDefined();

    await page.keyboard.press('ArrowRight');
    expect(await at(), 'the end is the end').toBe(last);
    for (let step = last - 1; step >= 0; step--) {
      await page.keyboard.press('ArrowLeft');
      expect(await at()).toBe(step);
      expect(await say.innerText()).toBe(said[step]);
    }
    await page.keyboard.press('End');
    expect(await say.innerText()).toBe(said[last]);
    await page.keyboard.press('Home');
    expect(await say.innerText()).toBe(said[0]);

    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.reload();
    await expect(scrub, 'the address holds the step').toHaveValue('2');
    await expect(say).toHaveText(said[2]);
  });
}

test('the learner’s own columns are offered once there are some, and a lesson runs on them', async ({ page }) => {
  await openApp(page, './', 'en', 'classroom');
  const own = page.getByRole('radio', { name: words('en', 'classroom.sourceOwn') });
  const scrub = page.getByRole('slider', { name: words('en', 'classroom.scrub') });
  const takeOwn = async (): Promise<void> => {
    await goTo(page, 'classroom');
    await own.check({ force: true });
    await page.getByRole('button', { name: words('en', 'classroom.ownStart') }).click();
    await expect(scrub).toHaveValue('0');
    await page.getByRole('group', { name: words('en', 'classroom.player') }).press('End');
    await expect(page.getByText(words('en', 'classroom.sayDone'))).toBeVisible();
  };
  await scrub.waitFor();
  await expect(own).toHaveCount(0);

  // Each row an order: the lesson is about the people behind them.
  await goTo(page, 'today');
  await trySample(page, 'en');
  await takeOwn();
  await expect(page.getByText(`${words('en', 'facts.recency')} ≤`).first()).toBeVisible();
  await chooseLanguage(page, 'zh');
  await expect(page.getByText(`${words('zh', 'facts.recency')} ≤`).first()).toBeVisible();
  await chooseLanguage(page, 'en');

  await bringFile(page, 'en', join(import.meta.dirname, '../../sample-data/customer_data.csv'), { target: 'purchased' });
  await waitForList(page);
  await takeOwn();
  await expect(page.getByText('purchase_frequency ≤').first()).toBeVisible();
});
