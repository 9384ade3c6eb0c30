/** Files as they come: each is read right, asked about, or refused with the reason. */
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { bringFile, goTo, openApp, readReport, sentence, waitForList, words } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const file = (name: string, content: string | Uint8Array) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

/** 80 customers with 4 orders each, enough to learn a rule from. */
function orders(head = 'order,date,customer,amount', end = '\n', customer = (i: number) => `C${1000 + (i % 80)}`): string {
  const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + ((i * 37) % 600))).toISOString().slice(0, 10);
  return [head, ...Array.from({ length: 320 }, (_, i) => `A${5000 + i},${day(i)},${customer(i)},${(10 + (i % 23)).toFixed(2)}`), ''].join(
    end,
  );
}

test('F22 a GB18030 file is legible without touching anything', async ({ page }) => {
  // 订单号,日期,会员编号,客户名称,金额 / 陈晓梅 in GB18030
  const head = new Uint8Array([
    0xb6, 0xa9, 0xb5, 0xa5, 0xba, 0xc5, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbb, 0xe1, 0xd4, 0xb1, 0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xbf,
    0xcd, 0xbb, 0xa7, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a,
  ]);
  const name = [0xb3, 0xc2, 0xcf, 0xfe, 0xc3, 0xb7];
  const rows = Array.from({ length: 40 }, (_, i) => [
    ...Buffer.from(`A${100 + i},2025-03-${String((i % 28) + 1).padStart(2, '0')},V${10 + (i % 10)},`),
    ...name,
    ...Buffer.from(`,${i + 10}.50\n`),
  ]).flat();
  await openApp(page, './', 'en', 'data');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(file('订单.csv', Uint8Array.from([...head, ...rows])));
  await expect(page.getByText('陈晓梅').first()).toBeVisible();
  await expect(page.getByText('客户名称').first()).toBeVisible();
  await expect(page.getByText(/40 records = 40 imported \+ 0 rejected \+ 0 blank/)).toBeVisible();
});

test('names over two rows are put together, said, and taken apart again with a click', async ({ page }) => {
  const text = ',Sales,,Cost,\nRegion,Jan,Feb,Mar,Apr\nNorth,1,2,3,4\nSouth,5,6,7,8\nEast,9,10,11,12\n';
  await openApp(page, './', 'en', 'data');
  await page.locator('input[type=file]').first().setInputFiles(file('spread.csv', text));
  const note = page.getByRole('note').filter({ hasText: words('en', 'reading.joinedTitle') });
  await expect(note).toContainText('Region · Sales Jan · Sales Feb · Cost Mar · Cost Apr');
  await note.getByRole('button', { name: await sentence('en', 'reading.joinedUndo', { n: 2 }) }).click();
  await expect(note).toBeHidden();
  await expect(page.getByText('Sales Jan')).toHaveCount(0);
  await expect(page.getByText(/3 records = 3 imported \+ 0 rejected \+ 0 blank/)).toBeVisible();
});

test('F25 a lone quote in the middle stops with the line and can be read as text, nothing lost', async ({ page }) => {
  const text = orders().replace('C1040,', '"C1040,');
  await openApp(page, './', 'en');
  await bringFile(page, 'en', file('quote.csv', text));
  await waitForList(page);
  const [read] = (await readReport(page, 'en')).files;
  expect(read).toMatchObject({ records: 320, imported: 320, rejected: 0, blank: 0, quote: 'none' });
});

test('F26 mixed line ends give every row', async ({ page }) => {
  const lines = orders().split('\n');
  const text = lines.map((line, i) => line + (i === lines.length - 1 ? '' : ['\n', '\r\n', '\r'][i % 3])).join('');
  await openApp(page, './', 'en');
  await bringFile(page, 'en', file('mixed.csv', text));
  await waitForList(page);
  expect((await readReport(page, 'en')).files[0]).toMatchObject({ records: 320, imported: 320 });
});

test('F39 a __proto__ column is an ordinary column', async ({ page }) => {
  await openApp(page, './', 'en', 'data');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(file('proto.csv', orders('__proto__,date,constructor,amount')));
  await expect(page.getByText('__proto__').first()).toBeVisible();
  await expect(page.getByText('A5000').first()).toBeVisible();
  expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([]);
});

test('F24 and F37 a quote never closed and a row with a cell too many are rejected with line and reason, and handed out', async ({
  page,
}) => {
  const lines = orders().trimEnd().split('\n');
  lines[10] += ',one too many';
  await openApp(page, './', 'en', 'data');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(file('ragged.csv', `${lines.join('\n')}\nA9999,2026-01-05,"C1001,5.00\n`));
  await expect(
    page.getByText(await sentence('en', 'data.accounting', { records: 321, imported: 319, rejected: 2, blank: 0 })),
  ).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words('en', 'data.rejectedDownload') }).click(),
  ]);
  const text = (await readFile(await download.path(), 'utf8')).replace('\ufeff', '');
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  expect(data).toEqual([
    ['line', 'reason', 'column', 'raw'],
    ['11', 'too-many-fields', '', lines[10]],
    ['322', 'unclosed-quote', '', 'A9999,2026-01-05,"C1001,5.00'],
  ]);
  await expect(page.getByText(words('en', 'data.reject-too-many-fields'))).toBeVisible();
  await expect(page.getByText(words('en', 'data.reject-unclosed-quote'))).toBeVisible();
});

