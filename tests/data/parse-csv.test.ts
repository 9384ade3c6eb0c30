import { describe, expect, it } from 'vitest';
import { CsvParser, parseRecords } from '../../src/data/parse-csv.ts';
import { RecordIntake } from '../../src/data/record-intake.ts';

function parse(text: string, width: number, delimiter = ',', quote = true): { rows: string[][]; intake: RecordIntake } {
  const rows: string[][] = [];
  const intake = new RecordIntake(new Array<string>(width).fill(''), -1, delimiter, (batch) => {
    for (let row = 0; row < batch.rows; row++) rows.push(Array.from({ length: width }, (_, column) => batch.text(row * width + column)));
  });
  new CsvParser(intake, delimiter, quote, []).add(new TextEncoder().encode(text), true);
  return { rows, intake };
}

describe('the careful parser', () => {
  it('drops blanks after a closing quote', () => {
    expect(parse('"a"  ,"b" \n', 2).rows).toEqual([['a', 'b']]);
  });

  it('cuts at delimiters of several characters', () => {
    expect(parse('a||"b||c"||d|e\n', 3, '||').rows).toEqual([['a', 'b||c', 'd|e']]);
  });

  it('sets one broken record aside and reads on', () => {
    const { rows, intake } = parse('a,b\n"c"d,e\nf,g\n"h"i",j\nk,l\n', 2);
    expect(rows).toEqual([
      ['a', 'b'],
      ['f', 'g'],
      ['k', 'l'],
    ]);
    expect(intake.rejections).toEqual([
      { line: 2, reason: 'text-after-quote', raw: '"c"d,e' },
      { line: 4, reason: 'text-after-quote', raw: '"h"i",j' },
    ]);
  });

  it('stops when the quotes of a file mean something else', () => {
    const inches = Array.from({ length: 300 }, (_, i) => `"${i}" pipe,1\n`).join('');
    expect(() => parse(inches, 2)).toThrow(/lone-quote/);
    expect(parse(inches, 2, ',', false).rows).toHaveLength(300);
  });

  it('leaves out a last record that may be cut', () => {
    expect(parseRecords('a,b\r\nc,d', ',', true, false).records).toEqual([['a', 'b']]);
    expect(parseRecords('a,b\r\nc,d\r\n', ',', true, true).records).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});
