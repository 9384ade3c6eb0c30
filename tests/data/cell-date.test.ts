import { describe, expect, it } from 'vitest';
import { isoDay } from '../../src/core/civil-date.ts';
import { dateEvidence, readDate } from '../../src/data/cell-date.ts';

/** Cell, read day before month, read month before day (null: no date so), time. */
const LITERALS: [string, string | null, string | null, string?][] = [
  ['2024-01-03', '2024-01-03', '2024-01-03'],
  ['2024/1/3', '2024-01-03', '2024-01-03'],
  ['2024.01.03', '2024-01-03', '2024-01-03'],
  ['2024-1-3', '2024-01-03', '2024-01-03'],
  ['2024-02-29', '2024-02-29', '2024-02-29'],
  ['2023-02-29', null, null],
  ['2024-13-01', null, null],
  ['1900-02-29', null, null],
  ['03/01/2024', '2024-01-03', '2024-03-01'],
  ['03/01/24', '2024-01-03', '2024-03-01'],
  ['3/1/2024', '2024-01-03', '2024-03-01'],
  ['03-01-2024', '2024-01-03', '2024-03-01'],
  ['3.1.2024', '2024-01-03', '2024-03-01'],
  ['13/01/2024', '2024-01-13', null],
  ['01/13/2024', null, '2024-01-13'],
  ['31/12/68', '2068-12-31', null],
  ['31/12/69', '1969-12-31', null],
  ['31/04/2024', null, null],
  ['04/04/2024', '2024-04-04', '2024-04-04'],
  ['3 Jan 2024', '2024-01-03', '2024-01-03'],
  ['3-Jan-24', '2024-01-03', '2024-01-03'],
  ['03 January 2024', '2024-01-03', '2024-01-03'],
  ['3rd Sept 2024', '2024-09-03', '2024-09-03'],
  ['Jan 3, 2024', '2024-01-03', '2024-01-03'],
  ['January 3 2024', '2024-01-03', '2024-01-03'],
  ['MAY 5, 2023', '2023-05-05', '2023-05-05'],
  ['Wed, 3 Jan 2024', '2024-01-03', '2024-01-03'],
  ['Wednesday, January 3, 2024', '2024-01-03', '2024-01-03'],
  ['2024-Jan-03', '2024-01-03', '2024-01-03'],
  ['2024年1月3日', '2024-01-03', '2024-01-03'],
  ['2024 年 01 月 03 日', '2024-01-03', '2024-01-03'],
  ['24年1月3日', '2024-01-03', '2024-01-03'],
  ['２０２４／１／３', '2024-01-03', '2024-01-03'],
  ['20240103', '2024-01-03', '2024-01-03'],
  ['20241303', null, null],
  ['18991231', null, null],
  ['1949-01', '1949-01-01', '1949-01-01'],
  ['2024年1月', '2024-01-01', '2024-01-01'],
  ['2024-01-03 10:30', '2024-01-03', '2024-01-03', '10:30:00'],
  ['2024-01-03T10:30:05', '2024-01-03', '2024-01-03', '10:30:05'],
  ['2024-01-03T10:30:05.123Z', '2024-01-03', '2024-01-03', '10:30:05'],
  ['2024-01-03 23:30:00+08:00', '2024-01-03', '2024-01-03', '23:30:00'],
  ['2016/8/3 14:01:13', '2016-08-03', '2016-08-03', '14:01:13'],
  ['3/1/2024 3:05 PM', '2024-01-03', '2024-03-01', '15:05:00'],
  ['1/2/2024 12:00:00 AM', '2024-02-01', '2024-01-02', '00:00:00'],
  ['12/1/2010 8:26', '2010-01-12', '2010-12-01', '08:26:00'],
  ['2024年1月3日 下午3:05', '2024-01-03', '2024-01-03', '15:05:00'],
  ['2024年1月3日15:05', '2024-01-03', '2024-01-03', '15:05:00'],
  ['2024-01-03 24:00', null, null],
  ['2024-01-03 10:61', null, null],
  ['1.5', null, null],
  ['2024', null, null],
  ['12/2024', null, null],
  ['1-01', null, null],
  ['192.168.1.1', null, null],
  ['10:30', null, null],
  ['2024-01-03-04', null, null],
  ['May', null, null],
  ['A/5 21171', null, null],
  ['0/0/0000', null, null],
  ['', null, null],
];

const time = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 19);

describe('a cell as a date (F45)', () => {
  it.each(LITERALS)('reads %j as %j (day first) or %j (month first)', (cell, dmy, mdy, clock) => {
    const [a, b] = [readDate(cell, 'dmy'), readDate(cell, 'mdy')];
    expect(a ? isoDay(a.day) : null).toBe(dmy);
    expect(b ? isoDay(b.day) : null).toBe(mdy);
    const read = a ?? b;
    if (read) expect(read.timed ? time(read.seconds) : undefined).toBe(clock);
  });

  it('says what a cell proves about its column', () => {
    expect(dateEvidence('13/01/2024', 'mdy')?.order).toBe('dmy');
    expect(dateEvidence('01/13/2024', 'dmy')?.order).toBe('mdy');
    expect(dateEvidence('03/01/2024', 'dmy')?.order).toBe('either');
    expect(dateEvidence('04/04/2024', 'dmy')?.order).toBe('unambiguous');
    expect(dateEvidence('2024-01-03', 'dmy')?.order).toBe('unambiguous');
    expect(dateEvidence('98-03-15', 'dmy')?.order).toBe('ymd');
    expect(dateEvidence('24/1/3', 'dmy')?.order).toBe('ymd');
    expect(dateEvidence('10.2.1', 'dmy')).toBeUndefined();
  });

  it('gives up at once on endless text (F50)', () => {
    for (const cell of ['1'.repeat(1_000_000), '3 Jan '.repeat(100_000), '2024-01-03 '.repeat(100_000), '/'.repeat(1_000_000)]) {
      expect(readDate(cell, 'dmy')).toBeUndefined();
    }
  });
});
