/**
 * Some thousand records as ranges of bytes: what a scanner writes and column builders read. Cell `row * width + column`
 * is `bytes[from .. to)`, already unquoted, blanks at its ends kept. Column by column the same few loops run over it,
 * with no string and no object per cell.
 */
import { trimEnd, trimStart } from './bytes-trim.ts';
import type { CsvKernel } from './kernels/csv-kernel.ts';

/** Cells per batch: its index arrays stay in the second-level cache. */
const BATCH_CELLS = 1 << 15;

export class CellBatch {
  readonly width: number;
  readonly capacity: number;
  /** Whose memory the arrays lie in; absent: they are arrays of their own. */
  readonly kernel: CsvKernel | undefined;
  rows = 0;
  bytes: Uint8Array = new Uint8Array(0);
  from = new Int32Array(0);
  to = new Int32Array(0);
  /** By `measure`: the same ranges without blanks at the ends, and two 32-bit hashes of what is in between. */
  trimFrom = new Int32Array(0);
  trimTo = new Int32Array(0);
  hashA = new Int32Array(0);
  hashB = new Int32Array(0);
  /** 1-based line of the file on which the record starts. */
  line = new Uint32Array(0);
  /** By `measure`: the two halves of the hash of the whole row. */
  rowHigh = new Uint32Array(0);
  rowLow = new Uint32Array(0);
  private readonly pointer: number;

  constructor(width: number, kernel?: CsvKernel) {
    this.width = width;
    this.capacity = Math.max(16, Math.floor(BATCH_CELLS / width));
    this.kernel = kernel;
    this.pointer = kernel?.batchOf(width, this.capacity) ?? 0;
    this.lay();
  }

  /** To be called where the kernel may have allocated since the arrays were last looked at. */
  refresh(): void {
    if (!this.kernel?.isStale) return;
    this.lay();
    this.bytes = this.kernel.textBytes();
  }

  /** The arrays, in the order in which the kernel expects them. */
  private lay(): void {
    const { kernel, capacity, width } = this;
    const cells = capacity * width;
    const memory = kernel?.call.memory.buffer ?? new ArrayBuffer(4 * capacity * (6 * width + 3));
    let at = this.pointer;
    const take = (count: number): [ArrayBuffer, number, number] => {
      at += 4 * count;
      return [memory, at - 4 * count, count];
    };
    this.from = new Int32Array(...take(cells));
    this.to = new Int32Array(...take(cells));
    this.trimFrom = new Int32Array(...take(cells));
    this.trimTo = new Int32Array(...take(cells));
    this.hashA = new Int32Array(...take(cells));
    this.hashB = new Int32Array(...take(cells));
    this.line = new Uint32Array(...take(capacity));
    this.rowHigh = new Uint32Array(...take(capacity));
    this.rowLow = new Uint32Array(...take(capacity));
  }

  text(cell: number): string {
    return decodeRange(this.bytes, this.from[cell], this.to[cell]);
  }

  trimmedText(cell: number): string {
    return decodeRange(this.bytes, this.trimFrom[cell], this.trimTo[cell]);
  }

  /** Doubled quotes of a quoted cell become one and its line breaks LF, in place: the result is never longer. */
  unescape(cell: number): void {
    const { bytes, from, to } = this;
    const end = to[cell];
    let write = from[cell];
    for (let p = write; p < end; p++) {
      const byte = bytes[p];
      if (byte === 13) {
        if (p + 1 < end && bytes[p + 1] === 10) p++;
        bytes[write++] = 10;
        continue;
      }
      if (byte === 0x22) p++;
      bytes[write++] = byte;
    }
    to[cell] = write;
  }

  /** Trims and hashes every cell, and every row of trimmed cells. */
  measure(): void {
    if (this.kernel) return this.kernel.call.measure(this.kernel.text, this.rows);
    const { bytes, width, rows, from, to, trimFrom, trimTo, hashA, hashB } = this;
    let cell = 0;
    for (let row = 0; row < rows; row++) {
      let high = 0x3c6ef372;
      let low = 0x1b873593;
      for (let column = 0; column < width; column++, cell++) {
        let p = from[cell];
        let end = to[cell];
        if (p < end) {
          // The usual cell starts and ends with a letter, digit or mark of ASCII.
          const first = bytes[p];
          if (first <= 0x20 || first >= 0x80) p = trimStart(bytes, p, end);
          const last = bytes[end - 1];
          if (last <= 0x20 || last >= 0x80) end = trimEnd(bytes, p, end);
        }
        trimFrom[cell] = p;
        trimTo[cell] = end;
        let a = (end - p) ^ 0x2545f491;
        let b = (end - p) ^ 0x27d4eb2f;
        for (; p + 4 <= end; p += 4) {
          const word = bytes[p] | (bytes[p + 1] << 8) | (bytes[p + 2] << 16) | (bytes[p + 3] << 24);
          a = Math.imul(a ^ word, 0x9e3779b1);
          a ^= a >>> 15;
          b = Math.imul(b ^ word, 0x85ebca6b);
          b ^= b >>> 13;
        }
        let word = 0;
        for (; p < end; p++) word = (word << 8) | bytes[p];
        a = Math.imul(a ^ word, 0xc2b2ae35);
        a ^= a >>> 16;
        b = Math.imul(b ^ word, 0x165667b1);
        b ^= b >>> 15;
        hashA[cell] = a;
        hashB[cell] = b;
        high = Math.imul(high ^ a, 0x9e3779b1);
        high = (high << 7) | (high >>> 25);
        low = Math.imul(low ^ b, 0x85ebca6b);
        low = (low << 11) | (low >>> 21);
      }
      this.rowHigh[row] = Math.imul(high ^ (high >>> 15), 0x2c1b3c6d);
      this.rowLow[row] = Math.imul(low ^ (low >>> 13), 0x297a2d39);
    }
  }
}

/** The first hash of `measure`, for a cell that is stored otherwise than it stands in the file. */
export function hashOfRange(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let p = from; p < to; p++) hash = Math.imul(hash ^ bytes[p], 0x9e3779b1) ^ (hash >>> 15);
  return hash;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a byte range; broken bytes become U+FFFD. */
export function decodeRange(bytes: Uint8Array, from: number, to: number): string {
  // A native call costs more than a short loop over ASCII.
  if (to - from > 24) return decoder.decode(bytes.subarray(from, to));
  let text = '';
  for (let p = from; p < to; p++) {
    const byte = bytes[p];
    if (byte >= 0x80) return decoder.decode(bytes.subarray(from, to));
    text += String.fromCharCode(byte);
  }
  return text;
}
