/** Files that are no text: read by their content, one table of several chosen, refused with what to do. */
import { utils, write } from '@e965/xlsx';
import { writeXlsx } from 'hucre/xlsx';
import startSql from 'sql.js';
import { openApp, sentence, words } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const file = (name: string, content: string | Uint8Array) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
const orders = Array.from({ length: 40 }, (_, i) => [
  `A${5000 + i}`,
  new Date(Date.UTC(2025, i % 12, 1 + (i % 28))),
  `C${1000 + (i % 10)}`,
  10 + i / 4,
]);

async function bring(page: Parameters<typeof openApp>[0], given: ReturnType<typeof file>): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(given);
}

test('F31 a workbook named .csv is read as a workbook, and another of its sheets can be chosen', async ({ page }) => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Notes',
        rows: [
          ['item', 'price'],
          ['Tea', 4.5],
          ['Pot', 12],
        ],
      },
      { name: 'Orders', rows: [['order', 'date', 'customer', 'amount'], ...orders] },
    ],
  });
  await openApp(page, './', 'en', 'data');
  await bring(page, file('orders.csv', bytes));
  await expect(page.getByText(words('en', 'formats.format-xlsx'))).toBeVisible();
  await expect(page.getByText(await sentence('en', 'data.accounting', { records: 40, imported: 40, rejected: 0, blank: 0 }))).toBeVisible();
  await expect(page.getByText('2025-02-02').first()).toBeVisible();
  await page.getByLabel(words('en', 'formats.sheet'), { exact: true }).selectOption('Notes');
  await expect(page.getByText(await sentence('en', 'data.accounting', { records: 2, imported: 2, rejected: 0, blank: 0 }))).toBeVisible();
  await expect(page.getByText('Pot').first()).toBeVisible();
});

test('an old workbook and a database are read under the page policy', async ({ page }) => {
  const book = {
    SheetNames: ['订单'],
    Sheets: {
      订单: utils.aoa_to_sheet([
        ['客户', 'amount'],
        ['陈晓梅', 1.5],
        ['王', 2.25],
      ]),
    },
  };
  await openApp(page, './', 'en', 'data');
  await bring(page, file('old.xls', new Uint8Array(write(book, { type: 'array', bookType: 'biff8' }))));
  await expect(page.getByText('陈晓梅').first()).toBeVisible();

  const sql = await startSql();
  const database = new sql.Database();
  database.run('create table orders(who text, amount real)');
  database.run("insert into orders values ('Ada', 1.234), ('Bob', 2.5)");
  await page.getByRole('button', { name: words('en', 'data.otherFile') }).click();
  await bring(page, file('shop.sqlite', database.export()));
  await expect(page.getByText('Ada').first()).toBeVisible();
  await expect(page.getByText(words('en', 'formats.format-sqlite'))).toBeVisible();
});

test('a table copied from a web page can be pasted', async ({ page }) => {
  await openApp(page, './', 'en', 'data');
  await page.getByRole('heading', { name: words('en', 'data.startTitle') }).waitFor();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      'text/html',
      '<table><tr><th>name</th><th>visits</th></tr><tr><td>Ada</td><td>3</td></tr><tr><td>Bob</td><td>4</td></tr></table>',
    );
    clipboardData.setData('text/plain', 'name\nvisits\nAda\n3');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(page.getByText(words('en', 'formats.format-html'))).toBeVisible();
  await expect(page.getByText('Ada').first()).toBeVisible();
});

test('what cannot be read says what to do: a PDF, a broken workbook', async ({ page }) => {
  await openApp(page, './', 'en', 'data');
  await bring(page, file('list.pdf', '%PDF-1.7\n'));
  await expect(page.getByText(words('en', 'errors.file-not-text'))).toBeVisible();
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'S',
        rows: [
          ['a', 'b'],
          [1, 2],
        ],
      },
    ],
  });
  await bring(page, file('cut.xlsx', bytes.subarray(0, bytes.length - 300)));
  await expect(page.getByText(words('en', 'errors.workbook-broken'))).toBeVisible();
});
