/** F45: sixty and more spellings of a day or a moment, each in a column that decides how to read it, or that leaves it to be asked. */
import { describe, expect, it } from 'vitest';
import { readColumn, readLiteral, type Context } from './read-literal.ts';

const days = Array.from({ length: 40 }, (_, i) => `2024-03-${String((i % 28) + 1).padStart(2, '0')}`);

/** Literal, what it is in this column, the column. Serials and Unix times checked with Python's datetime. */
const LITERALS: [string, string, Context?][] = [
  // ISO 8601 and its relatives.
  ['2024-01-03', 'date 2024-01-03'],
  ['2024-01-03 10:30', 'datetime 2024-01-03 10:30'],
  ['2024-01-03T10:30:05', 'datetime 2024-01-03 10:30:05'],
  ['2024-01-03T10:30:05.123Z', 'datetime 2024-01-03 10:30:05'],
  ['2024-01-03T23:30:00+08:00', 'datetime 2024-01-03 23:30'],
  ['2024-01-03 23:30 UTC', 'datetime 2024-01-03 23:30'],
  ['Wed Jan 03 2024 10:30:00 GMT+0800 (China Standard Time)', 'datetime 2024-01-03 10:30'],
  ['2024/1/3', 'date 2024-01-03'],
  ['2024.01.03', 'date 2024-01-03'],
  ['2016/8/3 14:01:13', 'datetime 2016-08-03 14:01:13'],
  ['20240103', 'date 2024-01-03', { name: 'date' }],
  ['20240103', 'id', { name: 'order id' }],
  // Day and month: proved by the cell, proved by the column, or asked.
  ['13/01/2024', 'date 2024-01-13'],
  ['01/13/2024', 'date 2024-01-13'],
  ['03/01/24', 'ask 2024-01-03 or 2024-03-01'],
  ['3.1.2024', 'ask 2024-01-03 or 2024-03-01'],
  ['03-01-2024', 'ask 2024-01-03 or 2024-03-01'],
  ['03/01/2024', 'date 2024-01-03', { beside: ['25/12/2023'] }],
  ['03/01/2024', 'date 2024-03-01', { beside: ['12/25/2023'] }],
  ['04/04/2024', 'date 2024-04-04'],
  ['1/2/2024 12:00:00 AM', 'datetime 2024-01-02 00:00', { beside: ['1/13/2024 3:05:00 PM'] }],
  ['24/01/03', 'date 2024-01-03', { beside: ['24/01/17', '24/02/09', '23/12/28', '23/12/30'] }],
  // Two-digit years turn at 69, as strptime has it.
  ['31/12/68', 'date 2068-12-31'],
  ['31/12/69', 'date 1969-12-31'],
  // Days that never were.
  ['31/02/2024', 'odd in date', { beside: days }],
  ['2023-02-29', 'odd in date', { beside: days }],
  ['2024-13-01', 'odd in date', { beside: days }],
  ['去年底', 'odd in date', { beside: days }],
  ['2024-01-03 25:00', 'odd in date', { beside: days }],
  // Month names.
  ['3 Jan 2024', 'date 2024-01-03'],
  ['Jan 3, 2024', 'date 2024-01-03'],
  ['Mar 3, 2024', 'date 2024-03-03'],
  ['3-Jan-24', 'date 2024-01-03'],
  ['3rd September 2024', 'date 2024-09-03'],
  ['2024-Jan-03', 'date 2024-01-03'],
  ['3. Januar 2024', 'date 2024-01-03'],
  ['3. März 2024', 'date 2024-03-03'],
  ['3. Dez. 2024', 'date 2024-12-03'],
  ['1er février 2024', 'date 2024-02-01'],
  ['3 août 2024', 'date 2024-08-03'],
  ['3 juil. 2024', 'date 2024-07-03'],
  ['3 de enero de 2024', 'date 2024-01-03'],
  ['3 dic 2024', 'date 2024-12-03'],
  // Weekdays before and behind.
  ['Wed, 3 Jan 2024', 'date 2024-01-03'],
  ['Mittwoch, 3. Januar 2024', 'date 2024-01-03'],
  ['mercredi 3 janvier 2024', 'date 2024-01-03'],
  ['星期三 2024-01-03', 'date 2024-01-03'],
  ['2024年1月3日（星期三）', 'date 2024-01-03'],
  ['2024年1月3日 周三 15:05', 'datetime 2024-01-03 15:05'],
  // Chinese.
  ['2024年1月3日', 'date 2024-01-03'],
  ['24年1月3日', 'date 2024-01-03'],
  ['二〇二四年十二月三十一日', 'date 2024-12-31'],
  ['2024年十一月3日', 'date 2024-11-03'],
  ['2024年1月3日 下午3:05', 'datetime 2024-01-03 15:05'],
  ['2024年1月3日 上午12:05', 'datetime 2024-01-03 00:05'],
  ['2024年1月3日15时05分', 'datetime 2024-01-03 15:05'],
  ['２０２４／１／３', 'date 2024-01-03'],
  // Times in other manners.
  ['3 Jan 2024 3:05 p.m.', 'datetime 2024-01-03 15:05'],
  ['03.01.2024 um 15:05 Uhr', 'datetime 2024-01-03 15:05', { beside: ['25.01.2024 um 08:00 Uhr'] }],
  ['25/01/2024 à 15h05', 'datetime 2024-01-25 15:05'],
  // Months and quarters: their first day, and the report says so.
  ['2024-03', 'date 2024-03-01'],
  ['2024年3月', 'date 2024-03-01'],
  ['March 2024', 'date 2024-03-01'],
  ['Mar-24', 'date 2024-03-01'],
  ['2024Q3', 'date 2024-07-01'],
  ['Q3 2024', 'date 2024-07-01'],
  ['2024年第三季度', 'date 2024-07-01'],
  // Spreadsheet days: by the name of the column, else numbers.
  ['45292', 'date 2024-01-01', { name: 'order date' }],
  ['45292.5', 'datetime 2024-01-01 12:00', { name: '下单日期' }],
  ['45292', 'number 45292', { name: 'amount' }],
  ['43830', 'date 2024-01-01', { name: 'order date', chosen: { type: 'date', epoch: 'excel-1904' } }],
  // 29 February 1900 never was: in the count from 1900 day 60 is no day; in that from 1904 it is 1 March.
  ['60', 'odd in date', { name: 'date', chosen: { type: 'date', epoch: 'excel-1900' } }],
  ['61', 'date 1900-03-01', { name: 'date', chosen: { type: 'date', epoch: 'excel-1900' } }],
  ['59', 'date 1900-02-28', { name: 'date', chosen: { type: 'date', epoch: 'excel-1900' } }],
  ['1', 'date 1900-01-01', { name: 'date', chosen: { type: 'date', epoch: 'excel-1900' } }],
  ['60', 'date 1904-03-01', { name: 'date', chosen: { type: 'date' } }],
  // Unix time: by the name and the size.
  ['1704276000', 'datetime 2024-01-03 10:00', { name: 'timestamp' }],
  ['1704276000123', 'datetime 2024-01-03 10:00', { name: 'created_at' }],
  ['1704276000', 'number 1704276000', { name: 'revenue' }],
  // Not dates.
  ['10.2.1', 'text'],
  ['192.168.1.1', 'text'],
  ['12/2024', 'text'],
  ['Mai', 'text'],
];

describe('date literals (F45)', () => {
  it('are sixty or more', () => expect(LITERALS.length).toBeGreaterThanOrEqual(60));

  it.each(LITERALS)('%j is %s %j', async (literal, expected, context) => {
    expect(await readLiteral(literal, context)).toBe(expected);
  });
});

describe('what is said about dates beside their values', () => {
  it('names the zones that were not followed', async () => {
    const { report } = await readColumn(['2024-01-03T10:00:00Z', '2024-01-03T10:00:00+08:00', '2024-01-04 10:00:00']);
    expect(report.zones).toEqual(['Z', '+08:00']);
  });

  it('says that months and quarters stand for their first day', async () => {
    expect((await readColumn(['2024-03', '2024-04'])).report.dateGrain).toBe('month');
    expect((await readColumn(['2024Q1', '2024Q2'])).report.dateGrain).toBe('quarter');
    expect((await readColumn(['2024-03-01'])).report.dateGrain).toBeUndefined();
  });

  it('shows a spreadsheet’s day in both of its counts', async () => {
    const { report } = await readColumn(['45292', '45293'], { name: 'date' });
    expect(report.serialDate).toEqual({ raw: '45292', epoch: 'excel-1900', read: '2024-01-01', other: '2028-01-02' });
  });
});
