import { expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { notedCells } from '../../src/data/noted-cells.ts';

it('gives every cell that a profile speaks of with its line, reason, value, and what the recipe makes of it', async () => {
  const rows = Array.from({ length: 24 }, (_, i) => `${i + 1},2024-01-0${(i % 9) + 1},Rome,x`);
  rows[3] = '9000,2024-01-01,Rome,x';
  rows[5] = '6,9999-12-31, Rome,x';
  rows[7] = '8,2030-01-01,ROME,x';
  rows[9] = '10,someday,Rome,x';
  const file = `n,day,city,t\n${rows.join('\n')}\n`;
  const { report, table } = await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'f.csv');
  const today = Date.UTC(2025, 0, 1) / 86_400_000;
  const cells = table.columns.flatMap((column, i) => notedCells(column, report.columns[i], table.sourceLine, [{ kind: 'trim' }], today));
  expect(cells).toEqual([
    { line: 5, reason: 'outliers', column: 'n', raw: '9000', now: '' },
    { line: 11, reason: 'odd-cells', column: 'day', raw: 'someday', now: '' },
    { line: 7, reason: 'impossible-dates', column: 'day', raw: '9999-12-31', now: '' },
    { line: 9, reason: 'future-dates', column: 'day', raw: '2030-01-01', now: '' },
    { line: 7, reason: 'outer-blanks', column: 'city', raw: ' Rome', now: 'Rome' },
    { line: 9, reason: 'mixed-spellings', column: 'city', raw: 'ROME', now: '' },
  ]);
});
