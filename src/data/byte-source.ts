/** Where bytes come from: a file in the browser, a buffer in tests, a file handle in the lab. */
import { AppError } from '../core/errors.ts';

export interface ByteSource {
  /** Bytes. */
  size: number;
  /** The bytes `[from, to)`, to be looked at only. Errors: `file-changed`. */
  read(from: number, to: number): Promise<Uint8Array>;
}

export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    async read(from, to) {
      try {
        return new Uint8Array(await blob.slice(from, to).arrayBuffer());
      } catch {
        // A `File` whose bytes were touched after it was chosen refuses to be read (NotReadableError, NotFoundError).
        throw new AppError('file-changed');
      }
    },
  };
}

/** Without a copy of the bytes for anyone. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (from, to) => bytes.subarray(from, to) };
}
