/** F44, F43: sixty and more spellings of a number, each in a column that decides what it is, or that leaves it to be asked. */
import { describe, expect, it } from 'vitest';
import { readLiteral, type Context } from './read-literal.ts';

const MINUS = '\u2212';
const THIN = '\u202f';

/** Literal, what it is in this column, the column. The values are worked out by hand. */
const LITERALS: [string, string, Context?][] = [
  // Either decimal mark: the cell proves it.
  ['1.234,56', 'number 1234.56'],
  ['1,234.56', 'number 1234.56'],
  ['1 234,56', 'number 1234.56'],
  [`1${THIN}234,56`, 'number 1234.56'],
  ["1'234.56", 'number 1234.56'],
  ['1’234.56', 'number 1234.56'],
  ['0,5', 'number 0.5'],
  [',5', 'number 0.5'],
  ['.5', 'number 0.5', { beside: ['1.25'] }],
  ['5.', 'number 5', { beside: ['7.25'] }],
  ['1.234.567', 'number 1234567'],
  ['1,234,567', 'number 1234567'],
  // Nothing in the cell proves it: the column does, or the person is asked.
  ['1.234', 'ask 1.234 or 1234'],
  ['1,234', 'ask 1234 or 1.234'],
  ['1,234', 'number 1234', { delimiter: ',' }],
  ['1.234', 'number 1.234', { beside: ['2.5'] }],
  ['1.234', 'number 1234', { beside: ['2,5'] }],
  ['1,234', 'number 1234', { beside: ['2.5'] }],
  ['1,234', 'number 1.234', { beside: ['2,5'] }],
  // 1500 is written without a thousands mark, so the mark is a decimal one; 7 without decimals, so 1,230 has none.
  ['1,234', 'number 1.234', { beside: ['1500'] }],
  ['1,230', 'number 1230', { beside: ['7', '12'] }],
  ['1.230', 'number 1230', { beside: ['7', '12'] }],
  ['-1.234', 'ask -1.234 or -1234'],
  ['€1.280', 'ask 1.28 or 1280'],
  ['1,234', 'number 1.234', { chosen: { decimal: ',' } }],
  // Negative.
  ['(500)', 'number -500'],
  ['(1,280.50)', 'number -1280.5'],
  [`${MINUS}5`, 'number -5'],
  ['－５', 'number -5'],
  ['500-', 'number -500'],
  ['1,280.50-', 'number -1280.5'],
  ['- 5', 'number -5'],
  ['0', 'number 0', { beside: ['-3', '4'] }],
  // Full width and Chinese.
  ['１２３', 'number 123'],
  ['１，２３４．５', 'number 1234.5'],
  ['1.2万', 'number 12000'],
  ['3亿', 'number 300000000'],
  ['1.5万亿', 'number 1500000000000'],
  ['8千', 'number 8000'],
  ['1.2万元', 'money CNY 12000'],
  // Money.
  ['¥1,280', 'money CNY 1280'],
  ['￥1,280.00', 'money CNY 1280'],
  ['CN¥ 99', 'money CNY 99'],
  ['RMB 12', 'money CNY 12'],
  ['12元', 'money CNY 12'],
  ['¥12元', 'money CNY 12'],
  ['¥500', 'money JPY 500', { chosen: { type: 'money', unit: 'JPY' } }],
  ['€ 5', 'money EUR 5'],
  ['5 €', 'money EUR 5'],
  ['-€110,70', 'money EUR -110.7'],
  ['($44.00)', 'money USD -44'],
  ['CHF 1’234.50', 'money CHF 1234.5'],
  ['12 kr', 'money SEK 12'],
  ['₹12,34,567', 'money INR 1234567'],
  ['12,34,567', 'number 1234567'],
  ['$5', 'odd in money CNY', { beside: Array.from({ length: 40 }, (_, i) => `¥${i}.50`) }],
  ['12', 'money CNY 12', { beside: ['¥3', '¥4', '¥5'] }],
  ['$5€', 'text'],
  // Shares.
  ['12%', 'percent % 12'],
  ['12.5 ％', 'percent % 12.5'],
  ['12‰', 'percent % 1.2'],
  ['0.12', 'odd in percent %', { beside: Array.from({ length: 40 }, (_, i) => `${i}%`) }],
  // Scientific: a code, unless the column is one of numbers.
  ['1e5', 'text', { beside: ['2e3', '7e1'] }],
  ['1e5', 'id', { name: 'SKU', beside: ['12', '7e1'] }],
  ['1e5', 'number 100000', { beside: ['2.5', '3.25e-4'] }],
  ['1e5', 'number 100000', { name: 'SKU', chosen: { type: 'number', asNumber: 'codes' } }],
  ['1.38E+10', 'number 13800000000'],
  ['9.34e-05', 'number 0.0000934'],
  // Codes and phone numbers stay what they are, unless the person says number.
  ['007', 'id', { beside: ['12', '13'] }],
  ['007', 'number 7', { beside: ['12'], chosen: { type: 'number', asNumber: 'codes' } }],
  ['007', 'odd in number', { beside: ['12'], chosen: { type: 'number' } }],
  ['013800138000', 'id'],
  ['+8613800138000', 'id'],
  ['+86 138 0013 8000', 'id'],
  ['9007199254740993', 'id'],
  ['123456789012345', 'number 123456789012345'],
  // Words for "no number".
  ['NaN', 'missing', { beside: ['1', '2'] }],
  ['N/A', 'missing', { beside: ['1', '2'] }],
  ['--', 'missing', { beside: ['1', '2'] }],
  ['inf', 'odd in number', { beside: Array.from({ length: 40 }, (_, i) => `${i}`) }],
  // What a spreadsheet program writes where there is no value.
  ['#DIV/0!', 'missing', { beside: Array.from({ length: 40 }, (_, i) => `${i}`) }],
  ['1.2.3', 'text'],
  ['12-5', 'text'],
];

describe('number literals (F43, F44)', () => {
  it('are sixty or more', () => expect(LITERALS.length).toBeGreaterThanOrEqual(60));

  it.each(LITERALS)('%j is %s %j', async (literal, expected, context) => {
    expect(await readLiteral(literal, context)).toBe(expected.replace('0.0000934', String(0.0000934)));
  });
});
