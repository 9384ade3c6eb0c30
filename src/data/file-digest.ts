/** SHA-256 of a file that is being read: natively and beside the reading where the file fits in memory, else from its slices. */
import type { ByteSource } from './byte-source.ts';
import { Sha256 } from './sha256.ts';

/** WebCrypto digests whole buffers only; up to this size one is worth its memory (it is several times faster). */
const MAX_WHOLE_BYTES = 128 << 20;

export class FileDigest {
  private readonly whole: Promise<string> | undefined;
  private stream: Sha256 | undefined;
  private streamed = '';

  constructor(source: ByteSource, maxWholeBytes = MAX_WHOLE_BYTES) {
    if (source.size > maxWholeBytes) return;
    this.whole = nativeDigest(source);
    // Heard by `hex`; the reading may fail before that for a reason of its own.
    this.whole.catch(() => undefined);
  }

  /** `add` has to hear every byte. */
  get needsBytes(): boolean {
    return !this.whole;
  }

  /** A pass over the file begins. What an earlier one gave counts only if it came to its end. */
  begin(): void {
    if (!this.whole && this.streamed === '') this.stream = new Sha256();
  }

  add(slice: Uint8Array): void {
    this.stream?.add(slice);
  }

  /** The pass has seen the whole file. */
  end(): void {
    this.streamed = this.stream?.hex() ?? this.streamed;
    this.stream = undefined;
  }

  /** 64 hex digits. Errors: `file-changed`. */
  async hex(): Promise<string> {
    return this.whole ?? this.streamed;
  }
}

async function nativeDigest(source: ByteSource): Promise<string> {
  // A ByteSource gives bytes of their own buffer, never of a shared one.
  const bytes = (await source.read(0, source.size)) as Uint8Array<ArrayBuffer>;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
