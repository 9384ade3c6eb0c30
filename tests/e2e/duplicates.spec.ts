import { bringFile, goTo, openApp, sentence, words, type Lang } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const GIVEN = 'Anna Bella Clara Dora Emma Fiona Greta Hanna Ida Jana Karl Leo'.split(' ');
const FAMILY = 'Abel Berg Cohn Dahl Ernst Falk Graf Hahn Imhof Jung Kern'.split(' ');
const HAN = ['张伟', '王芳', '李娜', '刘强'];
const LATIN = ['Wei Zhang', 'Wang Fang', 'Na Li', 'Liu Qiang'];

/** Made-up orders: 90 customers, four of them once more under another number, in Latin letters. */
function orders(): string {
  const lines: string[] = [];
  const person = (i: number) => HAN[i] ?? `${GIVEN[i % 12]} ${FAMILY[Math.floor(i / 12) % 11]}`;
  const phone = (i: number) => 13_800_000_000 + i * 7_654_321;
  for (let i = 0; i < 90; i++)
    for (let k = 0; k < 3; k++)
      lines.push(`C${100 + i},${person(i)},${phone(i)},mail${i * 37}@shop.example,2024-0${1 + k * 2}-${10 + ((i * 7) % 18)},${10 + i}.50`);
  LATIN.forEach((name, i) => lines.push(`X${i},${name},+86 ${phone(i)},${i % 2 ? '' : `mail${i * 37}@shop.example`},2024-06-1${i},99.00`));
  return `customer_id,name,phone,email,order_date,amount\n${lines.join('\n')}\n`;
}

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`the same person twice: found, answered by key, undone, counted as one (${lang})`, async ({ page }) => {
    await openApp(page, './', lang);
    await bringFile(page, lang, { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(orders()) });
    await page.waitForURL(/#\/(?!data)/, { timeout: 120_000 }).catch(() => undefined);
    await goTo(page, 'customers');
    const total = (n: number) => sentence(lang, 'customers.count', { n });
    await expect(page.getByText(await total(94), { exact: true })).toBeVisible();
    await page.getByRole('button', { name: words(lang, 'samePerson.look') }).click();
    const found = page.getByRole('button', { name: await sentence(lang, 'samePerson.found', { n: 4 }) });
    await expect(found).toBeVisible({ timeout: 60_000 });
    await found.click();
    const card = page.locator('[data-same-person]');
    await expect(card).toBeVisible();
    // The bars add up to the total, to the shown digit.
    const numbers = (await card.locator('dd.number').allInnerTexts()).map((text) => Number(text.replace('−', '-')));
    const sum = numbers.slice(0, -1).reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - (numbers.at(-1) ?? NaN))).toBeLessThan(0.05 * numbers.length + 0.051);

    await page.keyboard.press('s');
    await expect(page.getByText(await total(93), { exact: true })).toBeVisible();
    await page.keyboard.press('u');
    await expect(page.getByText(await total(94), { exact: true })).toBeVisible();
    await page.keyboard.press('k');
    await expect(card.getByText(await sentence(lang, 'samePerson.left', { n: 3 }), { exact: false })).toBeVisible();
    await page.keyboard.press('d');
    await expect(card.getByText(await sentence(lang, 'samePerson.left', { n: 2 }), { exact: false })).toBeVisible();
    await card.getByRole('button', { name: words(lang, 'samePerson.same'), exact: true }).click();
    await expect(page.getByText(await total(93), { exact: true })).toBeVisible();

    // Kept: after a reload the answer holds, and can be taken back on its own.
    await page.reload();
    await expect(page.getByText(await total(93), { exact: true })).toBeVisible();
    await page.getByText(words(lang, 'samePerson.said'), { exact: false }).click();
    const answers = page.locator('details.said li');
    await expect(answers).toHaveCount(2);
    await answers.first().getByRole('button').click();
    await expect(page.getByText(await total(94), { exact: true })).toBeVisible();
    await expect(answers).toHaveCount(1);
  });
}
