/** What kind of tables a file holds, by its content and never by its name. Undefined: it is read as delimited text. */
import { AppError } from '../../core/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { sniffEncoding } from '../encoding.ts';
import { readZipDirectory, type ZipDirectory } from './zip-directory.ts';

export type ContainerKind =
  | { kind: 'xlsx' | 'xlsb' | 'ods'; zip: ZipDirectory }
  | { kind: 'xls' | 'xml-2003' | 'sqlite' | 'json' | 'ndjson' | 'html' | 'vcard' | 'eml' | 'mbox' };

const HEAD_BYTES = 1 << 16;
const SQLITE = 'SQLite format 3\0';

/** Errors: `workbook-broken`, `file-unsafe`, `file-encrypted`, `file-not-text` {kind}, `file-changed`. */
export async function containerKind(source: ByteSource): Promise<ContainerKind | undefined> {
  const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
  if (startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6])) return zipKind(await readZipDirectory(source));
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) || isBareBiff(head)) return { kind: 'xls' };
  const latin = new TextDecoder('windows-1252').decode(head.subarray(0, 16));
  if (latin === SQLITE) return { kind: 'sqlite' };
  if (head.length === 0 || startsWith(head, [0xff, 0xfe, 0, 0])) return undefined;
  const encoding = sniffEncoding(head, undefined)?.encoding ?? 'windows-1252';
  const kind = textKind(new TextDecoder(encoding).decode(head));
  return kind && { kind };
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** Excel 2 to 5 could write their records without a container: the mark of a beginning, its length. */
function isBareBiff(head: Uint8Array): boolean {
  return head[0] === 9 && [0, 2, 4, 8].includes(head[1]) && [4, 6, 8, 16].includes(head[2]) && head[3] === 0;
}

function zipKind(zip: ZipDirectory): ContainerKind {
  const names = [...zip.keys()];
  const has = (start: string): boolean => names.some((name) => name.startsWith(start));
  if (names.some((name) => /(?:^|\/)workbook\.bin$/.test(name))) return { kind: 'xlsb', zip };
  if (
    has('xl/') ||
    (zip.has('[Content_Types].xml') && !has('word/') && !has('ppt/') && names.some((name) => /workbook\d*\.xml$/.test(name)))
  ) {
    return { kind: 'xlsx', zip };
  }
  if (zip.has('content.xml') && zip.has('mimetype')) return { kind: 'ods', zip };
  const kind = has('word/') ? 'DOCX' : has('ppt/') ? 'PPTX' : names.some((name) => name.endsWith('.iwa')) ? 'NUMBERS' : 'ZIP';
  throw new AppError('file-not-text', { kind });
}

/** `text`: the head of the file. */
export function textKind(text: string): 'xml-2003' | 'json' | 'ndjson' | 'html' | 'vcard' | 'eml' | 'mbox' | undefined {
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (/^<\?xml[^>]*>\s*(?:<\?mso-application[^>]*>\s*)?<(?:\w+:)?Workbook[\s>]/i.test(start)) return 'xml-2003';
  if (start.startsWith('<'))
    return /^<(?:!doctype\s+html|html|head|meta|body|table|div)[\s>]/i.test(start) || /<table[\s>]/i.test(text) ? 'html' : undefined;
  if (/^BEGIN:VCARD\s*[\r\n]/i.test(start)) return 'vcard';
  if (start.startsWith('{')) return isLineOfJson(start) ? 'ndjson' : /^\{\s*(?:"|\})/.test(start) ? 'json' : undefined;
  if (/^\[\s*(?:[[{\]]|$)/.test(start)) return isLineOfJson(start) && /^\[[^\n]*\]\s*\r?\n\s*\[/.test(start) ? 'ndjson' : 'json';
  if (/^From \S+.*\b\d{4}\s*\r?\n/.test(start) && isMailHead(start.slice(start.indexOf('\n') + 1))) return 'mbox';
  return isMailHead(start) ? 'eml' : undefined;
}

/** The first line is a whole JSON value, and another line follows. */
function isLineOfJson(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0 || text.slice(end).trim() === '') return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
}

/** Lines of a message head (RFC 5322), with a sender and a day or a subject among them, up to a blank line. */
function isMailHead(text: string): boolean {
  const end = /\r?\n\r?\n/.exec(text);
  const lines = text.slice(0, end?.index ?? text.length).split(/\r?\n/);
  if (lines.length < 2 || !lines.every((line) => /^(?:[!-9;-~]+:|[ \t])/.test(line))) return false;
  const names = new Set(lines.map((line) => line.split(':', 1)[0].toLowerCase()));
  return names.has('from') && (names.has('date') || names.has('subject') || names.has('received'));
}
