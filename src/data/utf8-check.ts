/**
 * Strict UTF-8 (Unicode 16, table 3-7) over a stream of pieces: where it is broken, to the byte. Sequences cut by a
 * piece's edge are carried over.
 */
export class Utf8Check {
  /** Well-formed sequences of two and more bytes. */
  sequences = 0;
  /** Broken sequences. */
  errors = 0;
  /** Stream offset of the first broken byte, or -1. */
  firstError = -1;
  private readonly onError: ((offset: number) => void) | undefined;
  private offset = 0;
  private need = 0;
  private low = 0x80;
  private high = 0xbf;
  private start = 0;

  /** `onError` hears the stream offset of each broken sequence, in order. */
  constructor(onError?: (offset: number) => void) {
    this.onError = onError;
  }

  add(bytes: Uint8Array): void {
    const n = bytes.length;
    let i = 0;
    while (i < n) {
      const byte = bytes[i];
      if (this.need > 0) {
        if (byte >= this.low && byte <= this.high) {
          this.low = 0x80;
          this.high = 0xbf;
          if (--this.need === 0) this.sequences++;
          i++;
        } else this.fail(this.start);
        continue;
      }
      if (byte < 0x80) {
        i = asciiEnd(bytes, i + 1);
        continue;
      }
      this.start = this.offset + i;
      i++;
      if (byte >= 0xc2 && byte <= 0xdf) this.need = 1;
      else if (byte >= 0xe0 && byte <= 0xef) {
        this.need = 2;
        if (byte === 0xe0) this.low = 0xa0;
        else if (byte === 0xed) this.high = 0x9f;
      } else if (byte >= 0xf0 && byte <= 0xf4) {
        this.need = 3;
        if (byte === 0xf0) this.low = 0x90;
        else if (byte === 0xf4) this.high = 0x8f;
      } else this.fail(this.start);
    }
    this.offset += n;
  }

  /** No more pieces. */
  end(): void {
    if (this.need > 0) this.fail(this.start);
  }

  private fail(offset: number): void {
    this.need = 0;
    this.low = 0x80;
    this.high = 0xbf;
    this.errors++;
    if (this.firstError < 0) this.firstError = offset;
    this.onError?.(offset);
  }
}

const HIGH_BITS = 0x80808080 | 0;

/** Text is mostly ASCII: from `at` on, where a stretch of it that is taken in whole words ends. */
function asciiEnd(bytes: Uint8Array, at: number): number {
  let i = at;
  // Between letters of other scripts it is short, and not worth a view of its own.
  const near = Math.min(bytes.length, at + 32);
  for (; i < near || ((bytes.byteOffset + i) & 3) !== 0; i++) if (i >= bytes.length || bytes[i] >= 0x80) return i;
  const count = (bytes.length - i) >> 2;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + i, count);
  let w = 0;
  while (
    w + 8 <= count &&
    ((words[w] | words[w + 1] | words[w + 2] | words[w + 3] | words[w + 4] | words[w + 5] | words[w + 6] | words[w + 7]) & HIGH_BITS) === 0
  ) {
    w += 8;
  }
  return i + 4 * w;
}
