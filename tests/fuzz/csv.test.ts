/**
 * Two readers that share no parsing code (the byte scanner and PapaParse), an independent counter and random files:
 * whatever the file and wherever it is cut, they must agree.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import type { ReadTuning } from '../../src/data/read-table.ts';
import { writeCsv } from '../../src/data/write-csv.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ReadOptions } from '../../src/core/reading.ts';

const encoder = new TextEncoder();

async function outcome(bytes: Uint8Array, options: ReadOptions, tuning: ReadTuning): Promise<unknown> {
  try {
    const { report, table } = await readIntoMemory(bytesSource(bytes), 'fuzz.csv', options, {}, tuning);
    const { records, imported, rejected, blank } = report.accounting;
    expect(imported + rejected + blank).toBe(records);
    expect(table.rowCount).toBe(imported);
    return {
      accounting: report.accounting,
      rejections: report.rejections,
      names: report.columns.map(({ name }) => name),
      readings: report.columns.map(({ reading }) => reading),
      rows: Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => cellText(column, row))),
      lines: [...table.sourceLine],
      hashes: [...table.hashHigh, ...table.hashLow],
    };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') return { refused: error.code };
    throw error;
  }
}

/** Characters that decide something, and a few that are wider than a byte. */
const soup = fc
  .array(fc.constantFrom('a', 'b', '1', ',', ',', '"', '"', '\n', '\r', '\r\n', ' ', ';', 'é', '中', '😀', '\u0000', '\ufffd', '0', '-'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));

describe('random delimited text', () => {
  it('gives the same table, rejections and counts for every slice size and both ways of reading', async () => {
    await fc.assert(
      fc.asyncProperty(soup, fc.constantFrom('"' as const, 'none' as const), fc.constantFrom(-1, 0), async (text, quote, headerRow) => {
        const bytes = encoder.encode(text);
        const options: ReadOptions = { delimiter: ',', quote, headerRow };
        const whole = await outcome(bytes, options, {});
        expect(await outcome(bytes, options, { way: 'papa' })).toEqual(whole);
        expect(await outcome(bytes, options, { kernels: false })).toEqual(whole);
        for (const sliceBytes of [1, 2, 3, 7]) {
          expect(await outcome(bytes, options, { sliceBytes })).toEqual(whole);
          expect(await outcome(bytes, options, { sliceBytes, way: 'papa' })).toEqual(whole);
        }
      }),
      { numRuns: 150, seed: 20_241 },
    );
  }, 120_000);

  it('rejects the same records where bytes are broken', async () => {
    const byte = fc.constantFrom(0x61, 0x62, 0x2c, 0x2c, 0x22, 0x0a, 0x0a, 0x0d, 0xff, 0xe4, 0xb8, 0xad, 0xc3, 0xa9);
    await fc.assert(
      fc.asyncProperty(fc.array(byte, { maxLength: 50 }), async (bytes) => {
        const options: ReadOptions = { encoding: 'utf-8', delimiter: ',', headerRow: -1 };
        const file = Uint8Array.from(bytes);
        const whole = await outcome(file, options, {});
        for (const tuning of [{ way: 'papa' as const }, { sliceBytes: 1 }, { sliceBytes: 3, way: 'papa' as const }]) {
          expect(await outcome(file, options, tuning)).toEqual(whole);
        }
      }),
      { numRuns: 150, seed: 11 },
    );
  }, 120_000);

  it('gives the same table and the same columns with WebAssembly and without', async () => {
    const word = fc.constantFrom(
      'NA',
      'null',
      '-',
      '1.38E+10',
      '13.5',
      '+86 1',
      ' a',
      'b ',
      'ａ',
      '上海',
      '"x" y',
      '2024-01-03',
      '',
      'total',
      'id',
    );
    const cell = fc.oneof(word, fc.string({ maxLength: 40 }), fc.integer().map(String));
    const quoted = (text: string): string => (/[",\r\n]/.test(text) || text.length % 5 === 0 ? `"${text.replaceAll('"', '""')}"` : text);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 40, max: 4000 }),
        async (rows, lineEnd, sliceBytes) => {
          // Repeated, so that values are known already and chunks have something to look up.
          const lines = ['id,name,note', ...Array.from({ length: 30 }, () => rows.map((row) => row.map(quoted).join())).flat()];
          const bytes = encoder.encode(lines.join(lineEnd));
          const read = async (tuning: ReadTuning) => {
            const { report, table } = await readIntoMemory(bytesSource(bytes), 'f.csv', { delimiter: ',' }, {}, tuning).catch(
              (thrown: unknown) => {
                if (thrown instanceof AppError && thrown.code !== 'internal') return { report: thrown.code, table: undefined };
                throw thrown;
              },
            );
            return { report, table: table && { ...table, columns: table.columns.map((column) => ({ ...column })) } };
          };
          expect(await read({ sliceBytes })).toEqual(await read({ sliceBytes, kernels: false }));
        },
      ),
      { numRuns: 150, seed: 77 },
    );
  }, 120_000);

  it('reads back what was written, but for line breaks inside cells, which are read as LF (F42)', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.constantFrom('"', ',', '\n', '\r\n', '\r', '""', ' ', "'"),
    );
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, sliceBytes) => {
        const header = rows[0].map((_, i) => `h${i}`);
        const columns = Object.fromEntries(header.map((_, i) => [i, { type: 'text' as const }]));
        const bytes = encoder.encode(writeCsv(header, rows, { bom: true }));
        const { table: back } = await readIntoMemory(
          bytesSource(bytes),
          'back.csv',
          { columns, delimiter: ',', headerRow: 0 },
          {},
          { sliceBytes },
        );
        const read = rows.map((_, row) => back.columns.map((column) => cellText(column, row)));
        const wanted = rows.map((row) =>
          row.map((text) => withoutFormulaMark(text).replace(/\r\n?/g, '\n')).map((text) => (isNothing(text) ? '' : text)),
        );
        expect(read).toEqual(wanted);
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});

/** The writer guards formulas with an apostrophe: that is part of what is written. */
function withoutFormulaMark(text: string): string {
  return /^[\s\u00a0\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** Blank cells are read as missing. */
function isNothing(text: string): boolean {
  return /^[\s\u200b]*$/.test(text);
}
