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
    const slot = this.slotOf(high, low);
    if (this.slots[slot] === EMPTY) {
      this.high[this.used] = high;
      this.low[this.used] = low;
      this.slots[slot] = this.used++;
    }
    return this.slots[slot];
  }

  private slotOf(high: number, low: number): number {
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & this.mask;
    for (;;) {
      const at = this.slots[slot];
      if (at === EMPTY || (this.high[at] === high && this.low[at] === low)) return slot;
      slot = (slot + 1) & this.mask;
    }
  }
}
