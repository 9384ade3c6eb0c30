/** Columns that can be read in more than one way are asked about, answered by keyboard, kept, and not asked again. */
import { type Locator, type Page } from '@playwright/test';
import { openApp, openFileInput, sentence, waitForList, words } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const file = (name: string, content: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
const HEAD = 'order;date;customer;amount;phone';

/** 80 customers who order now and then; every day and month is at most 12 and every amount has one mark before three digits. */
function orders(month = 0, cut = ';'): string {
  let seed = 7 + month;
  const draw = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
  const rows = Array.from({ length: 400 }, (_, i) => {
    const customer = draw(80);
    const day = [1 + draw(12), 1 + draw(12)].map((n) => String(n).padStart(2, '0'));
    const amount = i === 0 ? '1.111' : `${1 + draw(9)}.${111 + draw(888)}`;
    return [
      `A${5000 + i + 1000 * month}`,
      `${day.join('/')}/${2024 + draw(2)}`,
      `C${1000 + customer}`,
      amount,
      `0138001${38_000 + customer}`,
    ].join(cut);
  });
  return [HEAD.replaceAll(';', cut), ...rows, ''].join('\n');
}

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor();
  for (let press = 0; press < 120; press++) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Not reached: ${String(target)}`);
}

async function choose(page: Page, name: string, content: string): Promise<void> {
  const input = await openFileInput(page, 'en');
  await input.setInputFiles(file(name, content));
}

test('F44 and F45 numbers and dates that read both ways are asked, answered by keyboard, kept, and not asked for the next file', async ({
  page,
}) => {
  await openApp(page, './', 'en', 'data');
  await choose(page, 'march.csv', orders());
  const dates = page.getByRole('group', { name: await sentence('en', 'data.dateTitle', { column: 'date' }) });
  const numbers = page.getByRole('group', { name: await sentence('en', 'columns.numberTitle', { column: 'amount' }) });
  const go = page.getByRole('button', { name: words('en', 'data.continueMatch') });
  await expect(numbers).toBeVisible();
  await expect(numbers).toContainText(await sentence('en', 'columns.numberQuestion', { raw: '1.111', point: '1.111', comma: '1,111' }));
  await expect(dates).toBeVisible();
  await expect(go).toBeDisabled();
  await expect(page.getByRole('radio', { checked: true }).and(dates.getByRole('radio'))).toHaveCount(0);

  // Month first: the second of the two, by arrow key; the focus is still there when the file has been read again.
  await tabTo(page, dates.getByRole('radio').first());
  await page.keyboard.press('ArrowDown');
  await expect(dates.getByRole('radio').nth(1)).toBeChecked();
  await expect(dates.getByRole('radio').nth(1)).toBeEnabled();
  await expect(dates.getByRole('radio').nth(1)).toBeFocused();
  await expect(go).toBeDisabled();
  // A mark between thousands.
  await tabTo(page, numbers.getByRole('radio').first());
  await page.keyboard.press('ArrowDown');
  await expect(numbers.getByRole('radio').nth(1)).toBeChecked();
  await expect(go).toBeEnabled();
  await expect(page.getByRole('cell', { name: /^1111/ }).first()).toBeVisible();

  await tabTo(page, go);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: words('en', 'data.continueCheck') }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: words('en', 'data.keepAndLearn') }));
  await page.keyboard.press('Enter');
  await waitForList(page);

  // Next month, the same columns: read as decided, nothing to answer, and the answer can still be changed.
  await choose(page, 'april.csv', orders(1));
  await expect(page.getByText(words('en', 'columns.remembered'))).toBeVisible();
  await expect(go).toBeEnabled();
  await expect(dates.getByRole('radio').nth(1)).toBeChecked();
  await expect(numbers.getByRole('radio').nth(1)).toBeChecked();
  await expect(page.getByRole('cell', { name: /^1111/ }).first()).toBeVisible();
  // Another file of the same columns whose cells are cut otherwise is of the same shape.
  await page.getByRole('button', { name: words('en', 'data.otherFile') }).click();
  await choose(page, 'may.csv', orders(2, ','));
  await expect(go).toBeEnabled();
  await expect(dates.getByRole('radio').nth(1)).toBeChecked();
  // One click, same steps as last time.
  await page.getByRole('button', { name: words('en', 'data.replay') }).click();
  await expect(page.getByText(words('en', 'data.checkTitle'))).toBeVisible();
});

test('several columns are read otherwise at once, by keyboard; codes that become numbers say what they lose', async ({ page }) => {
  await openApp(page, './', 'en', 'data');
  await choose(page, 'orders.csv', orders(0, ','));
  const list = page.locator('details').filter({ hasText: words('en', 'data.columnsTitle') });
  await tabTo(page, list.locator('summary').first());
  await page.keyboard.press('Enter');
  for (const column of ['customer', 'phone']) {
    await tabTo(page, page.getByRole('checkbox', { name: await sentence('en', 'columns.selectColumn', { column }) }));
    await page.keyboard.press('Space');
  }
  await expect(page.getByText(await sentence('en', 'columns.selected', { n: 2 }))).toBeVisible();
  const many = page.getByRole('group', { name: words('en', 'columns.bulkTitle') });
  await many.getByLabel(words('en', 'columns.bulkType'), { exact: true }).selectOption('number');
  await many.getByRole('button', { name: words('en', 'columns.apply') }).focus();
  await page.keyboard.press('Enter');
  // Phone numbers lose their leading zero, and it is said; C1000 is no number.
  await expect(page.getByText(await sentence('en', 'columns.lostTitle', { column: 'phone' }))).toBeVisible();
  await expect(page.getByText(await sentence('en', 'columns.lostZeros', { n: 400 }))).toBeVisible();
  const typeOf = async (column: string) => page.getByLabel(await sentence('en', 'data.typeOf', { column }));
  await expect(await typeOf('phone')).toHaveValue('number');
  await expect(await typeOf('customer')).toHaveValue('number');
  await expect(
    page.getByText(await sentence('en', 'data.oddTitle', { n: 400, column: 'customer', type: words('en', 'data.type-number') })),
  ).toBeVisible();
  // And back.
  await page.getByRole('button', { name: await sentence('en', 'columns.lostBack', { column: 'phone' }) }).click();
  await expect(await typeOf('phone')).toHaveValue('id');
  await many.getByRole('button', { name: words('en', 'columns.asFound') }).click();
  await expect(await typeOf('customer')).toHaveValue('id');
  await expect(page.getByText(/phone number \(100%/)).toBeVisible();
});

test('two currencies in one column are never added up: the person chooses one', async ({ page }) => {
  const text = orders(0, ',')
    .split('\n')
    .map((line, i) => line.replace(/,(\d)\.(\d\d)\d,/, (_, a: string, b: string) => `,${i % 2 === 0 ? '¥' : '$'}${a}.${b},`))
    .join('\n');
  await openApp(page, './', 'en', 'data');
  await choose(page, 'two.csv', text);
  const units = page.getByRole('group', { name: await sentence('en', 'columns.unitsTitle', { column: 'amount' }) });
  await expect(units).toBeVisible();
  await units.getByRole('radio', { name: /^CNY/ }).check();
  await expect(units.getByRole('radio', { name: /^CNY/ })).toBeChecked();
  await expect(
    page.getByText(await sentence('en', 'data.oddTitle', { n: 200, column: 'amount', type: words('en', 'data.type-money') })),
  ).toBeVisible();
});
