/** Cleaning by recipe: seen before it is done, changed by hand, carried to another file, asked about only what changed. */
import { readFile } from 'node:fs/promises';
import { openApp, openFileInput, sentence, words } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const SHOTS = process.env.SHOTS;
const file = (name: string, content: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

/** 120 customers; capitals, stray marks, swapped letters, a word for nothing, an outlier. */
function customers(
  day = (i: number) => `${String((i % 28) + 1).padStart(2, '0')}/${String((i % 12) + 1).padStart(2, '0')}/2025`,
  city = (_: number) => 'Bern',
): string {
  const plan = (i: number) =>
    i % 40 === 7 ? 'GOLD?' : i % 40 === 9 ? 'glod' : i % 40 === 11 ? 'NAN' : i % 3 === 0 ? 'SILVER' : i % 2 ? 'gold' : 'silver';
  const rows = Array.from(
    { length: 120 },
    (_, i) => `K${1000 + i},${day(i)},${plan(i)},${city(i)},${i === 50 ? 9000 : 20 + (i % 30)},${i % 4 === 0 ? 'yes' : 'no'}`,
  );
  return ['customer,joined,plan,city,visits,bought', ...rows, ''].join('\n');
}

test('repairs are seen before they are done; a step is added, moved, switched off and undone; the recipe travels', async ({ page }) => {
  // A long way, on machines that may stall.
  test.slow();
  await openApp(page, './', 'en', 'data');
  await page.locator('input[type=file]').first().setInputFiles(file('club.csv', customers()));
  await page.getByRole('button', { name: words('en', 'data.continueMatch') }).click();
  await page.getByRole('button', { name: words('en', 'data.continueCheck') }).click();
  const list = page.getByRole('list', { name: words('en', 'recipe.listLabel') });
  const repair = list.getByRole('listitem').filter({ hasText: 'Spellings put together' }).first();
  await repair.getByText(words('en', 'recipe.diffTitle')).click();
  await expect(repair.getByRole('cell', { name: 'GOLD?' })).toBeVisible();
  await expect(repair.getByRole('cell', { name: 'glod' })).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/check-1280.png`, fullPage: true });

  // What is only offered is done when the person says so.
  const offered = page.getByRole('region', { name: words('en', 'recipe.offeredTitle') });
  await expect(offered.getByText(/visits/).first()).toBeVisible();
  await offered.getByRole('button', { name: /visits/ }).click();
  await expect(list.getByText(/Values far out in “visits”/)).toBeVisible();

  // A column of one's own; a mistake is told with its place.
  await page.getByRole('button', { name: words('en', 'recipe.addStep') }).click();
  await page.getByLabel(words('en', 'recipe.formKind')).selectOption('derive-column');
  await page.getByLabel(words('en', 'recipe.field-into')).fill('double');
  await page.getByLabel(words('en', 'recipe.field-expression')).fill('[vists] * 2');
  await page.getByRole('button', { name: words('en', 'recipe.apply') }).click();
  await expect(page.getByText('At character 1: there is no column “vists”.')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/form-1280.png`, fullPage: true });
  await page.getByLabel(words('en', 'recipe.field-expression')).fill('[visits] * 2');
  await page.getByRole('button', { name: words('en', 'recipe.apply') }).click();
  const made = list.getByRole('listitem').filter({ hasText: 'New column “double”' });
  await expect(made.getByText('120 cells')).toBeVisible();
  await made.getByText(words('en', 'recipe.diffTitle')).click();
  await expect(made.getByRole('cell', { name: '40', exact: true })).toBeVisible();

  // Up by the keyboard; the focus stays with the step.
  const items = list.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Move up/ }) });
  const place = async () => (await items.allInnerTexts()).findIndex((text) => text.includes('New column “double”'));
  const before = await place();
  await made.getByRole('button', { name: /^Move up/ }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(place).toBe(before - 1);
  await page.getByRole('button', { name: words('en', 'data.undoStep') }).click();
  await expect.poll(place).toBe(before);

  await made.getByRole('button', { name: /^Take back/ }).click();
  await expect(made.getByText(words('en', 'data.stepIsOff'))).toBeVisible();
  await page.getByRole('button', { name: words('en', 'data.undoStep') }).click();
  await expect(made.getByText('120 cells')).toBeVisible();
  await page
    .getByText(words('en', 'data.keepAndLearn'))
    .or(page.getByText(words('en', 'data.keepOnly')))
    .first()
    .click();

  // The kept dataset has the same list, and hands the recipe out.
  await page
    .getByRole('link', { name: words('en', 'data.title') })
    .first()
    .click();
  await expect(list.getByText(/New column “double”/)).toBeVisible({ timeout: 60_000 });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/kept-360-dark.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words('en', 'recipe.save') }).click(),
  ]);
  const saved = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(saved)).toMatchObject({ app: 'regulars-recipe', version: 2, roles: { rowShape: 'customer' } });

  // Next month: month first now, and a new city. Only that is asked.
  const input = await openFileInput(page, 'en');
  const turned = (i: number) => `${String((i % 12) + 1).padStart(2, '0')}/${String((i % 28) + 1).padStart(2, '0')}/2025`;
  await input.setInputFiles(
    file(
      'club-2.csv',
      customers(turned, (i) => (i === 3 ? 'Thun' : 'Bern')),
    ),
  );
  await expect(page.getByText(/The dates in “joined” were day first, now they are month first/)).toBeVisible();
  await expect(page.getByText('New in “city”: Thun')).toBeVisible();
  const replay = page.getByRole('button', { name: words('en', 'data.replay') });
  await expect(replay).toBeDisabled();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/questions-1280.png`, fullPage: true });
  await page.getByLabel(await sentence('en', 'recipe.answerFor', { column: 'joined' })).selectOption('now');
  await replay.click();
  await expect(page.getByText(words('en', 'data.checkTitle'))).toBeVisible();
  await expect(list.getByText(/New column “double”/)).toBeVisible();

  // On another computer (here: as another file): the saved recipe is brought along.
  await page.getByRole('button', { name: words('en', 'data.otherFile') }).click();
  const again = await openFileInput(page, 'en');
  await again.setInputFiles(file('club-3.csv', customers()));
  await page
    .getByLabel(words('en', 'recipe.use'))
    .setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(saved) });
  await expect(page.getByText(words('en', 'recipe.allAsBefore'))).toBeVisible();
  await page.getByRole('button', { name: words('en', 'recipe.usedRun') }).click();
  await expect(list.getByText(/New column “double”/)).toBeVisible();
});
