/** Remembers what slow cells read as. Cells repeat; a hit costs a few byte comparisons instead of a parse. */
const SLOTS = 4096;
const KEY_BYTES = 32;

export class CellMemo {
  private readonly lengths = new Uint8Array(SLOTS);
  private readonly keys = new Uint8Array(SLOTS * KEY_BYTES);
  private readonly values = new Float64Array(SLOTS);

  /** The slot of the cell, or -1 when it is too long to remember. */
  slot(hash: number, length: number): number {
    return length > KEY_BYTES || length === 0 ? -1 : hash & (SLOTS - 1);
  }

  has(slot: number, bytes: Uint8Array, from: number, length: number): boolean {
    if (slot < 0 || this.lengths[slot] !== length) return false;
    const { keys } = this;
    const key = slot * KEY_BYTES;
    for (let i = 0; i < length; i++) if (keys[key + i] !== bytes[from + i]) return false;
    return true;
  }

  get(slot: number): number {
    return this.values[slot];
  }

  set(slot: number, bytes: Uint8Array, from: number, length: number, value: number): void {
    if (slot < 0) return;
    this.lengths[slot] = length;
    this.values[slot] = value;
    for (let i = 0; i < length; i++) this.keys[slot * KEY_BYTES + i] = bytes[from + i];
  }
}
