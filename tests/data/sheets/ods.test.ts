import { writeOds } from 'hucre/ods';
import { describe, expect, it } from 'vitest';
import { anyTableOfBytes } from '../../lab/any-table.ts';
import { odsOf } from './workbook-of.ts';

const text = (value: string) => `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`;
const number = (value: string, shown = value) =>
  `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${shown}</text:p></table:table-cell>`;
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;
const table = (name: string, rows: string, attributes = '') => `<table:table table:name="${name}"${attributes}>${rows}</table:table>`;

describe('OpenDocument spreadsheets (.ods)', () => {
  it('reads what another program writes', async () => {
    const bytes = await writeOds({
      sheets: [
        {
          name: 'S',
          rows: [
            ['who', 'n', 'day'],
            ['a', 1.234, new Date(Date.UTC(2024, 1, 29))],
            ['b', -2, new Date(Date.UTC(2023, 0, 1))],
          ],
        },
      ],
    });
    const { report } = await anyTableOfBytes(bytes, 'x.ods');
    expect(report.container).toMatchObject({ format: 'ods', sheet: 'S' });
    expect(report.preview).toEqual([
      ['a', '1.234', '2024-02-29'],
      ['b', '-2', '2023-01-01'],
    ]);
  });

  it('reads rows in groups and headers, repeated rows and cells, and keeps their row numbers', async () => {
    const rows = [
      `<table:table-header-rows>${row(text('who'), text('n'), text('m'))}</table:table-header-rows>`,
      `<table:table-row-group>${row(text('a'), '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5"/>')}</table:table-row-group>`,
      '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
      `<table:table-row table:number-rows-repeated="3">${text('b')}${number('1')}${number('x', '')}</table:table-row>`.replace(
        'office:value="x"',
        'office:value="2"',
      ),
      '<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    ].join('');
    const { report, table: read } = await anyTableOfBytes(odsOf(table('S', rows)), 'x.ods');
    expect(report.accounting).toMatchObject({ imported: 4, blank: 2 });
    expect(report.preview).toEqual([
      ['a', '5', '5'],
      ['b', '1', '2'],
      ['b', '1', '2'],
      ['b', '1', '2'],
    ]);
    expect(Array.from(read.sourceLine ?? [])).toEqual([2, 5, 6, 7]);
  });

  it('knows percents, money, codes, days with time, times, yes and no, and lines within a cell', async () => {
    const cells = [
      '<table:table-cell office:value-type="percentage" office:value="0.07"><text:p>7%</text:p></table:table-cell>',
      number('123', '00123'),
      '<table:table-cell office:value-type="date" office:date-value="2024-01-05T10:30:00"><text:p>5/1</text:p></table:table-cell>',
      '<table:table-cell office:value-type="time" office:time-value="PT14H05M00S"><text:p>2 PM</text:p></table:table-cell>',
      '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>',
      '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>one<text:s text:c="2"/>two</text:p><text:p>three</text:p></table:table-cell>',
      number('12345678901234567'),
    ];
    const rows = row(...cells.map((_, i) => text(`name ${'abcdefg'[i]}`))) + row(...cells);
    const { report } = await anyTableOfBytes(odsOf(table('S', rows)), 'x.ods');
    expect(report.preview[0]).toEqual(['7%', '00123', '2024-01-05 10:30:00', '14:05:00', 'TRUE', 'one  two\nthree', '12345678901234567']);
  });

  it('says what is hidden, merged, wrong or without result', async () => {
    const rows = [
      '<table:table-column/><table:table-column table:visibility="collapse"/>',
      row(text('who'), text('n')),
      row(
        text('a'),
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
      ),
      row(
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>b</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=A1"/>',
      ),
      `<table:table-row table:visibility="filter"><table:covered-table-cell/>${number('3')}</table:table-row>`,
    ].join('');
    const styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>';
    const { report } = await anyTableOfBytes(
      odsOf(table('S', rows) + table('H', row(text('x')), ' table:style-name="ta2"'), styles),
      'x.ods',
    );
    expect(report.container?.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([['S', false], ['H', true]]); // prettier-ignore
    expect(report.container?.notes).toEqual([
      { code: 'error-cells', count: 1, where: ['B2 #DIV/0!'] },
      { code: 'merged', count: 1, where: ['A3:A4'] },
      { code: 'formula-without-value', count: 1, where: ['B3'] },
      { code: 'hidden-rows', count: 1, where: ['4'] },
      { code: 'hidden-columns', count: 1, where: ['B'] },
    ]);
  });
});
