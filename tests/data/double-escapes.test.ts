import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/data/plain-text.ts';
import { EscapeDoubler } from '../../src/data/double-escapes.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

describe('backslash escapes as doubled quotes', () => {
  it('doubles escaped quotes inside quoted cells and leaves everything else alone', () => {
    const doubled = (text: string) => plainText(text, { delimiter: ',', quote: '"', escape: 'backslash' });
    expect(doubled('1,"say \\"yes\\"",C:\\dir\n')).toBe('1,"say ""yes""",C:\\dir\n');
    expect(doubled('"C:\\\\",\\"x\n"a\\nb"\n')).toBe('"C:\\",\\"x\n"a\\nb"\n');
    // A quote opens only at the start of a cell.
    expect(doubled('5" \\" x,"\\""\n')).toBe('5" \\" x,""""\n');
  });

  it('knows other marks and delimiters of several bytes', () => {
    expect(plainText("1§'it\\'s'§'\"'\n", { delimiter: '§', quote: "'", escape: 'backslash' })).toBe("1§'it''s'§'\"'\n");
  });

  it('does not mind where the text is cut', () => {
    const text = '1§§"a\\"b\\\\"§§x\r\n"\\"",2\n';
    const doubler = new EscapeDoubler('§§', '"');
    const pieces = [...encoder.encode(text)].map((byte) => [...doubler.rewrite(Uint8Array.of(byte))]);
    expect(decoder.decode(Uint8Array.from(pieces.flat()))).toBe('1§§"a""b\\"§§x\r\n"""",2\n');
  });
});
