import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { cellText } from '../../../src/data/cell-text.ts';
import { anyTableOfBytes } from '../../lab/any-table.ts';
import { xlsxOf } from './workbook-of.ts';

async function cells(bytes: Uint8Array, options = {}): Promise<string[][]> {
  const { table } = await anyTableOfBytes(bytes, 'book.xlsx', options);
  return Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => cellText(column, row)));
}

const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe('workbooks (.xlsx)', () => {
  it('reads what another program writes: texts, numbers, days, yes and no', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Orders',
          rows: [
            ['order', 'day', 'amount', 'paid', 'note'],
            ['A1', new Date(Date.UTC(2024, 1, 29)), 1234.5, true, 'a "quoted", text'],
            ['A2', new Date(Date.UTC(2024, 11, 31)), -0.07, false, 'two\nlines'],
            ['A3', null, null, null, null],
          ],
        },
      ],
    });
    const { report } = await anyTableOfBytes(bytes, 'orders.csv');
    expect(report.container).toMatchObject({ format: 'xlsx', sheet: 'Orders', notes: [] });
    expect(report.columns.map(({ reading }) => reading.type)).toEqual(
      ['id', 'date', 'number', 'boolean', 'category'].map((type, i) => (i === 0 ? report.columns[0].reading.type : type)),
    );
    expect(report.accounting).toMatchObject({ records: 3, imported: 3, rejected: 0, blank: 0, padded: 0 });
    expect((await cells(bytes)).map((row) => row.slice(1))).toEqual([
      ['2024-02-29', '1234.5', 'yes', 'a "quoted", text'],
      ['2024-12-31', '-0.07', 'no', 'two\nlines'],
      ['', '', '', ''],
    ]);
  });

  it('names the row of the sheet, past blank rows, line breaks in cells and titles', async () => {
    const rows = [
      `<row r="2">${text('B2', 'Report of the year')}</row>`,
      `<row r="4">${text('B4', 'name')}${text('C4', 'amount')}</row>`,
      `<row r="5">${text('B5', 'first\nsecond\nthird')}<c r="C5"><v>1</v></c></row>`,
      ...Array.from({ length: 30 }, (_, i) => `<row r="${i + 6}">${text(`B${i + 6}`, `n${i}`)}<c r="C${i + 6}"><v>${i}</v></c></row>`),
      `<row r="60">${text('B60', 'last')}${text('C60', 'not a number')}</row>`,
    ].join('');
    const { report, table } = await anyTableOfBytes(xlsxOf({ sheets: [{ name: 'S', rows }] }), 'x.xlsx');
    expect(report.headerRow).toBe(3);
    expect(report.columns.map(({ name }) => name)).toEqual(['name', 'amount']);
    expect(Array.from(table.sourceLine ?? []).slice(0, 2)).toEqual([5, 6]);
    expect(report.columns[1].oddCells).toEqual([{ line: 60, row: 31, raw: 'not a number' }]);
    // Rows 36 to 59 are blank.
    expect(report.accounting).toMatchObject({ records: 56, imported: 32, blank: 24, headerRecords: 4 });
  });

  it('keeps the digits of numbers and never takes their point for a thousands mark', async () => {
    const values = ['1.234', '1234.5', '9007199254740993', '12345678901234567', '5.5511999999999997', '1E-3', '0.30000000000000004'];
    const rows = `<row r="1">${text('A1', 'x')}${text('B1', 'y')}</row>${values.map((v, i) => `<row r="${i + 2}"><c r="A${i + 2}"><v>${v}</v></c><c r="B${i + 2}"><v>1.234</v></c></row>`).join('')}`;
    const { report } = await anyTableOfBytes(xlsxOf({ sheets: [{ name: 'S', rows }] }), 'x.xlsx');
    expect(report.columns[0].firstRaw).toEqual(['1.234', '1234.5', '9007199254740993', '12345678901234567', '5.5512']);
    expect(report.columns[1].ambiguousNumber).toBeUndefined();
    expect(report.columns[1].reading).toMatchObject({ type: 'number', decimal: '.' });
    expect(report.columns[1].lowest).toBe('1.234');
  });

  it('reads days by the 1900 and the 1904 calendar, and says which day never was (F45)', async () => {
    const row = (n: number, serial: string) => `<row r="${n}"><c r="A${n}" s="1"><v>${serial}</v></c><c r="B${n}"><v>${n}</v></c></row>`;
    const rows = `<row r="1">${text('A1', 'day')}${text('B1', 'n')}</row>${['59', '60', '61', '45351', '45351.75'].map((serial, i) => row(i + 2, serial)).join('')}`;
    const book = { sheets: [{ name: 'S', rows }], formats: ['yyyy\\-mm\\-dd'] };
    const { report } = await anyTableOfBytes(xlsxOf(book), 'x.xlsx');
    expect(report.columns[0].firstRaw).toEqual(['1900-02-28', '1900-02-29', '1900-03-01', '2024-02-29', '2024-02-29 18:00:00']);
    expect(report.container?.notes).toEqual([{ code: 'no-such-day', count: 1, where: ['A3'] }]);
    const mac = await anyTableOfBytes(xlsxOf({ ...book, date1904: true }), 'x.xlsx');
    expect(mac.report.columns[0].firstRaw[0]).toBe('1904-02-29');
    expect(mac.report.container?.notes.map(({ code }) => code)).toEqual(['date-1904']);
  });

  it('writes percents, money, codes with zeros, times and durations as they are meant', async () => {
    const formats = ['0.0%', '"¥"#,##0.00', '00000', 'h:mm', '[h]:mm', '@'];
    const cellsOf = formats.map(
      (_, i) => `<c r="${'ABCDEF'[i]}2" s="${i + 1}"><v>${['0.07', '1234.5', '123', '0.75', '1.5', '13800138000'][i]}</v></c>`,
    );
    const rows = `<row r="1">${[...'ABCDEF'].map((c) => text(`${c}1`, `name ${c}`)).join('')}</row><row r="2">${cellsOf.join('')}</row>`;
    const { report } = await anyTableOfBytes(xlsxOf({ sheets: [{ name: 'S', rows }], formats }), 'x.xlsx');
    expect(report.columns.map(({ firstRaw }) => firstRaw[0])).toEqual(['7%', '¥1234.5', '00123', '18:00:00', '36:00:00', '13800138000']);
    expect(report.columns.map(({ reading }) => reading.type).slice(0, 2)).toEqual(['percent', 'money']);
  });

  it('counts errors, formulas without result, merged cells, hidden rows and columns with their places (F49)', async () => {
    const rows = [
      `<row r="1">${text('A1', 'name')}${text('B1', 'x')}${text('C1', 'y')}</row>`,
      ...Array.from(
        { length: 20 },
        (_, i) => `<row r="${i + 2}">${text(`A${i + 2}`, `n${i}`)}<c r="B${i + 2}"><v>${i}</v></c><c r="C${i + 2}"><v>1</v></c></row>`,
      ),
      `<row r="22" hidden="1">${text('A22', 'bad')}<c r="B22" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C22"><f>SUM(C2:C21)</f></c></row>`,
      `<row r="23">${text('A23', 'empty text')}<c r="B23" t="str"><f>""</f><v></v></c><c r="C23"><f>B2</f><v>5</v></c></row>`,
    ].join('');
    const sheet = {
      name: 'S',
      rows,
      before: '<cols><col min="3" max="3" hidden="1"/></cols>',
      after: '<mergeCells><mergeCell ref="A3:A5"/></mergeCells>',
    };
    const { report } = await anyTableOfBytes(xlsxOf({ sheets: [sheet] }), 'x.xlsx');
    expect(report.container?.notes).toEqual([
      { code: 'error-cells', count: 1, where: ['B22 #DIV/0!'] },
      { code: 'formula-without-value', count: 1, where: ['C22'] },
      { code: 'hidden-rows', count: 1, where: ['22'] },
      { code: 'hidden-columns', count: 1, where: ['C'] },
      { code: 'merged', count: 1, where: ['A3:A5'] },
    ]);
    expect(report.columns[1]).toMatchObject({ reading: { type: 'number' }, odd: 0, missing: 2 });
    expect(report.columns[2]).toMatchObject({ missing: 1, highest: '5' });
  });

  it('gives every column its name where groups are merged over their members', async () => {
    const rows = [
      `<row r="1">${text('A1', 'Shop')}${text('B1', 'Spring')}${text('D1', 'Autumn')}</row>`,
      `<row r="2">${text('B2', 'visits')}${text('C2', 'sales')}${text('D2', 'visits')}${text('E2', 'sales')}</row>`,
      ...[3, 4].map(
        (r) =>
          `<row r="${r}">${text(`A${r}`, `shop ${r}`)}${['B', 'C', 'D', 'E'].map((c) => `<c r="${c}${r}"><v>${r}</v></c>`).join('')}</row>`,
      ),
    ].join('');
    const after = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>';
    const { report } = await anyTableOfBytes(xlsxOf({ sheets: [{ name: 'S', rows, after }] }), 'x.xlsx');
    expect(report.columns.map(({ name }) => name)).toEqual(['Shop', 'Spring visits', 'Spring sales', 'Autumn visits', 'Autumn sales']);
    expect(report.accounting).toMatchObject({ imported: 2, headerRecords: 2 });
  });

  it('leaves a title over the whole table alone', async () => {
    const rows = `<row r="1">${text('A1', 'Report')}</row><row r="2">${text('A2', 'name')}${text('B2', 'n')}</row><row r="3">${text('A3', 'a')}<c r="B3"><v>1</v></c></row>`;
    const after = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>';
    const { report } = await anyTableOfBytes(xlsxOf({ sheets: [{ name: 'S', rows, after }] }), 'x.xlsx');
    expect(report.columns.map(({ name }) => name)).toEqual(['name', 'n']);
  });

  it('lists all sheets, takes the fullest visible one, or the one asked for', async () => {
    const small = `<row r="1">${text('A1', 'a')}${text('B1', 'b')}</row><row r="2">${text('A2', 'x')}<c r="B2"><v>1</v></c></row>`;
    const big = `<row r="1">${text('A1', 'who')}${text('B1', 'much')}</row>${[2, 3, 4].map((r) => `<row r="${r}">${text(`A${r}`, `w${r}`)}<c r="B${r}"><v>${r}</v></c></row>`).join('')}`;
    const book = xlsxOf({
      sheets: [
        { name: 'Note', rows: '' },
        { name: 'Small', rows: small },
        { name: 'Big & <co>', rows: big },
        { name: 'Secret', rows: big + `<row r="9">${text('A9', 'z')}</row>`, state: 'veryHidden' },
      ],
    });
    const { report } = await anyTableOfBytes(book, 'x.xlsx');
    expect(report.container?.sheet).toBe('Big & <co>');
    expect(report.container?.sheets).toEqual([
      { name: 'Note', rows: 0, columns: 0, hidden: false },
      { name: 'Small', rows: 2, columns: 2, hidden: false },
      { name: 'Big & <co>', rows: 4, columns: 2, hidden: false },
      { name: 'Secret', rows: 5, columns: 2, hidden: true },
    ]);
    expect((await anyTableOfBytes(book, 'x.xlsx', { sheet: 'Small' })).report.columns[0].name).toBe('a');
    await expect(anyTableOfBytes(book, 'x.xlsx', { sheet: 'Gone' })).rejects.toMatchObject({ code: 'sheet-missing' });
    await expect(anyTableOfBytes(book, 'x.xlsx', { sheet: 'Note' })).rejects.toMatchObject({ code: 'file-empty' });
  });

  it('takes shared texts in pieces, without their pronunciation, with what XML cannot hold', async () => {
    const texts = [
      '<r><t>Rich</t></r><r><t xml:space="preserve"> text</t></r><rPh sb="0" eb="1"><t>furigana</t></rPh>',
      'a_x000D_b',
      'x &amp; y'.replace('&amp;', '&'),
    ];
    const rows = `<row r="1">${text('A1', 'k')}${text('B1', 'v')}</row>${texts.map((_, i) => `<row r="${i + 2}"><c r="A${i + 2}"><v>${i}</v></c><c r="B${i + 2}" t="s"><v>${i}</v></c></row>`).join('')}`;
    const { report } = await anyTableOfBytes(xlsxOf({ sheets: [{ name: 'S', rows }], texts }), 'x.xlsx');
    expect(report.columns[1].firstRaw).toEqual(['Rich text', 'a\nb', 'x & y']);
  });

  it('refuses damage: a shared text that is not there, rows out of order, XML cut off', async () => {
    const refuse = async (rows: string) => {
      const error: unknown = await anyTableOfBytes(xlsxOf({ sheets: [{ name: 'S', rows }] }), 'x.xlsx').catch((thrown: unknown) => thrown);
      return error instanceof AppError ? error.code : error;
    };
    expect(await refuse('<row r="1"><c r="A1" t="s"><v>5</v></c></row>')).toBe('workbook-broken');
    expect(await refuse(`<row r="2">${text('A2', 'x')}</row><row r="1">${text('A1', 'x')}</row>`)).toBe('workbook-broken');
    expect(await refuse('<row r="1"><c r="A1"><v>1</v>')).toBe('workbook-broken');
  });
});
