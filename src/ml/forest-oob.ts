/**
 * Out-of-bag score (Breiman 1996): every row is judged by the trees whose bag it was not in, so that a forest needs no
 * rows held back to say how good it is. Rows that were in every bag are left out.
 */
import { mean } from '../core/stats.ts';
import type { TreeData } from './tree-fit.ts';
import { shareOf, type TreeModel } from './tree-model.ts';

export class OutOfBag {
  private readonly data: TreeData;
  /** rows x outputs, row by row: sums over the trees that have not seen the row. */
  private readonly sums: Float64Array;
  private readonly judges: Int32Array;

  constructor(data: TreeData) {
    this.data = data;
    this.sums = new Float64Array(data.rows * data.outputs);
    this.judges = new Int32Array(data.rows);
  }

  /** `drawn`: how often each row was in the bag of this tree. */
  add(tree: TreeModel, drawn: Float64Array): void {
    const { columns, rows, outputs, classes } = this.data;
    for (let i = 0; i < rows; i++) {
      if (drawn[i] !== 0) continue;
      let node = 0;
      while (tree.childrenLeft[node] >= 0) {
        node = columns[tree.feature[node]][i] <= tree.threshold[node] ? tree.childrenLeft[node] : tree.childrenRight[node];
      }
      this.judges[i]++;
      for (let k = 0; k < outputs; k++) this.sums[i * outputs + k] += classes === undefined ? tree.value[node] : shareOf(tree, node, k);
    }
  }

  /** Accuracy, or R2; null where no row was left out of any bag, or all amounts are equal. */
  score(): { value: number | null; rows: number } {
    const judged = Array.from(this.judges.keys()).filter((i) => this.judges[i] > 0);
    if (judged.length === 0) return { value: null, rows: 0 };
    const { y, classes, outputs } = this.data;
    if (classes !== undefined) {
      const right = judged.filter((i) => mostLikely(this.sums.subarray(i * outputs, (i + 1) * outputs)) === classes[i]);
      return { value: right.length / judged.length, rows: judged.length };
    }
    const average = mean(Float64Array.from(judged, (i) => y[i]));
    const missed = judged.reduce((sum, i) => sum + (y[i] - this.sums[i] / this.judges[i]) ** 2, 0);
    const spread = judged.reduce((sum, i) => sum + (y[i] - average) ** 2, 0);
    return { value: spread > 0 ? 1 - missed / spread : null, rows: judged.length };
  }
}

/** The first of equally likely classes, as scikit-learn. */
function mostLikely(shares: Float64Array): number {
  return shares.reduce((best, share, k) => (share > shares[best] ? k : best), 0);
}
