import { describe, expect, it } from 'vitest';
import { Utf8Check } from '../../src/data/utf8-check.ts';

function errorsOf(bytes: number[], pieceBytes: number): number[] {
  const offsets: number[] = [];
  const check = new Utf8Check((offset) => offsets.push(offset));
  for (let at = 0; at < bytes.length; at += pieceBytes) check.add(Uint8Array.from(bytes.slice(at, at + pieceBytes)));
  check.end();
  return offsets;
}

/** Bytes, and where they are broken: cases of "Unicode 16, table 3-7" and of Markus Kuhn's stress test. */
const CASES: [string, number[], number[]][] = [
  ['ASCII', [0x61, 0x62], []],
  ['two, three and four bytes', [0xc2, 0xa0, 0xe4, 0xb8, 0xad, 0xf0, 0x9f, 0x98, 0x80], []],
  ['first and last scalar values', [0xe0, 0xa0, 0x80, 0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80, 0xf4, 0x8f, 0xbf, 0xbf], []],
  ['a lone continuation', [0x61, 0x80, 0x62], [1]],
  ['FF', [0x61, 0xff], [1]],
  ['an overlong slash', [0xc0, 0xaf], [0, 1]],
  ['an overlong three-byte form', [0xe0, 0x80, 0x80], [0, 1, 2]],
  ['a surrogate', [0xed, 0xa0, 0x80], [0, 1, 2]],
  ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], [0, 1, 2, 3]],
  ['a sequence cut by text', [0xe4, 0xb8, 0x61], [0]],
  ['a sequence cut by the end', [0x61, 0xe4, 0xb8], [1]],
];

describe('strict UTF-8', () => {
  it.each(CASES)('%s', (_, bytes, broken) => {
    for (const pieceBytes of [1, 2, 3, 64]) expect(errorsOf(bytes, pieceBytes)).toEqual(broken);
  });

  it('agrees with TextDecoder on whether bytes are well-formed', () => {
    let seed = 1;
    const next = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 16;
    const pool = [0x61, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xff, 0xe4, 0xb8, 0xad];
    for (let run = 0; run < 3000; run++) {
      const bytes = Array.from({ length: 1 + (next() % 8) }, () => pool[next() % pool.length]);
      let valid = true;
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
      } catch {
        valid = false;
      }
      expect(errorsOf(bytes, 3).length === 0).toBe(valid);
    }
  });
});
