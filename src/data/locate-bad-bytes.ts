/** Where the broken bytes of a UTF-8 file are: their offset goes into the rejection of their record (F23). */
import type { Rejection } from '../core/reading.ts';
import type { ByteSource } from './byte-source.ts';
import { Utf8Check } from './utf8-check.ts';

const PIECE_BYTES = 1 << 20;

/**
 * The rejections, each `undecodable` one with the offset of its first broken byte. Reads the file once more, up to the
 * last of them; only files with broken bytes pay for it.
 */
export async function locateBadBytes(source: ByteSource, bomBytes: number, rejections: readonly Rejection[]): Promise<Rejection[]> {
  const wanted = rejections.filter(({ reason }) => reason === 'undecodable');
  const offsets = new Map<Rejection, number>();
  let bad: number[] = [];
  const check = new Utf8Check((offset) => bad.push(bomBytes + offset));
  let line = 1;
  let isAfterReturn = false;
  for (let at = bomBytes; at < source.size && offsets.size < wanted.length; at += PIECE_BYTES) {
    const piece = await source.read(at, Math.min(source.size, at + PIECE_BYTES));
    check.add(piece);
    if (at + PIECE_BYTES >= source.size) check.end();
    let p = 0;
    const walkTo = (end: number): void => {
      for (; p < end; p++) {
        if (piece[p] === 13 || (piece[p] === 10 && !isAfterReturn)) line++;
        isAfterReturn = piece[p] === 13;
      }
    };
    for (const offset of bad) {
      // A character cut by the edge of a piece starts in the one before; there is no line break inside it.
      walkTo(offset - at);
      const record = wanted.findLast((rejection) => rejection.line <= line);
      if (record && !offsets.has(record)) offsets.set(record, offset);
    }
    bad = [];
    walkTo(piece.length);
  }
  return rejections.map((rejection) => {
    const offset = offsets.get(rejection);
    return offset === undefined ? rejection : { ...rejection, offset };
  });
}
