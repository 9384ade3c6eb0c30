/**
 * Column chunks as bytes and back. Numbers lie raw in the byte order of the machine (little end first on every platform that
 * runs a browser), at offset 0, so that a decrypted buffer is the column without another copy. Text is three parts after a
 * header of six u32: codes (1, 2 or 4 bytes each, as few as the dictionary allows), length of each word, and one pool of letters.
 */
import { AppError } from '../core/errors.ts';
import { MISSING_CODE, type ColumnChunk } from '../core/column.ts';
import type { Bytes } from './envelope.ts';

const HEADER = 6;
/** How the pool is written; UTF-16 only where half surrogates would not survive UTF-8. */
const UTF8 = 0;
const UTF16 = 1;

type TextChunk = Extract<ColumnChunk, { kind: 'text' }>;

export function rowsOf(data: ColumnChunk): number {
  return data.kind === 'text' ? data.codes.length : data.values.length;
}

/** A copy: the chunk's own arrays may be views of larger buffers, and may be reused by the caller. */
export function encodeChunk(data: ColumnChunk): Bytes {
  if (data.kind === 'text') return encodeText(data);
  const { buffer, byteOffset, byteLength } = data.values;
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}

/** `bytes` must start at offset 0 of its buffer. Errors: `damaged` when the length does not fit `rows`. */
export function decodeChunk(kind: ColumnChunk['kind'], rows: number, bytes: Bytes): ColumnChunk {
  if (kind === 'text') return decodeText(rows, bytes);
  const width = kind === 'boolean' ? 1 : kind === 'date' || kind === 'u32' ? 4 : 8;
  if (bytes.length !== rows * width) throw new AppError('damaged');
  switch (kind) {
    case 'boolean':
      return { kind, values: bytes };
    case 'date':
      return { kind, values: new Int32Array(bytes.buffer) };
    case 'u32':
      return { kind, values: new Uint32Array(bytes.buffer) };
    default:
      return { kind, values: new Float64Array(bytes.buffer) };
  }
}

function encodeText({ codes, dictionary }: TextChunk): Bytes {
  const letters = dictionary.join('');
  const writing = /\p{Surrogate}/u.test(letters) ? UTF16 : UTF8;
  const pool = writing === UTF8 ? new TextEncoder().encode(letters) : utf16Bytes(letters);
  const width = dictionary.length < 0xff ? 1 : dictionary.length < 0xffff ? 2 : 4;
  const codeBytes = Math.ceil((codes.length * width) / 4) * 4;
  const bytes = new Uint8Array(HEADER * 4 + codeBytes + dictionary.length * 4 + pool.length);
  new Uint32Array(bytes.buffer, 0, HEADER).set([writing, width, codes.length, dictionary.length, letters.length, pool.length]);
  // Narrowing keeps the low bytes: MISSING_CODE becomes 0xff or 0xffff, which no word of so small a dictionary has.
  codesAt(bytes, width, codes.length).set(codes);
  const lengths = new Uint32Array(bytes.buffer, HEADER * 4 + codeBytes, dictionary.length);
  for (let i = 0; i < dictionary.length; i++) lengths[i] = dictionary[i].length;
  bytes.set(pool, bytes.length - pool.length);
  return bytes;
}

function decodeText(rows: number, bytes: Bytes): TextChunk {
  if (bytes.length < HEADER * 4) throw new AppError('damaged');
  const [writing, width, codeCount, words, letterCount, poolBytes] = new Uint32Array(bytes.buffer, 0, HEADER);
  const codeBytes = Math.ceil((codeCount * width) / 4) * 4;
  if (codeCount !== rows || bytes.length !== HEADER * 4 + codeBytes + words * 4 + poolBytes) throw new AppError('damaged');
  const codes = Uint32Array.from(codesAt(bytes, width, codeCount));
  const missing = width === 4 ? MISSING_CODE : 2 ** (8 * width) - 1;
  if (width < 4) for (let row = 0; row < codes.length; row++) if (codes[row] === missing) codes[row] = MISSING_CODE;
  const pool = bytes.subarray(bytes.length - poolBytes);
  // `ignoreBOM` keeps a U+FEFF that is the first letter of the first word.
  const letters = writing === UTF16 ? utf16Letters(pool) : new TextDecoder('utf-8', { ignoreBOM: true }).decode(pool);
  if (letters.length !== letterCount) throw new AppError('damaged');
  const lengths = new Uint32Array(bytes.buffer, HEADER * 4 + codeBytes, words);
  const dictionary: string[] = new Array<string>(words);
  let at = 0;
  for (let i = 0; i < words; i++) dictionary[i] = letters.slice(at, (at += lengths[i]));
  return { kind: 'text', codes, dictionary };
}

function codesAt(bytes: Bytes, width: number, count: number): Uint8Array | Uint16Array | Uint32Array {
  if (width === 1) return new Uint8Array(bytes.buffer, HEADER * 4, count);
  if (width === 2) return new Uint16Array(bytes.buffer, HEADER * 4, count);
  return new Uint32Array(bytes.buffer, HEADER * 4, count);
}

function utf16Bytes(letters: string): Bytes {
  const units = new Uint16Array(letters.length);
  for (let i = 0; i < letters.length; i++) units[i] = letters.charCodeAt(i);
  return new Uint8Array(units.buffer);
}

/** Not by TextDecoder, which replaces half surrogates. */
function utf16Letters(pool: Bytes): string {
  const units = new Uint16Array(pool.slice().buffer);
  let letters = '';
  for (let at = 0; at < units.length; at += 8192) letters += String.fromCharCode(...units.subarray(at, at + 8192));
  return letters;
}
