/** SHA-256 of a file, 64 hex digits, slice by slice. */
import type { ByteSource } from './byte-source.ts';
import { Sha256 } from './sha256.ts';

const SLICE_BYTES = 1 << 22;

/** `pause` is awaited between slices. Errors: `file-changed`, and what `pause` throws. */
export async function fileDigest(source: ByteSource, pause?: () => Promise<void>): Promise<string> {
  const digest = new Sha256();
  for (let at = 0; at < source.size; at += SLICE_BYTES) {
    digest.add(await source.read(at, Math.min(source.size, at + SLICE_BYTES)));
    await pause?.();
  }
  return digest.hex();
}
