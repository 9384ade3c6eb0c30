import { describe, expect, it } from 'vitest';
import { formatOfCode, formatOfId } from '../../../src/data/sheets/number-format.ts';
import { numberText, plainNumber, timesHundred } from '../../../src/data/sheets/number-text.ts';

describe('number formats (ECMA-376 part 1, 18.8.30 and 18.8.31)', () => {
  it.each([
    ['General', 'number'],
    ['0.00', 'number'],
    ['#,##0_);[Red](#,##0)', 'number'],
    ['0.00E+00', 'number'],
    ['##0.0E+0', 'number'],
    ['# ?/?', 'number'],
    ['"day" 0', 'number'],
    ['0" h"', 'number'],
    ['[DBNum1][$-804]General', 'number'],
    ['0%', 'percent'],
    ['0.00%', 'percent'],
    ['m/d/yy', 'date'],
    ['d-mmm-yy', 'date'],
    ['mmm-yy', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-409]dddd, mmmm d, yyyy', 'date'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'date'],
    ['yyyy\\-mm\\-dd;@', 'date'],
    ['m/d/yy h:mm', 'datetime'],
    ['yyyy\\-mm\\-dd\\ hh:mm:ss.000', 'datetime'],
    ['h:mm AM/PM', 'time'],
    ['上午/下午h"时"mm"分"', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'elapsed'],
    ['[mm]:ss', 'elapsed'],
    ['@', 'text'],
  ])('%s is %s', (code, kind) => {
    expect(formatOfCode(code).kind).toBe(kind);
  });

  it('knows the ids that files do not spell out', () => {
    const none = new Map<number, string>();
    expect([0, 9, 14, 18, 22, 31, 46, 49, 57].map((id) => formatOfId(id, none).kind)).toEqual(
      ['number', 'percent', 'date', 'time', 'datetime', 'date', 'elapsed', 'text', 'date'], // prettier-ignore
    );
  });

  it('finds the currency', () => {
    expect(
      ['"¥"#,##0.00', '[$€-407] #,##0', '#,##0.00\\ [$USD]', '_($* #,##0_)', '0.0'].map((code) => formatOfCode(code).currency),
    ).toEqual(
      ['¥', '€', 'USD', '$', undefined], // prettier-ignore
    );
  });
});

describe('numbers as text', () => {
  it('adds and loses no digit', () => {
    expect(['12345678901234567890', '-5', '1E3', '1.5E-7', '4.0000000000000001E-3', '1.50'].map(plainNumber)).toEqual(
      ['12345678901234567890', '-5', '1000', '1.5e-7', '0.004', '1.5'], // prettier-ignore
    );
  });

  it('moves the point of a percent exactly', () => {
    expect(['0.07', '1', '-0.005', '0.285', '12.3456', '0'].map(timesHundred)).toEqual(['7', '100', '-0.5', '28.5', '1234.56', '0']);
  });

  it('writes what is no day as a number', () => {
    expect(numberText('-1', { kind: 'date' }, false)).toBe('-1');
    expect(numberText('3000000', { kind: 'date' }, false)).toBe('3000000');
    expect(numberText('0.999999999', { kind: 'datetime' }, false)).toBe('1900-01-01');
  });
});
