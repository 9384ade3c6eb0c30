/**
 * Random tables in random dialects. Told the dialect, the reader gives back what was written; told nothing, it reads or
 * refuses, and the sum of records holds for every file. `FUZZ_FILES=10000 npx vitest run tests/fuzz/dialects.test.ts`
 * runs more than the 500 files of every day.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Encoding, Escape, Quote, ReadOptions } from '../../src/core/reading.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import type { ReadTuning } from '../../src/data/read-table.ts';

const FILES = Number(process.env.FUZZ_FILES ?? 500);
const NODE_ONLY = 'not in browsers';
const TIME = 120_000 + 200 * FILES;

interface Style {
  delimiter: string;
  quote: Exclude<Quote, 'none'>;
  escape: Escape;
  lineBreak: string;
  always: boolean;
  encoding: 'utf-8' | 'utf-16le';
}

const style: fc.Arbitrary<Style> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|', ':', '^', '~', '#', '&', '§', '::', ', ', '\u001f'),
  quote: fc.constantFrom('"' as const, "'" as const),
  escape: fc.constantFrom('doubled' as const, 'backslash' as const),
  lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
  always: fc.boolean(),
  encoding: fc.constantFrom('utf-8' as const, 'utf-16le' as const),
});

const cell = fc.oneof(
  // U+FFFD stands for broken bytes outside UTF-8: such records are rejected.
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => text.replaceAll('\ufffd', 'x')),
  fc
    .array(fc.constantFrom('a', '1', '"', "'", '\\', ',', ';', '|', '#', ':', ' ', '\n', '中', '😀', '""', "\\'", '\\\\'), { maxLength: 6 })
    .map((parts) => parts.join('')),
);

const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

function written(rows: readonly (readonly string[])[], { delimiter, quote, escape, lineBreak, always }: Style): string {
  const enclose = (text: string): string => {
    const needs =
      always ||
      text.includes(delimiter) ||
      text.includes(delimiter[0]) ||
      /[\r\n]/.test(text) ||
      text.includes(quote) ||
      /^\s|\s$/.test(text);
    if (!needs) return text;
    const inner =
      escape === 'backslash' ? text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) : text.replaceAll(quote, quote + quote);
    return quote + inner + quote;
  };
  return rows.map((row) => row.map(enclose).join(delimiter) + lineBreak).join('');
}

function encoded(text: string, encoding: Style['encoding']): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const units = [0xfeff, ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))];
  return Uint8Array.from(units.flatMap((unit) => [unit & 255, unit >> 8]));
}

/** The table as read, or the code of the refusal. A sum that does not add up is thrown by the reader as `internal`. */
async function outcome(bytes: Uint8Array, options: ReadOptions, tuning: ReadTuning = {}): Promise<unknown> {
  try {
    const { report, table: read } = await readIntoMemory(bytesSource(bytes), 'fuzz.csv', options, {}, tuning);
    const { records, imported, rejected, blank } = report.accounting;
    expect(imported + rejected + blank).toBe(records);
    const rows = Array.from({ length: read.rowCount }, (_, row) => read.columns.map((column) => cellText(column, row)));
    return { rows, accounting: report.accounting, rejections: report.rejections, lines: [...read.sourceLine] };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') return error.code;
    // Node's own decoder throws at some broken bytes where browsers give U+FFFD.
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return NODE_ONLY;
    throw error;
  }
}

/** Blank cells are missing, line breaks LF. */
const asRead = (text: string): string => (/^[\s\u200b]*$/.test(text) ? '' : text.replace(/\r\n?/g, '\n'));

describe('random dialects', () => {
  it(
    'give back what was written, wherever the file is cut',
    async () => {
      await fc.assert(
        fc.asyncProperty(table, style, fc.integer({ min: 1, max: 40 }), async (rows, how, sliceBytes) => {
          const header = rows[0].map((_, i) => `h${i}`);
          const bytes = encoded(written([header, ...rows], how), how.encoding);
          const { delimiter, quote, escape } = how;
          const columns = Object.fromEntries(header.map((_, i) => [i, { type: 'text' as const }]));
          const options: ReadOptions = { delimiter, quote, escape, headerRow: 0, columns };
          const read = await outcome(bytes, options);
          expect(await outcome(bytes, options, { sliceBytes, way: 'papa' })).toEqual(read);
          // Rows inside one cell look like a lone quote, and are asked about; rows of nothing make no table.
          if (read === 'lone-quote' || read === 'file-header-only') return;
          // Rows of nothing are blank records, unless their quotes say otherwise.
          const filled = (all: readonly (readonly string[])[]): string[][] =>
            all.map((row) => row.map(asRead)).filter((row) => row.some((text) => text !== ''));
          expect(filled((read as { rows: string[][] }).rows)).toEqual(filled(rows));
        }),
        { numRuns: FILES, seed: 31_415 },
      );
    },
    TIME,
  );

  it(
    'are read or refused with nothing told, and every record is accounted for',
    async () => {
      const before = Object.getOwnPropertyNames(Object.prototype);
      await fc.assert(
        fc.asyncProperty(
          table,
          style,
          fc.constantFrom('', 'Report\n\n', '# comment\n', '"lone\n', '__proto__;constructor\n'),
          async (rows, how, preamble) => {
            await outcome(encoded(preamble + written(rows, how), how.encoding), {});
          },
        ),
        { numRuns: FILES, seed: 27_182 },
      );
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    },
    TIME,
  );

  it(
    'hold the sum for any bytes in any encoding',
    async () => {
      const byte = fc.constantFrom(
        0x61,
        0x31,
        0x2c,
        0x3b,
        0x22,
        0x27,
        0x5c,
        0x0a,
        0x0d,
        0x20,
        0xff,
        0xb0,
        0xa1,
        0x82,
        0xa0,
        0xe4,
        0xb8,
        0xad,
        0x00,
      );
      const told = fc.record({
        encoding: fc.constantFrom<Encoding | undefined>(undefined, 'utf-8', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1250'),
        quote: fc.constantFrom<Quote | undefined>(undefined, '"', "'", 'none'),
        escape: fc.constantFrom<Escape | undefined>(undefined, 'doubled', 'backslash'),
        delimiter: fc.constantFrom(undefined, ',', ';', ' ', ', ', '§'),
        headerRow: fc.constantFrom(undefined, -1, 0),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(byte, { maxLength: 80 }), told, fc.integer({ min: 1, max: 9 }), async (bytes, options, sliceBytes) => {
          const file = Uint8Array.from(bytes);
          const [cut, whole] = [await outcome(file, options, { sliceBytes }), await outcome(file, options)];
          if (cut !== NODE_ONLY && whole !== NODE_ONLY) expect(cut).toEqual(whole);
        }),
        { numRuns: FILES, seed: 16_180 },
      );
    },
    TIME,
  );
});
