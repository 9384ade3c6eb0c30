/** Which encoding a file is in. Order: byte order mark, UTF-16 by its NULs, strict UTF-8, an East Asian one by its everyday letters, else ask. */
import { AppError } from '../core/errors.ts';
import type { Encoding, ReadReport } from '../core/reading.ts';
import type { ByteSource } from './byte-source.ts';
import { encodingChoices, tellingLines } from './encoding-choices.ts';
import { EncodingGuess } from './guess-encoding.ts';
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
const UTF8_SURE = 100;
const MIN_UNITS = 4;
/** Zeros on the other side, of those on the one, and units that may be surrogates of wide characters. */
const MAX_ODD_ZEROS = 0.1;
const PLAIN_SHARE = 0.9;
/** Controls, private use, unassigned, lone surrogates: not in a spreadsheet. */
const ODD_CHARACTER = /[^\P{C}\t\n\r\ufeff]|\ufffd/u;
/** ISO-2022 (Japanese, Korean mail): ASCII bytes with escapes that switch to another set. */
const SWITCHES = [
  [0x1b, 0x24],
  [0x1b, 0x28, 0x4a],
  [0x1b, 0x28, 0x49],
];

function bomOf(head: Uint8Array): EncodingChoice | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', evidence: 'bom', bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', evidence: 'bom', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', evidence: 'bom', bomBytes: 2 };
  return undefined;
}

/**
 * UTF-16 without a mark. Line ends, commas, blanks and Latin letters leave a NUL in every other byte, always the same
 * one of the two, and read so nearly every unit is a character that texts are made of.
 */
function bareUtf16(head: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  const half = Math.floor(head.length / 2);
  for (let i = 0; i < 2 * half; i++) if (head[i] === 0) zeros[i & 1]++;
  if (half < MIN_UNITS || zeros[0] + zeros[1] < 2) return undefined;
  const encoding = zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be';
  if (Math.min(zeros[0], zeros[1]) > MAX_ODD_ZEROS * Math.max(zeros[0], zeros[1])) return undefined;
  const text = new TextDecoder(encoding).decode(head.subarray(0, 2 * half));
  return [...text].filter((character) => !ODD_CHARACTER.test(character)).length >= PLAIN_SHARE * half ? encoding : undefined;
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
  if (SWITCHES.some((marks) => includes(head, marks)))
    throw new AppError('encoding-unknown', { offset: head.indexOf(0x1b), text: 'ISO-2022' });
  const check = new Utf8Check();
  check.add(head.subarray(0, HEAD_BYTES));
  if (check.errors > 0) return undefined;
  return { encoding: 'utf-8', evidence: check.sequences > 0 ? 'valid-utf-8' : 'ascii', bomBytes: 0, provisional: true };
}

/**
 * Decides by every byte of the file. A few broken characters in text that is clearly UTF-8 (or clearly Chinese) do not
 * refuse the file: their records are rejected as `undecodable`. Errors: `encoding-unknown` {offset, line, text, choices,
 * as-...}: the first byte that is not UTF-8, and what `encodingChoices` shows.
 */
export async function surveyEncoding(source: ByteSource): Promise<EncodingChoice> {
  const utf8 = new Utf8Check();
  const guess = new EncodingGuess();
  let lines: Uint8Array[] = [];
  let line = 1;
  for (let at = 0; at < source.size; at += PIECE_BYTES) {
    const piece = await source.read(at, Math.min(source.size, at + PIECE_BYTES));
    const isClean = utf8.firstError < 0;
    utf8.add(piece);
    guess.add(piece);
    if (lines.length === 0) lines = tellingLines(piece);
    if (isClean) line += lineBreaks(piece, utf8.firstError < 0 ? piece.length : utf8.firstError - at);
  }
  utf8.end();
  guess.end();
  if (utf8.errors === 0) return { encoding: 'utf-8', evidence: utf8.sequences > 0 ? 'valid-utf-8' : 'ascii', bomBytes: 0 };
  // Sound UTF-8 of many characters with a few broken ones among them: no other encoding looks so by chance.
  const isMostlyUtf8 = utf8.sequences > 2 * utf8.errors;
  const decided = isMostlyUtf8 && utf8.sequences > UTF8_SURE ? undefined : guess.decided();
  if (decided) return { encoding: decided, evidence: decided === 'gb18030' ? 'valid-gb18030' : 'usual-letters', bomBytes: 0 };
  if (isMostlyUtf8) return { encoding: 'utf-8', evidence: 'valid-utf-8', bomBytes: 0 };
  const offset = utf8.firstError;
  const around = await source.read(Math.max(0, offset - 40), Math.min(source.size, offset + 40));
  throw new AppError('encoding-unknown', {
    offset,
    line,
    text: new TextDecoder('windows-1252').decode(around),
    ...encodingChoices(lines, guess.likely(), guess.possible()),
  });
}

function lineBreaks(bytes: Uint8Array, end: number): number {
  let found = 0;
  for (let i = 0; i < end; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) found++;
  return found;
}

function includes(bytes: Uint8Array, marks: readonly number[]): boolean {
  for (let at = bytes.indexOf(marks[0]); at >= 0; at = bytes.indexOf(marks[0], at + 1)) {
    if (marks.every((mark, i) => bytes[at + i] === mark)) return true;
  }
  return false;
}
