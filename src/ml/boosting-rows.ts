/** The rows while trees grow: their order, their derivatives, and the two loops that touch each of them. */
import { addUp, type BinnedRows, type Histogram } from './boosting-histogram.ts';
import { newHistogramKernel } from './kernels/histogram-kernel.ts';

/** One for all trees of a training. */
export interface GrowingRows {
  /** Bins of four features to a number, group after group: memory for `binRows`. */
  readonly quads: Int32Array;
  /** Places of each feature in a histogram; 0 = as many as it has bins. */
  readonly stride: number;
  /** Rows, so that every node is a stretch of them; within a node they stay in their first order. */
  readonly order: Uint32Array;
  /** Derivatives of each row's loss, one array per output; `curves` empty where the curvature is 1 everywhere. */
  readonly slopes: readonly Float32Array[];
  readonly curves: readonly Float32Array[];
  /** The histogram of `order[from ... to)`, for the derivatives of one output, of the wanted groups of four features. */
  addUp(data: BinnedRows, output: number, wanted: Int32Array, from: number, to: number, into: Histogram): void;
  /** Left rows first, each side in its order; where the right side begins. `isLeft`: 1 or 0 for each bin. */
  partition(feature: number, from: number, to: number, isLeft: Uint8Array): number;
}

/** Below it a training is over before a kernel is ready. */
const LEAST_KERNEL_ROWS = 2000;

/** @param outputs trees a round */
export function newGrowingRows(rows: number, columns: number, outputs: number, isFlat: boolean): GrowingRows {
  const kernel = rows >= LEAST_KERNEL_ROWS ? newHistogramKernel(rows, columns, outputs, isFlat) : undefined;
  return kernel ?? new PlainRows(rows, columns, outputs, isFlat);
}

/** The twin of `kernels/histogram-kernel.ts`. */
export class PlainRows implements GrowingRows {
  readonly quads: Int32Array;
  readonly stride = 0;
  readonly order: Uint32Array;
  readonly slopes: readonly Float32Array[];
  readonly curves: readonly Float32Array[];
  private readonly orderedSlopes: Float64Array;
  private readonly orderedCurves: Float64Array;
  private readonly aside: Uint32Array;

  constructor(rows: number, columns: number, outputs: number, isFlat: boolean) {
    this.quads = new Int32Array(rows * Math.ceil(columns / 4));
    this.order = new Uint32Array(rows);
    this.aside = new Uint32Array(rows);
    this.slopes = Array.from({ length: outputs }, () => new Float32Array(rows));
    this.curves = this.slopes.map(() => new Float32Array(isFlat ? 0 : rows));
    this.orderedSlopes = new Float64Array(rows);
    this.orderedCurves = new Float64Array(rows);
  }

  addUp(data: BinnedRows, output: number, wanted: Int32Array, from: number, to: number, into: Histogram): void {
    const { order, orderedSlopes, orderedCurves } = this;
    const [slopes, curves] = [this.slopes[output], this.curves[output]];
    // Derivatives side by side, so that every feature reads them in turn.
    for (let i = from; i < to; i++) orderedSlopes[i] = slopes[order[i]];
    if (curves.length > 0) for (let i = from; i < to; i++) orderedCurves[i] = curves[order[i]];
    addUp(data, wanted, order, from, to, orderedSlopes, orderedCurves, into);
  }

  partition(feature: number, from: number, to: number, isLeft: Uint8Array): number {
    const { quads, order, aside } = this;
    const place = (feature >> 2) * order.length;
    const shift = 8 * (feature & 3);
    let left = from;
    let right = 0;
    for (let i = from; i < to; i++) {
      const row = order[i];
      const goes = isLeft[(quads[place + row] >>> shift) & 0xff];
      // Written to both, kept in one: a branch here would be guessed wrong half the time. `left` never passes `i`.
      order[left] = row;
      aside[right] = row;
      left += goes;
      right += 1 - goes;
    }
    for (let i = 0; i < right; i++) order[left + i] = aside[i];
    return left;
  }
}
