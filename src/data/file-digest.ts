/** SHA-256 of a file that comes slice by slice: natively at the end where the file fits in memory, else as a stream. */
import { Sha256 } from './sha256.ts';

/** WebCrypto digests whole buffers only; up to this size one is worth its memory (it is several times faster). */
const MAX_WHOLE_BYTES = 128 << 20;

export class FileDigest {
  private readonly whole: Uint8Array<ArrayBuffer> | undefined;
  private readonly stream = new Sha256();
  private length = 0;

  constructor(size: number) {
    if (size <= MAX_WHOLE_BYTES) this.whole = new Uint8Array(size);
  }

  add(slice: Uint8Array): void {
    if (this.whole) this.whole.set(slice, this.length);
    else this.stream.add(slice);
    this.length += slice.length;
  }

  /** 64 hex digits. */
  async hex(): Promise<string> {
    if (!this.whole) return this.stream.hex();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', this.whole));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
