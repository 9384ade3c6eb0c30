/**
 * The list of files inside a ZIP archive, read from its central directory (APPNOTE 6.3.10, 4.3.12 and 4.3.16) and judged
 * before anything is unpacked: workbooks are ZIP archives, and hostile ones exist.
 */
import { AppError } from '../../core/errors.ts';
import type { ByteSource } from '../byte-source.ts';

export interface ZipEntry {
  name: string;
  /** 0: stored as it is, 8: deflated. */
  method: 0 | 8;
  packedBytes: number;
  /** As declared; `zip-entry.ts` holds the entry to it. */
  bytes: number;
  crc: number;
  /** Where its local header starts. */
  at: number;
}

export type ZipDirectory = ReadonlyMap<string, ZipEntry>;

/** A workbook of 255 sheets with pictures has about a thousand entries. */
const MAX_ENTRIES = 20_000;
const MAX_DIRECTORY_BYTES = 16 << 20;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;

/** Errors: `workbook-broken` {message}, `file-unsafe` {message}, `file-encrypted`, `file-changed`. */
export async function readZipDirectory(source: ByteSource): Promise<ZipDirectory> {
  const tailAt = Math.max(0, source.size - END_BYTES - MAX_COMMENT);
  const tail = await source.read(tailAt, source.size);
  const end = findEnd(tail);
  if (end < 0) throw broken('end of the archive is missing');
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const at = view.getUint32(end + 16, true);
  // 65,535 entries, or more than 4 GB: written by ZIP64 programs only.
  if (count === 0xffff || at === 0xffffffff) throw new AppError('file-unsafe', { message: 'more entries than a workbook has' });
  if (count > MAX_ENTRIES || size > MAX_DIRECTORY_BYTES) throw new AppError('file-unsafe', { message: `${count} entries` });
  if (at + size > source.size) throw broken('directory lies beyond the end');
  const entries = parseDirectory(await source.read(at, at + size), count);
  checkOverlap([...entries.values()], source.size);
  return entries;
}

function broken(detail: string): AppError {
  return new AppError('workbook-broken', { message: detail });
}

function findEnd(tail: Uint8Array): number {
  for (let p = tail.length - END_BYTES; p >= 0; p--) {
    if (tail[p] === 0x50 && tail[p + 1] === 0x4b && tail[p + 2] === 5 && tail[p + 3] === 6) return p;
  }
  return -1;
}

function parseDirectory(bytes: Uint8Array, count: number): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, ZipEntry>();
  let p = 0;
  for (let i = 0; i < count; i++) {
    if (p + 46 > bytes.length || view.getUint32(p, true) !== 0x02014b50) throw broken('directory is cut');
    const flags = view.getUint16(p + 8, true);
    const method = view.getUint16(p + 10, true);
    const nameBytes = view.getUint16(p + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(p + 46, p + 46 + nameBytes));
    if ((flags & 1) !== 0 || method === 99) throw new AppError('file-encrypted');
    if (isHostileName(name)) throw new AppError('file-unsafe', { message: 'path out of the archive' });
    const entry = {
      name: name.replaceAll('\\', '/'),
      packedBytes: view.getUint32(p + 20, true),
      bytes: view.getUint32(p + 24, true),
      crc: view.getUint32(p + 16, true),
      at: view.getUint32(p + 42, true),
    };
    p += 46 + nameBytes + view.getUint16(p + 30, true) + view.getUint16(p + 32, true);
    if (method !== 0 && method !== 8) continue;
    if (entries.has(entry.name)) throw broken('the same part twice');
    entries.set(entry.name, { ...entry, method });
  }
  return entries;
}

/** Nothing is ever written to disk here; an archive with such a name was made to do harm all the same. */
function isHostileName(name: string): boolean {
  return name.includes('\0') || /^([/\\]|[a-z]:)/i.test(name) || name.split(/[/\\]/).includes('..');
}

/** Entries that share their bytes are how small archives hold petabytes (Fifield, WOOT 2019). */
function checkOverlap(entries: readonly ZipEntry[], size: number): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (entry.at < end) throw new AppError('file-unsafe', { message: 'entries overlap' });
    end = entry.at + 30 + entry.packedBytes;
    if (end > size) throw broken('an entry lies beyond the end');
  }
}
