/** What is done to many words at once must be what is done to each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MISSING_CODE, type Table, type TextColumn } from '../../../src/core/column.ts';
import type { Step } from '../../../src/core/recipe.ts';
import { readNumber } from '../../../src/data/cell-number.ts';
import { cellText } from '../../../src/data/cell-text.ts';
import { readWords } from '../../../src/data/read-words.ts';
import { markSteps } from '../../../src/data/run-steps.ts';
import { normalised } from '../../../src/data/steps/normalise-text.ts';
import { WordCodes } from '../../../src/data/word-codes.ts';

const word = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom('a', 'B', "'", '’', ' ', '1', '.', ',', '-', 'ß', 'ΐ', 'Σ', 'σ', 'İ', 'ﬁ', 'é', 'e\u0301', '中'),
      },
      { weight: 2, arbitrary: fc.constantFrom('“', '‘', '—', '\u3000', '\u00a0', '\u200b', '\ufeff', 'Ａ', '１', 'ﾃﾞ', '\n', '\r', '\t', '\uffff', '\ufacf', '😀', '\ud800') }, // prettier-ignore
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
    { maxLength: 8 },
  )
  .map((letters) => letters.join(''));
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 40 });

function tableOf(...columns: TextColumn[]): Table {
  const rowCount = columns[0].codes.length;
  const none = new Uint32Array(rowCount);
  return { rowCount, columns, sourceLine: none.map((_, row) => row + 2), hashHigh: none, hashLow: none };
}

function textOf(name: string, cells: readonly string[], dictionary = [...new Set(cells)].filter((cell) => cell !== '')): TextColumn {
  return { kind: 'text', name, use: 'text', codes: Uint32Array.from(cells, (cell) => (cell === '' ? MISSING_CODE : dictionary.indexOf(cell))), dictionary }; // prettier-ignore
}

function cellsAfter(table: Table, step: Step, name: string): string[] {
  const { table: made } = markSteps(table, [step], { rowShape: 'order' });
  const column = made.columns.find((one) => one.name === name);
  if (!column) throw new Error(`no column ${name}`);
  if (column.kind === 'text') expect(new Set(column.dictionary).size).toBe(column.dictionary.length);
  return Array.from({ length: table.rowCount }, (_, row) => cellText(column, row));
}

const titled = (text: string): string => text.toLowerCase().replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase());

describe('many words at once', () => {
  it('are normalised and capitalised as each is alone', () => {
    fc.assert(
      fc.property(words, (cells) => {
        const table = tableOf(textOf('note', cells));
        expect(cellsAfter(table, { kind: 'normalise-text', columns: ['note'] }, 'note')).toEqual(cells.map(normalised));
        expect(cellsAfter(table, { kind: 'change-case', columns: ['note'], to: 'title' }, 'note')).toEqual(cells.map(titled));
        expect(cellsAfter(table, { kind: 'change-case', columns: ['note'], to: 'lower' }, 'note')).toEqual(cells.map((cell) => cell.toLowerCase())); // prettier-ignore
        expect(cellsAfter(table, { kind: 'change-case', columns: ['note'], to: 'upper' }, 'note')).toEqual(cells.map((cell) => cell.toUpperCase())); // prettier-ignore
      }),
      { numRuns: 1500, seed: 31 },
    );
  });

  it('are read as the numbers that each is alone', () => {
    const part = fc.constantFrom('1', '0', '23', '.', ',', '-', '+', '¥', '$', 'US$', 'kr', 'Fr.', ' ', '%', '万', '(', ')', 'e', 'x');
    const spelled = fc.oneof(
      fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom('', '¥', '€ ', 'RM'), fc.double({ noNaN: true })).map(([mark, value]) => mark + String(value)),
      fc.tuple(fc.constantFrom('', '￥', 'HK$'), fc.integer({ min: -1e9, max: 1e9 })).map(([mark, value]) => mark + (value / 100).toFixed(2)), // prettier-ignore
    );
    fc.assert(
      fc.property(fc.array(spelled, { maxLength: 30 }), fc.constantFrom('.' as const, ',' as const), (cells, decimal) => {
        const readings = cells.map((cell) => readNumber(cell, decimal));
        const { numbers, units } = readWords(cells, decimal);
        expect([...numbers]).toEqual(readings.map((reading) => reading?.value ?? NaN));
        expect(units).toEqual(new Set(readings.flatMap((reading) => reading?.unit ?? [])));
      }),
      { numRuns: 1500, seed: 32 },
    );
  });

  it('are merged as rows are, whatever mark stands between them', () => {
    const cell = fc.constantFrom('', 'a', 'b', 'ab', 'a-b', '-', 'a-', '-b', 'aa', 'a--b', 'x');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 }),
        fc.constantFrom('', '-', '--', ' ', ', ', 'a', 'aa', 'ab'),
        (rows, mark) => {
          const table = tableOf(...[0, 1, 2].map((i) => textOf(`c${i}`, rows.map((row) => row[i])))); // prettier-ignore
          const joined = (...cells: string[]): string => cells.filter((one) => one !== '').join(mark);
          const columns = ['c0', 'c1', 'c2'];
          const two: Step = { kind: 'merge-columns', columns: columns.slice(0, 2), mark, into: 'all' };
          expect(cellsAfter(table, two, 'all')).toEqual(rows.map(([a, b]) => joined(a, b)));
          expect(cellsAfter(table, { ...two, columns }, 'all')).toEqual(rows.map(([a, b, c]) => joined(a, b, c)));
        },
      ),
      { numRuns: 1500, seed: 33 },
    );
  });

  it('are numbered in the order in which they come', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ minLength: 60, maxLength: 80 })), { maxLength: 900 }), (cells) => {
        const different = [...new Set(cells)];
        const codes = new WordCodes();
        expect(cells.map((cell) => codes.add(cell))).toEqual(cells.map((cell) => different.indexOf(cell)));
        expect(codes.words).toEqual(different);
      }),
      { numRuns: 60, seed: 34 },
    );
  });
});
