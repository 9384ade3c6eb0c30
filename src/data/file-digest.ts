/** SHA-256 of a file, 64 hex digits, slice by slice. */
import { slicesOf, type ByteSource } from './byte-source.ts';
import { Sha256 } from './sha256.ts';

const SLICE_BYTES = 1 << 22;

/** `pause` is awaited between slices. Errors: `file-changed`, and what `pause` throws. */
export async function fileDigest(source: ByteSource, pause?: () => Promise<void>): Promise<string> {
  const digest = new Sha256();
  for await (const slice of slicesOf(source, SLICE_BYTES)) {
    digest.add(slice);
    await pause?.();
  }
  return digest.hex();
}
