import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../src/data/write-csv.ts';

describe('writing CSV', () => {
  it('quotes what needs it and ends lines with CR LF', () => {
    expect(
      writeCsv(
        ['a', 'b'],
        [
          ['x,y', 'say "hi"'],
          ['two\nlines', ' blank '],
          ['', null],
        ],
      ),
    ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines"," blank "\r\n"",\r\n');
  });

  it('starts with a byte order mark when asked', () => {
    expect(writeCsv(['a'], [], { bom: true })).toBe('\ufeffa\r\n');
  });

  it('puts an apostrophe before text that a spreadsheet program would run (F41)', () => {
    const cells = ['=1+1', '+86', '-5', '@x', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x', ' =1', '\u00a0=1'];
    const written = writeCsv(
      ['h'],
      cells.map((cell) => [cell]),
    );
    for (const cell of cells) expect(written).toContain(`'${cell}`);
    expect(writeCsv(['=h'], [])).toBe("'=h\r\n");
  });

  it('leaves numbers numbers, negative ones too (F41)', () => {
    expect(writeCsv(['n'], [[-5], [0.1], [1e21], [NaN]])).toBe('n\r\n-5\r\n0.1\r\n1e+21\r\n""\r\n'.replace('""\r\n', '\r\n'));
    expect(writeCsv(['n', 'm'], [[-5, null]])).toBe('n,m\r\n-5,\r\n');
  });

  it('keeps a row of nothing a row', () => {
    expect(writeCsv(['a', 'b'], [[null, null]])).toBe('a,b\r\n"",\r\n');
  });
});
