/** Members of a .zip or .tar.gz, or the files below a folder, by their path: corpora are read as they were handed over. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';

export type Members = Map<string, Uint8Array>;

export function openArchive(path: string): Members {
  if (path.endsWith('.zip')) return unzip(readFileSync(path));
  if (path.endsWith('.tar.gz')) return untar(gunzipSync(readFileSync(path)));
  return folder(path);
}

function folder(root: string): Members {
  const members: Members = new Map();
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(root, name);
    if (statSync(path).isFile()) members.set(name, readFileSync(path));
  }
  return members;
}

/** Source: PKWARE APPNOTE 4.3 (central directory), stored and deflated members. */
function unzip(bytes: Buffer): Members {
  const members: Members = new Map();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
    if (!name.endsWith('/')) members.set(name, bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return members;
}

/** Source: POSIX ustar (name at 0, size in octal at 124, type at 156, prefix at 345), with GNU long names. */
function untar(bytes: Buffer): Members {
  const members: Members = new Map();
  const text = (from: number, length: number): string => bytes.toString('utf8', from, from + length).replace(/\0[\s\S]*$/, '');
  let longName = '';
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const type = text(at + 156, 1);
    const prefix = text(at + 345, 155);
    const name = longName !== '' ? longName : `${prefix === '' ? '' : `${prefix}/`}${text(at, 100)}`;
    const from = at + 512;
    longName = type === 'L' ? text(from, size) : '';
    if (type === '0' || type === '') members.set(name, bytes.subarray(from, from + size));
    at = from + Math.ceil(size / 512) * 512;
  }
  return members;
}
