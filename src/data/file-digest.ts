/** SHA-256 of a file, 64 hex digits: natively where the file fits in memory, else slice by slice. */
import type { ByteSource } from './byte-source.ts';
import { Sha256 } from './sha256.ts';
import { SLICE_BYTES } from './utf8-pieces.ts';

/** WebCrypto digests whole buffers only; up to this size one is worth its memory (it is several times faster). */
const MAX_WHOLE_BYTES = 128 << 20;

/** Errors: `file-changed`. */
export async function fileDigest(source: ByteSource, maxWholeBytes = MAX_WHOLE_BYTES): Promise<string> {
  if (source.size > maxWholeBytes) {
    const digest = new Sha256();
    for (let at = 0; at < source.size; at += SLICE_BYTES) digest.add(await source.read(at, Math.min(source.size, at + SLICE_BYTES)));
    return digest.hex();
  }
  // A ByteSource gives bytes of their own buffer, never of a shared one.
  const bytes = (await source.read(0, source.size)) as Uint8Array<ArrayBuffer>;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
