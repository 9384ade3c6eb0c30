/**
 * Sums of slopes and curvatures, and rows, per bin: all a split needs to know of a node. The smaller of two children is
 * added up row by row, the larger is its parent minus its sibling.
 */
import type { FeatureBins } from './boosting-bins.ts';

/** Rows as bins. Plain arrays, so that the inner loops meet nothing else. */
export interface BinnedRows {
  rows: number;
  features: readonly FeatureBins[];
  /** Four features to a number, group after group: the first in its lowest byte. Features that are not there are in bin 0. */
  quads: Int32Array;
  /** Where the bins of each feature begin in a histogram, up to a whole number of quads; what is not there begins where nobody looks. */
  offsets: Int32Array;
  /** Places of a histogram. */
  slots: number;
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
 * @param wanted groups of four features to add up
 * @param slope of the row at each place of `order`
 * @param curve likewise; 0 where it is 1 everywhere
 */
export function addUp(
  { rows, quads, offsets }: BinnedRows,
  wanted: Int32Array,
  order: Uint32Array,
  from: number,
  to: number,
  slope: Float64Array,
  curve: Float64Array,
  { sums, counts }: Histogram,
): void {
  sums.fill(0);
  counts.fill(0);
  // Blocks of rows, so that their derivatives stay near; each is read once for four features, whose bins come as one number.
  for (let start = from; start < to; start += BLOCK) {
    const end = Math.min(start + BLOCK, to);
    for (let q = 0; q < wanted.length; q++) {
      const place = wanted[q] * rows;
      const base0 = offsets[4 * wanted[q]];
      const base1 = offsets[4 * wanted[q] + 1];
      const base2 = offsets[4 * wanted[q] + 2];
      const base3 = offsets[4 * wanted[q] + 3];
      for (let i = start; i < end; i++) {
        const four = quads[place + order[i]];
        const g = slope[i];
        const h = curve[i];
        const at0 = base0 + (four & 0xff);
        const at1 = base1 + ((four >>> 8) & 0xff);
        const at2 = base2 + ((four >>> 16) & 0xff);
        const at3 = base3 + (four >>> 24);
        sums[2 * at0] += g;
        sums[2 * at0 + 1] += h;
        counts[at0]++;
        sums[2 * at1] += g;
        sums[2 * at1 + 1] += h;
        counts[at1]++;
        sums[2 * at2] += g;
        sums[2 * at2 + 1] += h;
        counts[at2]++;
        sums[2 * at3] += g;
        sums[2 * at3 + 1] += h;
        counts[at3]++;
      }
    }
  }
}

/** Groups of four that hold any of these features. */
export function quadsOf(columns: Int32Array): Int32Array {
  return Int32Array.from(new Set(Array.from(columns, (column) => column >> 2)));
}

/** `parent` becomes what is left of it without `child`. */
export function subtract(parent: Histogram, child: Histogram): void {
  const { sums, counts } = parent;
  for (let at = 0; at < sums.length; at++) sums[at] -= child.sums[at];
  for (let at = 0; at < counts.length; at++) counts[at] -= child.counts[at];
}
