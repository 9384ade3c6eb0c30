/** Blanks at the ends of a cell, on UTF-8 bytes: ASCII white space, U+00A0, U+3000, U+FEFF, U+200B, as spreadsheets leave them. */

/** First byte of `[from, to)` that is not blank. */
export function trimStart(bytes: Uint8Array, from: number, to: number): number {
  let p = from;
  while (p < to) {
    const byte = bytes[p];
    if (byte > 0x20) {
      if (byte < 0xc2) return p;
      const wide = blankAt(bytes, p, to);
      if (wide === 0) return p;
      p += wide;
    } else if (byte === 0x20 || (byte >= 9 && byte <= 13)) p++;
    else return p;
  }
  return to;
}

/** One past the last byte of `[from, to)` that is not blank. */
export function trimEnd(bytes: Uint8Array, from: number, to: number): number {
  let p = to;
  while (p > from) {
    const byte = bytes[p - 1];
    if (byte > 0x20) {
      if (byte < 0x80) return p;
      const width = p - 2 >= from && bytes[p - 2] === 0xc2 ? 2 : 3;
      if (p - width < from || blankAt(bytes, p - width, p) !== width) return p;
      p -= width;
    } else if (byte === 0x20 || (byte >= 9 && byte <= 13)) p--;
    else return p;
  }
  return from;
}

/** Bytes of the wide blank at `p`, 0 when there is none. */
function blankAt(bytes: Uint8Array, p: number, to: number): number {
  const byte = bytes[p];
  if (byte === 0xc2) return p + 1 < to && bytes[p + 1] === 0xa0 ? 2 : 0;
  if (p + 2 >= to) return 0;
  if (byte === 0xe3) return bytes[p + 1] === 0x80 && bytes[p + 2] === 0x80 ? 3 : 0;
  if (byte === 0xe2) return bytes[p + 1] === 0x80 && bytes[p + 2] === 0x8b ? 3 : 0;
  if (byte === 0xef) return bytes[p + 1] === 0xbb && bytes[p + 2] === 0xbf ? 3 : 0;
  return 0;
}
