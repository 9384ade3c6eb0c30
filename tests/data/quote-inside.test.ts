import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { quoteInside } from '../../src/data/quote-inside.ts';
import { rejectedCsv } from '../../src/data/rejected-csv.ts';

describe('a quotation mark in the middle of a cell', () => {
  it.each([
    ['1,Boots"Warm, dry",9', 1],
    ['1,Boots"Warm, dry"', 1],
    ['1,Boots"Warm, dry"\r\n', 1],
    ['"1","Boot, brown",Boots"Warm ""and"" light, dry",9', 2],
    ['1,"a" ,b"c,d",9', 2],
    ['Size 10"Warm, dry",9', 0],
    ['1, "cheap, good"', 1],
  ])('%j lacks a delimiter before it: cell %i', (record, cell) => expect(quoteInside(record, ',')).toBe(cell));

  it.each([
    '5" pipe,6" board',
    '5" pipe,board of 6"',
    '48"x36",24"x12"',
    '5\'6",5\'7" tall,6\'1"',
    '1½" tube,2½"',
    '40°26\'46" N,79°58\'56"',
    'the "big" one,a "small"',
    'the "big" one,rock \'n\' roll',
    '5"" pipe,x"" y',
    'a" b,"c",d"',
    'a" b,""",c",d"',
    'a"b',
    "don't,can't",
    '',
  ])('%j is text', (record) => expect(quoteInside(record, ',')).toBe(-1));

  it('sets the row aside, with its line, column and text, whichever way it is read', async () => {
    const good = Array.from({ length: 20 }, (_, i) => `${i},Pipe 5" wide,"Long, thin",${i}\n`).join('');
    const bytes = new TextEncoder().encode(`n,name,what,price\n${good}20,Boots"Warm, dry",9\n21,Shoes,"Red, new",8\n`);
    for (const tuning of [{}, { kernels: false }, { way: 'papa' as const }, { sliceBytes: 5 }]) {
      const { report } = await readIntoMemory(bytesSource(bytes), 'f.csv', {}, {}, tuning);
      expect(report.accounting).toMatchObject({ records: 22, imported: 21, rejected: 1 });
      expect(report.rejections).toEqual([{ line: 22, reason: 'quote-inside', column: 1, raw: '20,Boots"Warm, dry",9' }]);
      expect(rejectedCsv(report).csv).toContain('22,quote-inside,name,"20,Boots""Warm, dry"",9"');
    }
  });

  it('keeps the row where quotes are text', async () => {
    const bytes = new TextEncoder().encode('n,name,what\n1,Boots"Warm, dry"\n2,a,b\n');
    const { report } = await readIntoMemory(bytesSource(bytes), 'f.csv', { quote: 'none' });
    expect(report.accounting).toMatchObject({ imported: 2, rejected: 0 });
  });
});
