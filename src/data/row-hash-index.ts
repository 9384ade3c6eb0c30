/** Tells rows apart by their 64-bit hash: open addressing over typed arrays, about 12 bytes per row and no object for any. */

const EMPTY = 0xffffffff;

export class RowHashIndex {
  private readonly slots: Uint32Array;
  private readonly mask: number;
  private readonly high: Uint32Array;
  private readonly low: Uint32Array;
  private used = 0;

  /** For at most `capacity` different hashes. */
  constructor(capacity: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(8, capacity * 2)));
    this.slots = new Uint32Array(size).fill(EMPTY);
    this.mask = size - 1;
    this.high = new Uint32Array(capacity);
    this.low = new Uint32Array(capacity);
  }

  /** How many different hashes were added. */
  get size(): number {
    return this.used;
  }

  /** Number of this hash in order of first appearance; a new one gets the next number. */
  add(high: number, low: number): number {
    const { slots, mask } = this;
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & mask;
    for (;;) {
      const at = slots[slot];
      if (at === EMPTY) break;
      if (this.low[at] === low && this.high[at] === high) return at;
      slot = (slot + 1) & mask;
    }
    this.high[this.used] = high;
    this.low[this.used] = low;
    slots[slot] = this.used;
    return this.used++;
  }
}
