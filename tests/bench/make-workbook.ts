/** A made-up workbook, seeded: numbers, days, shared texts and texts of their own, as spreadsheet programs write them. */
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomState } from '../../src/core/rng.ts';
import { xlsxOf } from '../data/sheets/workbook-of.ts';

/** Writes the file once into the system's folder for temporary files; returns its path. */
export function workbookFile(rows: number, columns: number): string {
  const path = join(tmpdir(), `regulars-bench-workbook-${rows}-${columns}.xlsx`);
  if (existsSync(path)) return path;
  const random = new RandomState(20_261_128);
  const texts = Array.from({ length: 2000 }, (_, i) => `Tea ${i}, ${i % 30} g`);
  const parts: string[] = [];
  for (let row = 1; row <= rows + 1; row++) {
    const cells = Array.from({ length: columns }, (_, column) => {
      const place = `${String.fromCharCode(65 + column)}${row}`;
      if (row === 1) return `<c r="${place}" t="str"><v>column ${column + 1}</v></c>`;
      if (column === 0) return `<c r="${place}"><v>${100_000 + row}</v></c>`;
      if (column === 1) return `<c r="${place}" s="1"><v>${45_000 + random.interval(700)}</v></c>`;
      if (column % 3 === 2) return `<c r="${place}" t="s"><v>${random.interval(texts.length - 1)}</v></c>`;
      return `<c r="${place}"><v>${random.interval(1_000_000) / 100}</v></c>`;
    });
    parts.push(`<row r="${row}">${cells.join('')}</row>`);
  }
  writeFileSync(path, xlsxOf({ sheets: [{ name: 'Orders', rows: parts.join('') }], texts, formats: ['yyyy-mm-dd'] }));
  return path;
}
