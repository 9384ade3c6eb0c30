/** Names over two rows: the wanted names stand in each case, written by hand from how a person reads the two rows. */
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import type { ReadOptions, ReadReport } from '../../src/core/reading.ts';

async function read(text: string, options: ReadOptions = {}): Promise<ReadReport> {
  const { report } = await readIntoMemory(bytesSource(new TextEncoder().encode(text)), 'f.csv', options);
  const { records, imported, rejected, blank } = report.accounting;
  expect(records).toBe(imported + rejected + blank);
  return report;
}
const namesOf = ({ columns }: ReadReport): string[] => columns.map(({ name }) => name);
const ROWS = 'North,1,2,3,4\nSouth,5,6,7,8\nEast,9,10,11,12\n';

describe('names over two rows', () => {
  it.each([
    ['groups over members that come twice', 'Region,Sales,,Cost,\n,Jan,Feb,Jan,Feb\n'],
    ['groups beside an empty cell', ',Sales,,Cost,\nRegion,Jan,Feb,Jan,Feb\n'],
    ['groups written over each member, as merged cells are saved', 'Region,Sales,Sales,Cost,Cost\nRegion,Jan,Feb,Jan,Feb\n'],
    ['below a title', 'Report of the shop\n\nRegion,Sales,,Cost,\n,Jan,Feb,Jan,Feb\n'],
  ])('are put together: %s', async (_, header) => {
    const report = await read(header + ROWS);
    expect(namesOf(report)).toEqual(['Region', 'Sales Jan', 'Sales Feb', 'Cost Jan', 'Cost Feb']);
    expect(report).toMatchObject({ headerRows: 2, rowCount: 3, accounting: { imported: 3, rejected: 0 } });
    expect(report.columns.slice(1).map(({ reading }) => reading.type)).toEqual(['number', 'number', 'number', 'number']);
  });

  it('are put together where one group stands over some columns only, in Chinese, and over years', async () => {
    expect(namesOf(await read(',Sales,\nRegion,Jan,Feb\nNorth,1,2\nSouth,3,4\n'))).toEqual(['Region', 'Sales Jan', 'Sales Feb']);
    expect(namesOf(await read('地区,销售额,,备注\n,一月,二月,\n北,1,2,好\n南,3,4,差\n'))).toEqual([
      '地区',
      '销售额 一月',
      '销售额 二月',
      '备注',
    ]);
    expect(namesOf(await read('Region,Sales,,Cost,\n,2022,2023,2022,2023\nNorth,1.5,2,3,4\nSouth,5,6,7,8\n'))).toEqual([
      'Region', 'Sales 2022', 'Sales 2023', 'Cost 2022', 'Cost 2023',
    ]); // prettier-ignore
  });

  it('are left as they are when the person says that the last row holds them, and joined when told so', async () => {
    const text = `,Sales,,Cost,\nRegion,Jan,Feb,Mar,Apr\n${ROWS}`;
    expect((await read(text)).headerRow).toBe(1);
    expect(namesOf(await read(text, { headerRow: 1, headerRows: 1 }))).toEqual(['Region', 'Jan', 'Feb', 'Mar', 'Apr']);
    expect(namesOf(await read(text, { headerRow: 1 }))).toEqual(['Region', 'Jan', 'Feb', 'Mar', 'Apr']);
    expect(namesOf(await read(text, { headerRow: 1, headerRows: 2 }))).toEqual([
      'Region',
      'Sales Jan',
      'Sales Feb',
      'Cost Mar',
      'Cost Apr',
    ]);
  });

  it.each([
    ['a title above the names', 'Sales of the shop,,,,\nRegion,Jan,Feb,Mar,Apr\n', ['Region', 'Jan', 'Feb', 'Mar', 'Apr']],
    ['a title in the middle', ',Sales of the whole shop,,,\nRegion,Jan,Feb,Mar,Apr\n', ['Region', 'Jan', 'Feb', 'Mar', 'Apr']],
    ['a day in the middle', ',March 2024,,,\nRegion,Jan,Feb,Mar,Apr\n', ['Region', 'Jan', 'Feb', 'Mar', 'Apr']],
    ['units', 'Region,a,b,c,d\n,kg,kg,EUR,EUR\n', ['Region', 'a', 'b', 'c', 'd']],
    ['names with a gap, then data', 'Region,a,,c,d\n', ['Region', 'a', 'column 3', 'c', 'd']],
  ])('are not made of %s', async (_, header, wanted) => {
    const report = await read(header + ROWS);
    expect(namesOf(report)).toEqual(wanted);
    expect(report.headerRows).toBeUndefined();
    expect(report.rowCount).toBe(3);
  });

  it('are not made of text rows: nothing tells them from data', async () => {
    const report = await read('Town,Shop,,\nRome,Ann,Bo,Cy\nOslo,Di,Ed,Flo\nBonn,Gus,Hal,Ida\n');
    expect(report.headerRows).toBeUndefined();
    expect(report.rowCount).toBe(3);
  });
});

describe('a record of names that a line break has cut in two', () => {
  it.each([
    ['inside a name', 'id,customer\nname,date,amount\n', ['id', 'customer name', 'date', 'amount']],
    ['after the delimiter', 'id,name,\ndate,amount\n', ['id', 'name', 'date', 'amount']],
    ['before the delimiter', 'id,name\n,date,amount\n', ['id', 'name', 'date', 'amount']],
    ['instead of the delimiter', 'id,name\ndate,amount\n', ['id', 'name', 'date', 'amount']],
  ])('is made whole: %s', async (_, header, wanted) => {
    const report = await read(`${header}1,Ann,2024-01-05,5\n2,Bo,2024-01-06,6\n3,Cy,2024-01-07,7\n`);
    expect(namesOf(report)).toEqual(wanted);
    expect(report).toMatchObject({ headerRows: 2, rowCount: 3, accounting: { rejected: 0 } });
  });

  it('is not made of what stands above a table', async () => {
    const rows = '1,Ann,5\n2,Bo,6\n3,Cy,7\n';
    expect((await read(`Author:,Bo\nPlace:,Rome\n${rows}`)).headerRows).toBeUndefined();
    expect(namesOf(await read(`Author,Bo\nPlace,Rome\nid,name,amount\n${rows}`))).toEqual(['id', 'name', 'amount']);
  });
});

describe('fewer names than cells', () => {
  it('is said: two names may have run together', async () => {
    const { splitHeader } = await read('day,shoptown,amount\n2024-01-05,A,Rome,5\n2024-01-06,B,Oslo,6\n2024-01-07,C,Bonn,7\n');
    expect(splitHeader).toEqual({ names: 3, cells: 4 });
    // The cells beyond the names are empty, but nothing says that the others stand under theirs.
    expect((await read('a,bc,d\nx,1,2,\ny,3,4,\nz,5,6,\n')).splitHeader).toEqual({ names: 3, cells: 4 });
  });

  it('is nothing to say where there is no record of names at all: one lone quote', async () => {
    await expect(read('"\n', { headerRow: 0, delimiter: ',' })).rejects.toMatchObject({ code: 'file-header-only' });
  });

  it('is nothing to say where the first cell counts the rows', async () => {
    const report = await read('name,n\n1,Ann,5\n2,Bo,6\n3,Cy,7\n');
    expect(namesOf(report)).toEqual(['column 1', 'name', 'n']);
    expect(report.splitHeader).toBeUndefined();
  });
});