test('F38 the same, empty and blank column names become stable names of their own', async ({ page }) => {
  await openApp(page, './', 'en', 'data');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(file('names.csv', orders('id,id,,id_1')));
  const heads = page.getByRole('columnheader');
  await expect(heads.filter({ hasText: 'id' }).first()).toBeVisible();
  const names = await heads.locator('visible=true').allInnerTexts();
  expect(new Set(names).size).toBe(names.length);
  await expect(
    page.getByText(await sentence('en', 'data.accounting', { records: 320, imported: 320, rejected: 0, blank: 0 })),
  ).toBeVisible();
});

test('F40 and F41 hostile names are shown as text, and leave in the export as text; numbers stay numbers', async ({ page }) => {
  const HOSTILE = [
    '=HYPERLINK("https://example.com/?leak","open")',
    '+1+1',
    '-2+3',
    '@SUM(1)',
    '\t=1+1',
    '＝1+1',
    '<img src=x onerror="document.title=1">',
    '‮evil‬',
    '{{7*7}}',
    '__proto__',
  ];
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = orders().trimEnd().split('\n');
  const text = lines
    .map((line, i) => `${line},${i === 0 ? 'name' : quoted(`${HOSTILE[(i - 1) % HOSTILE.length]} ${((i - 1) % 80) + 1}`)}`)
    .join('\n');
  await openApp(page, './', 'en');
  await bringFile(page, 'en', file('hostile.csv', text));
  await waitForList(page);
  const shown = await page.locator('[data-list-row] .name').allInnerTexts();
  const { list } = await readReport(page, 'en');
  expect(shown.length).toBe(list.length);
  expect(list.length).toBeGreaterThan(HOSTILE.length);
  await goTo(page, 'today');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: words('en', 'today.exportCsv') })
      .first()
      .click(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  expect(csv.startsWith('\ufeff'), 'Excel reads it as UTF-8').toBe(true);
  const { data, errors } = Papa.parse<Record<string, string>>(csv.slice(1), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(data).toHaveLength(list.length);
  data.forEach((row, i) => {
    const { name, chance, value } = list[i];
    expect(row.name).toBe(/^\s*[=+\-@＝]/.test(name) ? `'${name}` : name);
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+@＝＋－＠]/);
    expect(Number(row.chance)).toBeCloseTo(chance ?? NaN, 3);
    expect(Number(row.value)).toBeCloseTo(value, 2);
  });
  expect(data.some(({ name }) => name.startsWith("'=HYPERLINK("))).toBe(true);
});

test('F43 long numbers and phones stay as they are written', async ({ page }) => {
  const rows = Array.from(
    { length: 40 },
    (_, i) =>
      `${'62220212345678901'}${i % 10},013800138${String(i).padStart(3, '0')},2025-03-${String((i % 28) + 1).padStart(2, '0')},${i}.50`,
  );
  await openApp(page, './', 'en', 'data');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(file('cards.csv', ['card,phone,date,amount', ...rows, ''].join('\n')));
  await expect(page.getByRole('cell', { name: '622202123456789010', exact: true }).first()).toBeVisible();
  await expect(page.getByRole('cell', { name: '013800138000', exact: true }).first()).toBeVisible();
});

test('F45 dates that can be read both ways are asked about before anything goes on', async ({ page }) => {
  const text = orders().replace(
    /\d{4}-(\d\d)-(\d\d)/g,
    (_, month: string, day: string) => `${month}/${String((Number(day) % 12) + 1).padStart(2, '0')}/25`,
  );
  await openApp(page, './', 'en', 'data');
  await page.locator('input[type=file]').first().setInputFiles(file('dates.csv', text));
  const question = page.getByRole('group', { name: await sentence('en', 'data.dateTitle', { column: 'date' }) });
  await expect(question).toBeVisible();
  const go = page.getByRole('button', { name: words('en', 'data.continueMatch') });
  await expect(go).toBeDisabled();
  await question.getByRole('radio').nth(1).check();
  await expect(go).toBeEnabled();
  await expect(question.getByRole('radio').nth(1)).toBeChecked();
});

for (const [name, content, says] of [
  ['F29 an empty file', '', 'errors.file-empty'],
  ['F29 a file with nothing but column names', 'order,date,customer\n', 'errors.file-header-only'],
  [
    'F30 a picture renamed .csv',
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 1, 0]),
    'errors.file-not-text',
  ],
  [
    'F31 a broken workbook renamed .csv',
    Uint8Array.from([...Buffer.from('PK\x03\x04', 'latin1'), ...Buffer.alloc(26), ...Buffer.from('[Content_Types].xml xl/workbook.xml')]),
    'errors.workbook-broken',
  ],
  [
    'F23 bytes that fit no encoding',
    Uint8Array.from([...Buffer.from('\ufefforder,date,customer\nA1,2025-01-01,'), 0xff, 0xff, 0x0a]),
    'errors.encoding-broken',
  ],
] as const) {
  test(`${name} is refused with the reason, and nothing is kept`, async ({ page }) => {
    await openApp(page, './', 'en', 'data');
    await page.locator('input[type=file]').first().setInputFiles(file('x.csv', content));
    await expect(page.getByRole('alert').first()).toContainText(words('en', says));
    await goTo(page, 'today');
    await expect(page.locator('[data-list-row]')).toHaveCount(0);
  });
}
