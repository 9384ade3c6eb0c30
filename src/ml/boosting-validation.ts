/** Rows held back from boosting, and how well they are predicted round by round. */
import type { FeatureBins } from './boosting-bins.ts';
import type { GrownNode } from './boosting-grow.ts';
import type { BinnedRows } from './boosting-histogram.ts';
import type { BoostingLoss } from './boosting-loss.ts';

export class Validation {
  /** Mean loss before the first tree and after each round. */
  readonly losses: number[];
  private readonly data: BinnedRows;
  private readonly y: Float64Array;
  private readonly loss: BoostingLoss;
  private readonly raw: Float64Array[];

  constructor(data: BinnedRows, y: Float64Array, loss: BoostingLoss, baseline: Float64Array) {
    this.data = data;
    this.y = y;
    this.loss = loss;
    this.raw = Array.from(baseline, (value) => new Float64Array(data.rows).fill(value));
    this.losses = [loss.mean(y, this.raw)];
  }

  /** The answers of a tree grown for output `k`. */
  add(root: GrownNode, k: number): void {
    const { rows, quads, features } = this.data;
    const raw = this.raw[k];
    for (let row = 0; row < rows; row++) {
      let node = root;
      while (node.split !== undefined && node.left !== undefined && node.right !== undefined) {
        const { feature } = node.split;
        node = binGoesLeft((quads[(feature >> 2) * rows + row] >>> (8 * (feature & 3))) & 0xff, node.split, features[feature])
          ? node.left
          : node.right;
      }
      raw[row] += node.value;
    }
  }

  endRound(): number {
    const loss = this.loss.mean(this.y, this.raw);
    this.losses.push(loss);
    return loss;
  }

  /** None of the last `patience` rounds was better than the one before them by more than `tol`. */
  isOver(patience: number, tol: number): boolean {
    const { losses } = this;
    if (losses.length <= patience) return false;
    const least = -losses[losses.length - 1 - patience] + tol;
    return !losses.slice(-patience).some((loss) => -loss > least);
  }
}

function binGoesLeft(bin: number, { bin: last, levels, missingLeft }: NonNullable<GrownNode['split']>, { count }: FeatureBins): boolean {
  if (bin === count) return missingLeft;
  return levels === null ? bin <= last : levels.includes(bin);
}
