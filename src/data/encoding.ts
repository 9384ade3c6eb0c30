/** Which encoding a file is in. Order: byte order mark, strict UTF-8, strict GB18030 that looks like Chinese, else ask. */
import { AppError } from '../core/errors.ts';
import type { Encoding, ReadReport } from '../core/reading.ts';
import type { ByteSource } from './byte-source.ts';
import { Gb18030Check } from './gb18030-check.ts';
import { Utf8Check } from './utf8-check.ts';

export interface EncodingChoice {
  encoding: Encoding;
  evidence: ReadReport['encodingEvidence'];
  /** Bytes of the byte order mark to skip. */
  bomBytes: number;
  /** Only the head was looked at: a byte further on may still refute it. */
  provisional?: boolean;
}

const PIECE_BYTES = 1 << 20;
/** Enough of the head to see the encoding of most files; the pass itself proves it to the last byte. */
const HEAD_BYTES = 1 << 18;

function bomOf(head: Uint8Array): EncodingChoice | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', evidence: 'bom', bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', evidence: 'bom', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', evidence: 'bom', bomBytes: 2 };
  return undefined;
}

/** UTF-16 without a mark: in text with Latin letters, digits or line ends every other byte is mostly NUL. */
function bareUtf16(head: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  const half = Math.floor(head.length / 2);
  for (let i = 0; i < 2 * half; i++) if (head[i] === 0) zeros[i & 1]++;
  if (half < 16) return undefined;
  if (zeros[1] > 0.3 * half && zeros[0] < 0.02 * half) return 'utf-16le';
  if (zeros[0] > 0.3 * half && zeros[1] < 0.02 * half) return 'utf-16be';
  return undefined;
}

/**
 * First guess from the head of the file. `utf-8` by `ascii` or `valid-utf-8` is provisional: the reading pass checks
 * every byte and calls `surveyEncoding` when it meets one that is not UTF-8. Undefined: `surveyEncoding` decides.
 */
export function sniffEncoding(head: Uint8Array, chosen: Encoding | undefined): EncodingChoice | undefined {
  const bom = bomOf(head);
  // UTF-32 begins like UTF-16 and goes on with NULs; nobody saves spreadsheets so.
  if (bom?.encoding === 'utf-16le' && head.length >= 4 && head[2] === 0 && head[3] === 0) {
    throw new AppError('encoding-unknown', { offset: 0, text: 'UTF-32' });
  }
  if (chosen !== undefined) return { encoding: chosen, evidence: 'chosen', bomBytes: bom?.encoding === chosen ? bom.bomBytes : 0 };
  if (bom) return bom;
  const wide = bareUtf16(head.subarray(0, 4096));
  if (wide) return { encoding: wide, evidence: 'nul-pattern', bomBytes: 0 };
  const check = new Utf8Check();
  check.add(head.subarray(0, HEAD_BYTES));
  if (check.errors > 0) return undefined;
  return { encoding: 'utf-8', evidence: check.sequences > 0 ? 'valid-utf-8' : 'ascii', bomBytes: 0, provisional: true };
}

/**
 * Decides by every byte of the file. A few broken characters in text that is clearly UTF-8 (or clearly Chinese) do not
 * refuse the file: their records are rejected as `undecodable`. Errors: `encoding-unknown` {offset, text}.
 */
export async function surveyEncoding(source: ByteSource): Promise<EncodingChoice> {
  const utf8 = new Utf8Check();
  const gb = new Gb18030Check();
  for (let at = 0; at < source.size; at += PIECE_BYTES) {
    const piece = await source.read(at, Math.min(source.size, at + PIECE_BYTES));
    utf8.add(piece);
    gb.add(piece);
  }
  utf8.end();
  gb.end();
  if (utf8.errors === 0) return { encoding: 'utf-8', evidence: utf8.sequences > 0 ? 'valid-utf-8' : 'ascii', bomBytes: 0 };
  if (gb.errors === 0 && gb.looksChinese()) return { encoding: 'gb18030', evidence: 'valid-gb18030', bomBytes: 0 };
  if (utf8.sequences > 2 * utf8.errors) return { encoding: 'utf-8', evidence: 'valid-utf-8', bomBytes: 0 };
  if (gb.pairs > 100 * gb.errors && gb.looksChinese()) return { encoding: 'gb18030', evidence: 'valid-gb18030', bomBytes: 0 };
  const offset = utf8.firstError;
  const around = await source.read(Math.max(0, offset - 40), Math.min(source.size, offset + 40));
  throw new AppError('encoding-unknown', { offset, text: new TextDecoder('windows-1252').decode(around) });
}
