/**
 * Column chunks as bytes and back. Numbers are packed as `packed-numbers.ts` says. Text is three parts after a
 * header of five u32: the rows' codes and the words' lengths (0, 1, 2 or 4 bytes each, as few as they allow; 0 bytes: row i
 * has word i), each padded to a multiple of 4, and the words themselves in UTF-8.
 */
import { AppError } from '../core/errors.ts';
import { MISSING_CODE, MISSING_DAY, type ColumnChunk } from '../core/column.ts';
import type { Bytes } from './envelope.ts';
import { packNumbers, unpackNumbers, type Numbers } from './packed-numbers.ts';

const HEADER = 5;

type TextChunk = Extract<ColumnChunk, { kind: 'text' }>;

export function rowsOf(data: ColumnChunk): number {
  return data.kind === 'text' ? data.codes.length : data.values.length;
}

/** A copy: the chunk's own arrays may be views of larger buffers, and may be reused by the caller. */
export function encodeChunk(data: ColumnChunk): Bytes {
  switch (data.kind) {
    case 'text':
      return encodeText(data);
    case 'boolean':
      return Uint8Array.from(data.values);
    default:
      return packNumbers(data.values, missingOf(data.kind));
  }
}

/**
 * `bytes` must start at offset 0 of its buffer. `room`: of `rows` numbers, where the values go if they are of that kind; otherwise they
 * get an array of their own. Errors: `damaged` when the length does not fit `rows`.
 */
export function decodeChunk(kind: ColumnChunk['kind'], rows: number, bytes: Bytes, room?: Numbers): ColumnChunk {
  switch (kind) {
    case 'text':
      return decodeText(rows, bytes);
    case 'boolean':
      if (bytes.length !== rows) throw new AppError('damaged');
      return { kind, values: bytes };
    case 'date':
      return { kind, values: unpacked(bytes, room instanceof Int32Array ? room : new Int32Array(rows), kind) };
    case 'u32':
      return { kind, values: unpacked(bytes, room instanceof Uint32Array ? room : new Uint32Array(rows), kind) };
    default:
      return { kind, values: unpacked(bytes, room instanceof Float64Array ? room : new Float64Array(rows), kind) };
  }
}

function unpacked<T extends Numbers>(bytes: Bytes, into: T, kind: ColumnChunk['kind']): T {
  if (bytes.length === 0 || !unpackNumbers(bytes, into, missingOf(kind))) throw new AppError('damaged');
  return into;
}

/** NaN is none of the values of a `u32`: there nothing is missing. */
function missingOf(kind: ColumnChunk['kind']): number {
  return kind === 'date' ? MISSING_DAY : NaN;
}

function encodeText({ codes, words: { bytes, ends } }: TextChunk): Bytes {
  const words = ends.length;
  let longest = 0;
  for (let i = 0, from = 0; i < words; from = ends[i++]) if (ends[i] - from > longest) longest = ends[i] - from;
  const codeWidth = isCounting(codes, words) ? 0 : widthFor(words);
  const lengthWidth = widthFor(longest);
  const lengthsAt = HEADER * 4 + padded(codes.length * codeWidth);
  const wordsAt = lengthsAt + padded(words * lengthWidth);
  const encoded = new Uint8Array(wordsAt + bytes.length);
  new Uint32Array(encoded.buffer, 0, HEADER).set([codeWidth, codes.length, lengthWidth, words, bytes.length]);
  // Narrowing keeps the low bytes: MISSING_CODE becomes 0xff or 0xffff, which no word of so small a dictionary has.
  if (codeWidth > 0) numbersAt(encoded, HEADER * 4, codeWidth, codes.length).set(codes);
  const lengths = numbersAt(encoded, lengthsAt, lengthWidth, words);
  for (let i = 0, from = 0; i < words; from = ends[i++]) lengths[i] = ends[i] - from;
  encoded.set(bytes, wordsAt);
  return encoded;
}

function decodeText(rows: number, encoded: Bytes): TextChunk {
  if (encoded.length < HEADER * 4) throw new AppError('damaged');
  const [codeWidth, codeCount, lengthWidth, words, wordBytes] = new Uint32Array(encoded.buffer, 0, HEADER);
  const lengthsAt = HEADER * 4 + padded(codeCount * codeWidth);
  const wordsAt = lengthsAt + padded(words * lengthWidth);
  if (codeCount !== rows || encoded.length !== wordsAt + wordBytes) throw new AppError('damaged');
  const ends = new Uint32Array(numbersAt(encoded, lengthsAt, lengthWidth, words));
  for (let i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
  if (ends.length > 0 && ends[ends.length - 1] !== wordBytes) throw new AppError('damaged');
  const codes = new Uint32Array(rows);
  if (codeWidth === 0) for (let row = 0; row < rows; row++) codes[row] = row;
  else codes.set(numbersAt(encoded, HEADER * 4, codeWidth, rows));
  const missing = codeWidth === 1 ? 0xff : codeWidth === 2 ? 0xffff : MISSING_CODE;
  if (missing !== MISSING_CODE) for (let row = 0; row < rows; row++) if (codes[row] === missing) codes[row] = MISSING_CODE;
  return { kind: 'text', codes, words: { bytes: encoded.subarray(wordsAt), ends } };
}

/** Every row has a word of its own, in order: free text, order numbers. */
function isCounting(codes: Uint32Array, words: number): boolean {
  if (codes.length !== words) return false;
  for (let row = 0; row < codes.length; row++) if (codes[row] !== row) return false;
  return true;
}

/** Bytes for numbers up to `highest`, the highest of each width left free for what is missing. */
function widthFor(highest: number): 1 | 2 | 4 {
  return highest < 0xff ? 1 : highest < 0xffff ? 2 : 4;
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}

function numbersAt(bytes: Bytes, at: number, width: number, count: number): Uint8Array | Uint16Array | Uint32Array {
  if (width === 1) return new Uint8Array(bytes.buffer, at, count);
  if (width === 2) return new Uint16Array(bytes.buffer, at, count);
  return new Uint32Array(bytes.buffer, at, count);
}
