import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { xlsxOf } from '../data/sheets/workbook-of.ts';
import { canonicalOf, readingPage, readLab } from './read-lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-'));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('lab read', () => {
  it('tells how a CSV file is read, and asks where it can be read two ways', async () => {
    const { reading, table } = await readLab(file('a.csv', 'when;price;who\n03/01/2024;1.234;Ann\n04/02/2024;2.345;"B ""x"""\n'));
    expect(reading).toMatchObject({
      format: 'csv',
      sheet: null,
      delimiter: ';',
      headerRow: 0,
      records: 2,
      imported: 2,
      rejected: 0,
      blank: 0,
    });
    expect(reading.questions.map(({ kind, column }) => [kind, column])).toEqual([
      ['date-order', 'when'],
      ['decimal-mark', 'price'],
    ]);
    expect(canonicalOf(table).split('\n')[0]).toBe('when,price,who');
    expect(canonicalOf(table)).toContain('"B ""x"""');
  });

  it('tells how a sheet is read', async () => {
    const rows =
      '<row r="1"><c r="A1" t="str"><v>n</v></c><c r="B1" t="str"><v>day</v></c></row><row r="2"><c r="A2"><v>1.234</v></c><c r="B2" s="1"><v>45351</v></c></row>';
    const book = file('b.xlsx', xlsxOf({ sheets: [{ name: 'One', rows: '' }, { name: 'Two', rows }], formats: ['d/m/yy'] })); // prettier-ignore
    const { reading, table } = await readLab(book, { sheet: 'Two' });
    expect(reading).toMatchObject({ format: 'xlsx', sheet: 'Two', encoding: null, decimal: '.', questions: [] });
    expect(canonicalOf(table)).toBe('n,day\n1.234,2024-02-29\n');
    expect(readingPage(reading)).toContain('table       One: 0 rows');
  });

  it('asks for the encoding where it cannot be told, and throws what is no question', async () => {
    const { reading } = await readLab(
      file('c.csv', Uint8Array.from([...Buffer.from('a,b\ncaf'), 0xe9, 0x2c, 0x31, 10, 0xe9, 0xe9, 0x2c, 0x32, 10])),
    );
    expect(reading.questions.map(({ kind }) => kind)).toEqual(['encoding']);
    await expect(readLab(file('d.csv', ''))).rejects.toMatchObject({ code: 'file-empty' });
  });
});
