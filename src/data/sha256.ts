/**
 * SHA-256 (FIPS 180-4) of bytes that come piece by piece. WebCrypto digests whole buffers only, which would hold a
 * 2 GB file in memory; this is the same function as a stream, whole blocks of it by a kernel where there is WebAssembly.
 */
import { newSha256Kernel, type Sha256Kernel } from './kernels/sha256-kernel.ts';

const K = Uint32Array.from(roots(64, 3));
const START = Uint32Array.from(roots(8, 2));

/** First 32 bits of the fractional parts of the square or cube roots of the first primes. */
function roots(count: number, degree: 2 | 3): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes.map((prime) => {
    const root = degree === 2 ? Math.sqrt(prime) : Math.cbrt(prime);
    return Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
  });
}

export class Sha256 {
  private readonly state = START.slice();
  private readonly block = new Uint8Array(64);
  private readonly words = new Int32Array(64);
  private filled = 0;
  private bytes = 0;
  private readonly kernel: Sha256Kernel | null;

  /** `kernel`: null = plain TypeScript does it. */
  constructor(kernel: Sha256Kernel | null = newSha256Kernel() ?? null) {
    this.kernel = kernel;
  }

  add(data: Uint8Array): this {
    this.bytes += data.length;
    let at = 0;
    if (this.filled > 0) {
      at = Math.min(64 - this.filled, data.length);
      this.block.set(data.subarray(0, at), this.filled);
      this.filled += at;
      if (this.filled < 64) return this;
      this.compressAll(this.block);
      this.filled = 0;
    }
    const whole = data.length - ((data.length - at) % 64);
    this.compressAll(data.subarray(at, whole));
    at = whole;
    this.block.set(data.subarray(at));
    this.filled = data.length - at;
    return this;
  }

  /** The digest in hex; nothing may be added afterwards. */
  hex(): string {
    const bits = this.bytes * 8;
    const tail = new Uint8Array(this.filled < 56 ? 64 : 128);
    tail.set(this.block.subarray(0, this.filled));
    tail[this.filled] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(tail.length - 4, bits >>> 0);
    this.compressAll(tail);
    return Array.from(this.kernel?.state() ?? this.state, (word) => word.toString(16).padStart(8, '0')).join('');
  }

  private compressAll(blocks: Uint8Array): void {
    if (this.kernel) this.kernel.add(blocks);
    else for (let at = 0; at < blocks.length; at += 64) this.compress(blocks, at);
  }

  private compress(data: Uint8Array, at: number): void {
    const w = this.words;
    for (let i = 0; i < 16; i++, at += 4) w[i] = (data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3];
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    const { state } = this;
    let a = state[0] | 0;
    let b = state[1] | 0;
    let c = state[2] | 0;
    let d = state[3] | 0;
    let e = state[4] | 0;
    let f = state[5] | 0;
    let g = state[6] | 0;
    let h = state[7] | 0;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}
