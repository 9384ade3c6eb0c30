import { describe, expect, it } from 'vitest';
import { plainNumberOfBytes, readNumber } from '../../src/data/cell-number.ts';

/** Cell, value with a decimal point, value with a decimal comma (null: not a number so), unit. */
const LITERALS: [string, number | null, number | null, string?][] = [
  ['0', 0, 0],
  ['7', 7, 7],
  ['-7', -7, -7],
  ['+7', 7, 7],
  ['−5', -5, -5],
  ['–5', -5, -5],
  ['128.00', 128, null],
  ['128,00', null, 128],
  ['0.5', 0.5, null],
  ['.5', 0.5, null],
  [',5', null, 0.5],
  ['1,280', 1280, 1.28],
  ['1.280', 1.28, 1280],
  ['1,234.56', 1234.56, null],
  ['1.234,56', null, 1234.56],
  ['1,234,567', 1234567, null],
  ['1.234.567', null, 1234567],
  ['1,234,567.891', 1234567.891, null],
  ['12,34,567', 1234567, null],
  ['1,23', null, 1.23],
  ['1,2345', null, 1.2345],
  ['1 234 567', 1234567, 1234567],
  ['1 234,5', null, 1234.5],
  ['1\u202f234,5', null, 1234.5],
  ["1'234.50", 1234.5, null],
  ['1,234 567', null, null],
  ['(500)', -500, -500],
  ['(1,280.50)', -1280.5, null],
  ['(-5)', null, null],
  ['１２３', 123, 123],
  ['－１，２３４．５', -1234.5, null],
  ['¥1,280', 1280, 1.28, 'CNY'],
  ['￥1,280.00', 1280, null, 'CNY'],
  ['CN¥ 99', 99, 99, 'CNY'],
  ['1280元', 1280, 1280, 'CNY'],
  ['¥12元', 12, 12, 'CNY'],
  ['€1.280,50', null, 1280.5, 'EUR'],
  ['-110.7 €', -110.7, null, 'EUR'],
  ['-€110.7', -110.7, null, 'EUR'],
  ['€-110.7', -110.7, null, 'EUR'],
  ['$44.00', 44, null, 'USD'],
  ['US$44', 44, 44, 'USD'],
  ['($44.00)', -44, null, 'USD'],
  ['44 USD', 44, 44, 'USD'],
  ['£1,000', 1000, 1, 'GBP'],
  ['HK$20', 20, 20, 'HKD'],
  ['12%', 12, 12, '%'],
  ['12.5 ％', 12.5, null, '%'],
  ['$5%', null, null],
  ['1.2万', 12000, null],
  ['3亿', 300000000, 300000000],
  ['1.2万元', 12000, null, 'CNY'],
  ['1.38E+10', 13800000000, 13800000000],
  ['9.34E-05', 0.0000934, 0.0000934],
  ['1e-05', 0.00001, 0.00001],
  ['1e5', null, null],
  ['2E3', null, null],
  ['007', null, null],
  ['013800138000', null, null],
  ['13800138000', 13800138000, 13800138000],
  ['123456789012345', 123456789012345, 123456789012345],
  ['1234567890123456', null, null],
  ['0.30000000000000004', 0.30000000000000004, null],
  ['+86 138 0013 8000', null, null],
  ['12 abc', null, null],
  ['abc', null, null],
  ['', null, null],
  ['-', null, null],
  ['1.2.3', null, null],
  ['1..2', null, null],
  ['5.', 5, null],
  ['--5', null, null],
  ['12-5', null, null],
  ['Infinity', null, null],
  ['0x1F', null, null],
  ['½', null, null],
];

describe('a cell as a number (F43, F44)', () => {
  it.each(LITERALS)('reads %j as %j with a point and %j with a comma', (cell, point, comma, unit) => {
    const [a, b] = [readNumber(cell, '.'), readNumber(cell, ',')];
    expect(a?.value ?? null).toBe(point);
    expect(b?.value ?? null).toBe(comma);
    if (point !== null) expect(a?.unit).toBe(unit);
  });

  it('gives blanks at the ends no meaning', () => {
    expect(readNumber('  12.5\u3000', '.')?.value).toBe(12.5);
  });

  it('reads plain cells from bytes exactly as JavaScript reads their text', () => {
    const encoder = new TextEncoder();
    for (const text of [
      '0',
      '-0.5',
      '12',
      '1234567.89',
      '0.1',
      '0.3',
      '2.675',
      '999999999999999',
      '123456.789012345',
      '-11062.06',
      '100',
      '1.10',
    ]) {
      const bytes = encoder.encode(text);
      expect(plainNumberOfBytes(bytes, 0, bytes.length, 0x2e)).toBe(Number(text));
    }
  });

  it('leaves everything else to the longer way', () => {
    const encoder = new TextEncoder();
    for (const text of ['', '-', '.', '.5', '1e5', '007', '1,5', '1.2.3', '12345678901234567', '+5', ' 5', '5 ', '--5']) {
      const bytes = encoder.encode(text);
      expect(plainNumberOfBytes(bytes, 0, bytes.length, 0x2e)).toBeNaN();
    }
  });
});
