/** What a file is, before anything reads it as text: workbooks, pictures and archives are refused by name. */
import { AppError } from '../core/errors.ts';

/** First bytes of files that people rename to .csv by mistake. */
const SIGNATURES: { kind: string; bytes: readonly number[]; at?: number }[] = [
  { kind: 'PNG', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'JPEG', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'GIF', bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'PDF', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'ZIP', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'ZIP', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'GZIP', bytes: [0x1f, 0x8b, 0x08] },
  { kind: '7Z', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'RAR', bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { kind: 'XLS', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { kind: 'PARQUET', bytes: [0x50, 0x41, 0x52, 0x31] },
  { kind: 'SQLITE', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, 0x20, 0x33, 0x00] },
];

/** Control characters that no spreadsheet writes into text (28-31 separate cells in some exports): more than this share of the head means "not text". */
const MAX_CONTROL_SHARE = 0.02;

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** Whether a ZIP's first entries are those of an Office Open XML or OpenDocument sheet. */
function isWorkbookZip(head: Uint8Array): boolean {
  const names = new TextDecoder('latin1').decode(head.subarray(0, 65_536));
  return /\[Content_Types\]\.xml|xl\/|_rels\/\.rels|docProps\/|opendocument\.spreadsheet/.test(names);
}

/** UTF-16 and UTF-32 text has NUL bytes by design; its byte order mark says so. */
function hasWideBom(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

/**
 * Refuses what is not delimited text. `head`: the first 64 KiB (or all) of the file.
 * Errors: `file-empty`, `file-is-workbook` {kind}, `file-not-text` {kind}.
 */
export function checkFileKind(head: Uint8Array, wide: boolean): void {
  if (head.length === 0) throw new AppError('file-empty');
  const found = SIGNATURES.find(({ bytes }) => startsWith(head, bytes));
  if (found?.kind === 'XLS' || (found?.kind === 'ZIP' && isWorkbookZip(head))) {
    throw new AppError('file-is-workbook', { kind: found.kind === 'XLS' ? 'XLS' : 'XLSX' });
  }
  if (found) throw new AppError('file-not-text', { kind: found.kind });
  if (wide || hasWideBom(head)) return;
  let control = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 28 && byte !== 26 && byte !== 27)) control++;
  if (control > Math.max(2, head.length * MAX_CONTROL_SHARE)) throw new AppError('file-not-text', { kind: 'binary' });
}
