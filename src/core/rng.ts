/**
 * numpy's `RandomState`, draw for draw: MT19937 (Matsumoto & Nishimura 1998, doi:10.1145/272991.272995) with numpy's ways of
 * turning its 32-bit words into numbers. numpy has frozen them ("the same values as NumPy v1.16"), so equal seeds give
 * equal splits and trees here and in scikit-learn.
 */
const N = 624;
const M = 397;

/** The words of a shuffle are drawn in place on any of these. */
export type Shuffleable = Uint32Array | Int32Array | Float64Array | Uint8Array | number[];

export class RandomState {
  private readonly key = new Int32Array(N);
  private position = N;
  /** Second number of a Box-Muller pair, kept for the next call of `normal`. */
  private spare: number | undefined;

  /** `seed`: whole number in [0, 2^32). */
  constructor(seed: number) {
    let word = seed >>> 0;
    for (let i = 0; i < N; i++) {
      this.key[i] = word;
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i + 1) >>> 0;
    }
  }

  private refill(): void {
    const key = this.key;
    for (let i = 0; i < N; i++) {
      const y = (key[i] & 0x80000000) | (key[i + 1 < N ? i + 1 : 0] & 0x7fffffff);
      key[i] = key[i < N - M ? i + M : i + M - N] ^ (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
    }
    this.position = 0;
  }

  /** Whole number in [0, 2^32). */
  uint32(): number {
    if (this.position === N) this.refill();
    let y = this.key[this.position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Uniform in [0, 1) with 53 random bits (`random_sample`). */
  random(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /** Whole number in [0, max], max < 2^32: masked words until one fits; `max` 0 draws nothing. */
  interval(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    let value = (this.uint32() & mask) >>> 0;
    while (value > max) value = (this.uint32() & mask) >>> 0;
    return value;
  }

  /** One whole number in [low, high) (`randint`). */
  integer(low: number, high: number): number {
    return low + this.interval(high - 1 - low);
  }

  /** `size` whole numbers in [low, high). */
  integers(low: number, high: number, size: number): Float64Array {
    const values = new Float64Array(size);
    for (let i = 0; i < size; i++) values[i] = this.integer(low, high);
    return values;
  }

  /** Fisher-Yates from the end, in place. */
  shuffle<T extends Shuffleable>(values: T): T {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.interval(i);
      const swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    return values;
  }

  /** 0 ... n-1 shuffled. Its first k are `choice(n, k, replace=False)`. */
  permutation(n: number): Uint32Array {
    const values = new Uint32Array(n);
    for (let i = 0; i < n; i++) values[i] = i;
    return this.shuffle(values);
  }

  /** Normal with the given mean and standard deviation (polar Box-Muller, second of the pair first). */
  normal(mean = 0, deviation = 1): number {
    if (this.spare !== undefined) {
      const value = this.spare;
      this.spare = undefined;
      return mean + deviation * value;
    }
    for (;;) {
      const a = 2 * this.random() - 1;
      const b = 2 * this.random() - 1;
      const r2 = a * a + b * b;
      if (r2 >= 1 || r2 === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(r2)) / r2);
      this.spare = factor * a;
      return mean + deviation * (factor * b);
    }
  }
}
