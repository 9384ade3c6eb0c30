import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { guessRoles } from '../../src/data/guess-roles.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { BlankSqueezer, squeezeText } from '../../src/data/squeeze-blanks.ts';

describe('columns set apart by blanks', () => {
  it('makes runs of blanks one, drops those at the ends of lines, and leaves quoted parts alone', () => {
    expect(squeezeText('  a   b \n c  "d  e" "f ""  g"  \r\n  x"  y', true)).toBe('a b\nc "d  e" "f ""  g"\r\nx" y');
    expect(squeezeText('"a  b', false)).toBe('"a b');
  });

  it('does not care where the text is cut', () => {
    const text = '  a   "b  ""  c"  d \r\n\r\n e  "f';
    const bytes = new TextEncoder().encode(text);
    for (let size = 1; size <= bytes.length; size++) {
      const squeezer = new BlankSqueezer(true);
      let out = '';
      for (let at = 0; at < bytes.length; at += size) out += new TextDecoder().decode(squeezer.squeeze(bytes.slice(at, at + size)));
      expect(out).toBe(squeezeText(text, true));
    }
  });

  it('reads purchase records in the manner of CDNOW (F28)', async () => {
    const file = ' 00001 19970101  1   11.77\r\n 00002 19970112  1   12.00\r\n 00002 19970112  5   77.00\r\n 00003 19970102  2   20.76\r\n';
    const { report, table } = await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'cdnow.txt');
    expect(report).toMatchObject({ delimiter: ' ', headerRow: -1, accounting: { records: 4, imported: 4 } });
    expect(table.columns.map((column) => cellText(column, 2))).toEqual(['00002', '1997-01-12', '5', '77']);
    expect(guessRoles(report).roles).toMatchObject({ rowShape: 'order', when: 'column 2', amount: 'column 4' });
  });

  it('does not cut a list of names', async () => {
    const file = 'Customer Name\nAnn Lee\nBob Ray\nCid May\nDan Fox\n';
    expect((await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'names.csv')).report.columns).toHaveLength(1);
  });
});
