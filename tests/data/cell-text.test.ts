import { expect, it } from 'vitest';
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY } from '../../src/core/column.ts';
import { cellText } from '../../src/data/cell-text.ts';

it('spells every kind of cell plainly, and missing ones as nothing', () => {
  const name = 'c';
  expect([0, 1].map((row) => cellText({ kind: 'number', name, values: Float64Array.of(-0.5, NaN) }, row))).toEqual(['-0.5', '']);
  expect([0, 1].map((row) => cellText({ kind: 'date', name, values: Int32Array.of(19_725, MISSING_DAY) }, row))).toEqual([
    '2024-01-03',
    '',
  ]);
  expect(
    [0, 1, 2].map((row) => cellText({ kind: 'datetime', name, values: Float64Array.of(19_725 * 86_400 + 37_800, NaN, -1) }, row)),
  ).toEqual(['2024-01-03 10:30', '', '1969-12-31 23:59:59']);
  expect([0, 1, 2].map((row) => cellText({ kind: 'boolean', name, values: Uint8Array.of(0, 1, MISSING_BOOLEAN) }, row))).toEqual([
    'no',
    'yes',
    '',
  ]);
  expect(
    [0, 1].map((row) => cellText({ kind: 'text', name, use: 'text', codes: Uint32Array.of(0, MISSING_CODE), dictionary: [' x '] }, row)),
  ).toEqual([' x ', '']);
});
