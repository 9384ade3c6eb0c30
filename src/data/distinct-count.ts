/** Counts distinct 64-bit keys exactly (as good as 64 bits are) up to a limit. */
export const MAX_DISTINCT = 10_000;

const SLOTS = 1 << 15;

export class DistinctCount {
  count = 0;
  /** How many keys had been added when the limit was reached. */
  addedAtLimit = 0;
  private added = 0;
  private slots = 64;
  private high = new Int32Array(64);
  private low = new Int32Array(64);
  private used = new Uint8Array(64);

  add(high: number, low: number): void {
    if (this.count >= MAX_DISTINCT) return;
    this.added++;
    const mask = this.slots - 1;
    let slot = slotOf(high, low) & mask;
    while (this.used[slot] === 1) {
      if (this.low[slot] === (low | 0) && this.high[slot] === (high | 0)) return;
      slot = (slot + 1) & mask;
    }
    this.used[slot] = 1;
    this.high[slot] = high;
    this.low[slot] = low;
    this.count++;
    if (this.count >= MAX_DISTINCT) this.addedAtLimit = this.added;
    else if (2 * this.count > this.slots && this.slots < SLOTS) this.grow();
  }

  /** Share of added keys that were new; for columns beyond the limit, up to the limit. */
  newShare(total: number): number {
    if (this.count < MAX_DISTINCT) return total === 0 ? 0 : this.count / total;
    return MAX_DISTINCT / this.addedAtLimit;
  }

  private grow(): void {
    const { high, low, used, slots } = this;
    this.slots = 4 * slots;
    this.high = new Int32Array(this.slots);
    this.low = new Int32Array(this.slots);
    this.used = new Uint8Array(this.slots);
    const mask = this.slots - 1;
    for (let i = 0; i < slots; i++) {
      if (used[i] === 0) continue;
      let slot = slotOf(high[i], low[i]) & mask;
      while (this.used[slot] === 1) slot = (slot + 1) & mask;
      this.used[slot] = 1;
      this.high[slot] = high[i];
      this.low[slot] = low[i];
    }
  }
}

/** Mixes both halves into every bit: keys may be days, seconds or the bits of round numbers. */
function slotOf(high: number, low: number): number {
  const mixed = Math.imul(high, 0x9e3779b1) ^ Math.imul(low ^ (low >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 15) ^ (mixed >>> 22);
}
