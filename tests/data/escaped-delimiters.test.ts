/** `\,` outside quotes is read as a backslash and the end of a cell, as most programs do; where it was meant otherwise, that is said. */
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';

const read = (text: string) => readIntoMemory(bytesSource(new TextEncoder().encode(text)), 'f.csv');

describe('a delimiter after a backslash, outside quotes', () => {
  it('makes a cell too many: the row is set aside with its line and its text', async () => {
    const { report, table } = await read('name,town,n\nAnn,Rome,1\nBo,Washington\\, DC,2\nCy,Oslo,3\n');
    expect(report.rejections).toEqual([{ line: 3, reason: 'too-many-fields', raw: 'Bo,Washington\\, DC,2' }]);
    expect(report.accounting).toMatchObject({ records: 3, imported: 2, rejected: 1 });
    expect(table.rowCount).toBe(2);
  });

  it('in nearly all rows makes more cells than names, which is said', async () => {
    const { report } = await read('name,place,n\nAnn,Rome\\, IT,1\nBo,Washington\\, DC,2\nCy,Oslo\\, NO,3\n');
    expect(report.splitHeader).toEqual({ names: 3, cells: 4 });
  });

  it('is nothing to say where folders end in it', async () => {
    const { report, table } = await read('folder,n\nC:\\data\\,1\nC:\\more\\,2\nD:\\,3\n');
    expect(report.accounting).toMatchObject({ imported: 3, rejected: 0 });
    expect(report.splitHeader).toBeUndefined();
    expect(cellText(table.columns[0], 0)).toBe('C:\\data\\');
  });
});
