/**
 * Sums of slopes and curvatures, and rows, per bin: all a split needs to know of a node. The smaller of two children is
 * added up row by row, the larger is its parent minus its sibling.
 */
import type { FeatureBins } from './boosting-bins.ts';

/** Rows as bins. Plain arrays, so that the inner loops meet nothing else. */
export interface BinnedRows {
  rows: number;
  /** One byte per value, column after column. */
  bins: Uint8Array;
  features: readonly FeatureBins[];
  /** Where the bins of each feature begin in a histogram; last = their number. */
  offsets: Int32Array;
  /** Features with a missing value among these rows. */
  hasMissing: Uint8Array;
}

export interface Histogram {
  /** Slope and curvature of each bin, in turn. Without curvature (`isFlat`) the odd places stay 0. */
  sums: Float64Array;
  counts: Int32Array;
}

/** Rows added up at a time. */
const BLOCK = 2048;

/** Histograms are large: they are used again. */
export class HistogramPool {
  private readonly free: Histogram[] = [];
  private readonly slots: number;

  constructor(slots: number) {
    this.slots = slots;
  }

  take(): Histogram {
    return this.free.pop() ?? { sums: new Float64Array(2 * this.slots), counts: new Int32Array(this.slots) };
  }

  giveBack(histogram: Histogram): void {
    this.free.push(histogram);
  }
}

/**
 * Adds up the rows `order[from ... to)`, in this order.
 * @param columns features to add up
 * @param slope of the row at each place of `order`
 * @param curve likewise; 0 where it is 1 everywhere
 */
export function addUp(
  { rows, bins, offsets }: BinnedRows,
  columns: Int32Array,
  order: Uint32Array,
  from: number,
  to: number,
  slope: Float64Array,
  curve: Float64Array,
  { sums, counts }: Histogram,
): void {
  sums.fill(0);
  counts.fill(0);
  // Blocks of rows, so that their derivatives stay near; four features at once, so that each is read once for all four.
  for (let start = from; start < to; start += BLOCK) {
    const end = Math.min(start + BLOCK, to);
    let c = 0;
    for (; c + 4 <= columns.length; c += 4) {
      const [a, b, d, e] = [columns[c], columns[c + 1], columns[c + 2], columns[c + 3]];
      const [baseA, baseB, baseD, baseE] = [offsets[a], offsets[b], offsets[d], offsets[e]];
      const [columnA, columnB, columnD, columnE] = [a * rows, b * rows, d * rows, e * rows];
      for (let i = start; i < end; i++) {
        const row = order[i];
        const g = slope[i];
        const h = curve[i];
        const atA = baseA + bins[columnA + row];
        const atB = baseB + bins[columnB + row];
        const atD = baseD + bins[columnD + row];
        const atE = baseE + bins[columnE + row];
        sums[2 * atA] += g;
        sums[2 * atA + 1] += h;
        counts[atA]++;
        sums[2 * atB] += g;
        sums[2 * atB + 1] += h;
        counts[atB]++;
        sums[2 * atD] += g;
        sums[2 * atD + 1] += h;
        counts[atD]++;
        sums[2 * atE] += g;
        sums[2 * atE + 1] += h;
        counts[atE]++;
      }
    }
    for (; c < columns.length; c++) {
      const base = offsets[columns[c]];
      const column = columns[c] * rows;
      for (let i = start; i < end; i++) {
        const at = base + bins[column + order[i]];
        sums[2 * at] += slope[i];
        sums[2 * at + 1] += curve[i];
        counts[at]++;
      }
    }
  }
}

/** `parent` becomes what is left of it without `child`. */
export function subtract(parent: Histogram, child: Histogram): void {
  const { sums, counts } = parent;
  for (let at = 0; at < sums.length; at++) sums[at] -= child.sums[at];
  for (let at = 0; at < counts.length; at++) counts[at] -= child.counts[at];
}
