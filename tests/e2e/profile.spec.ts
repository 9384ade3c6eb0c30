/** What a file says about itself: its score, what is worth mending, and mending it. */
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { bringFile, goTo, openApp, sentence, waitForList, words } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

/** 80 people: gaps in age, two spellings of a city, one impossible day, one age far out. */
function people(): string {
  const row = (i: number) => {
    const age = i % 8 === 0 ? '' : i === 5 ? '900' : String(25 + ((i * 7) % 40));
    const city = i % 10 === 1 ? 'ROME' : i % 3 === 0 ? 'Oslo' : 'Rome';
    const joined = i === 7 ? '9999-12-31' : `2024-0${(i % 9) + 1}-1${i % 9}`;
    return `C${100 + i},${age},${city},${joined},${(i * 13) % 5},${(i * 11) % 37 > 18 ? 'yes' : 'no'}`;
  };
  return ['id,age,city,joined,visits,left', ...Array.from({ length: 80 }, (_, i) => row(i)), ''].join('\n');
}
const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people()) };

test('the score adds up, a fix changes it and can be taken back, and all noted cells are handed out', async ({ page }) => {
  await openApp(page, './', 'en');
  await bringFile(page, 'en', file);
  await waitForList(page);
  await goTo(page, 'data');
  const card = page.locator('section.card').filter({ has: page.getByRole('heading', { name: words('en', 'quality.title') }) });
  await card.getByText(words('en', 'quality.howCounted'), { exact: true }).click();
  const parts = await card.getByRole('table').locator('td').allInnerTexts();
  expect(parts).toHaveLength(6);
  const sum = parts.reduce((total, text) => total + Number(text.split(' of ')[0]), 0);
  const score = Number((await card.locator('strong.score').innerText()).split(' ')[0]);
  expect(Math.abs(sum - score)).toBeLessThan(0.4);
  expect(score).toBeLessThan(99.9);
  expect(parts.reduce((total, text) => total + Number(text.split(' of ')[1]), 0)).toBeCloseTo(100, 5);

  // The recipe fills the gaps already. Taken back, the fix is offered again.
  const done = card.getByText(words('en', 'quality.doneAlready'));
  await expect(done.first()).toBeVisible();
  const before = await done.count();
  await page.getByRole('button', { name: new RegExp(`^${words('en', 'data.stepOn')}: .*age`) }).click();
  const doIt = card.getByRole('button', { name: /Gaps in “age”/ });
  await expect(doIt).toBeVisible();
  await doIt.focus();
  await page.keyboard.press('Enter');
  await expect(done).toHaveCount(before);
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: words('en', 'quality.fixed') })
      .first(),
  ).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card.getByRole('button', { name: words('en', 'quality.download') }).click(),
  ]);
  const text = (await readFile(await download.path(), 'utf8')).replace('\ufeff', '');
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  expect(data[0]).toEqual(['line', 'reason', 'column', 'raw', 'now']);
  expect(data).toContainEqual(['7', 'outliers', 'age', '900', '']);
  expect(data).toContainEqual(['9', 'impossible-dates', 'joined', '9999-12-31', '']);
  expect(data.filter(([, reason]) => reason === 'mixed-spellings')).toHaveLength(8);
  await expect(card.getByText(await sentence('en', 'quality.fix-mixed-spellings', { columns: '“city”' }))).toBeVisible();
});

for (const [lang, width, scheme] of [
  ['en', 1280, 'light'],
  ['zh', 360, 'dark'],
] as const) {
  test(`reads at ${width} px in ${lang}, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openApp(page, './', lang);
    await bringFile(page, lang, file);
    await waitForList(page);
    await goTo(page, 'data');
    await page.setViewportSize({ width, height: 800 });
    await expect(page.getByRole('heading', { name: words(lang, 'quality.title') })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/profile-${lang}-${width}.png`, fullPage: true });
  });
}
