/** Pairs of rows, each once, as they are found: in a set of numbers `lower row x rows + higher row`. */
export class PairList {
  private keys = new Float64Array(1 << 14);
  private count = 0;

  /** `split`: rows below belong to one table, the others to another, and only pairs across count; `rowCount` for one table. */
  constructor(
    readonly rowCount: number,
    readonly split: number,
    /** Pairs kept at most, repeats included. */
    readonly limit: number,
  ) {}

  get isFull(): boolean {
    return this.count >= this.limit;
  }

  add(rowA: number, rowB: number): void {
    const low = rowA < rowB ? rowA : rowB;
    const high = rowA < rowB ? rowB : rowA;
    if (low === high || this.count >= this.limit) return;
    if (this.split < this.rowCount && (low >= this.split || high < this.split)) return;
    if (this.count === this.keys.length) {
      const grown = new Float64Array(2 * this.keys.length);
      grown.set(this.keys);
      this.keys = grown;
    }
    this.keys[this.count++] = low * this.rowCount + high;
  }

  /** In order, without repeats. */
  pairs(): { a: Uint32Array; b: Uint32Array } {
    const sorted = this.keys.subarray(0, this.count).sort();
    let kept = 0;
    for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[kept++] = sorted[i];
    this.count = kept;
    const a = new Uint32Array(kept);
    const b = new Uint32Array(kept);
    for (let i = 0; i < kept; i++) {
      a[i] = Math.floor(sorted[i] / this.rowCount);
      b[i] = sorted[i] - a[i] * this.rowCount;
    }
    return { a, b };
  }
}
