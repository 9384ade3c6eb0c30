/** SHA-256 of a file that is being read: natively, beside the reading, where it is in memory, else from its slices. */
import { Sha256 } from './sha256.ts';

export class FileDigest {
  private readonly whole: Promise<string> | undefined;
  private stream: Sha256 | undefined;
  private streamed = '';

  /** `whole`: the file's bytes, if they are at hand; WebCrypto digests whole buffers only. */
  constructor(whole: Uint8Array | undefined) {
    this.whole = whole && nativeDigest(whole);
    // Heard by `hex`; the reading may fail before that for a reason of its own.
    this.whole?.catch(() => undefined);
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

  /** 64 hex digits. */
  async hex(): Promise<string> {
    return this.whole ?? this.streamed;
  }
}

async function nativeDigest(bytes: Uint8Array): Promise<string> {
  // Never bytes of a shared buffer.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
