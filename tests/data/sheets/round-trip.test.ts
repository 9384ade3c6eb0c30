import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { anyTableOfBytes } from '../../lab/any-table.ts';

/** Text of a cell: anything but what is empty, means nothing, or that a sheet cannot hold. */
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((value) => `t${value.replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, '').replace(/_x[0-9a-f]{4}_/gi, '')}`);
const row = fc.tuple(text, fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), fc.integer({ min: 1, max: 73_000 }));

describe('workbook -> table', () => {
  it('gives back every text, number and day that another program wrote', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
        const dates = rows.map(([, , day]) => new Date((day - 25_000) * 86_400_000));
        const cells = rows.map(([name, amount], i) => [name, amount, dates[i]]);
        const bytes = await writeXlsx({ sheets: [{ name: 'S', rows: [['name', 'amount', 'day'], ...cells] }] });
        const { report, table } = await anyTableOfBytes(bytes, 'x.xlsx', {
          headerRow: 0,
          columns: { 0: { type: 'text' }, 1: { type: 'number' }, 2: { type: 'date' } },
        });
        expect(report.accounting).toMatchObject({ records: rows.length, imported: rows.length, rejected: 0, blank: 0 });
        const [names, amounts, days] = table.columns;
        rows.forEach(([name, amount], i) => {
          expect(names.kind === 'text' ? names.dictionary[names.codes[i]] : undefined).toBe(name);
          expect(Math.abs((amounts.kind === 'number' ? amounts.values[i] : NaN) - amount)).toBeLessThanOrEqual(1e-14 * Math.abs(amount));
          // Serial numbers before March 1900 follow Excel's leap year; the writer's own calendar does not go there.
          if (dates[i].getTime() >= Date.UTC(1900, 2, 1))
            expect(days.kind === 'date' ? days.values[i] : undefined).toBe(dates[i].getTime() / 86_400_000);
        });
      }),
      { seed: 20_261_124, numRuns: 60 },
    );
  });
});
