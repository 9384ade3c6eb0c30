/** What a grown tree is, and what can be asked of it. */
import { matrix, type Matrix } from '../core/matrix.ts';

/** Plain data, one entry per node in scikit-learn's order; node 0 is the root. */
export interface TreeModel {
  kind: 'tree';
  task: 'classification' | 'regression';
  criterion: 'gini' | 'entropy' | 'squared_error';
  /** Questions were looked for among bins; absent = among all values. */
  search?: 'histogram';
  /** Numbers per node in `value`: classes, or 1. */
  outputs: number;
  /** Columns of `x` it was grown on. */
  columns: number;
  /** Added to each class weight of a leaf before its shares are taken. */
  smoothing: number;
  /** Node where x <= threshold leads, -1 at a leaf. */
  childrenLeft: Int32Array;
  childrenRight: Int32Array;
  /** Column asked about, -2 at a leaf. */
  feature: Int32Array;
  /** Compared with the float32 of the value; -2 at a leaf. */
  threshold: Float64Array;
  impurity: Float64Array;
  /** Training rows that reached the node, and their weight. */
  samples: Int32Array;
  weightedSamples: Float64Array;
  /** nodes x outputs, row by row: weight per class, or the mean. */
  value: Float64Array;
}

/** Node each row ends in. */
export function leafOf(model: TreeModel, x: Matrix): Int32Array {
  const leaves = new Int32Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    let node = 0;
    while (model.childrenLeft[node] >= 0) {
      const value = Math.fround(x.values[model.feature[node] * x.rows + i]);
      node = value <= model.threshold[node] ? model.childrenLeft[node] : model.childrenRight[node];
    }
    leaves[i] = node;
  }
  return leaves;
}

/** Chance of each class, rows x classes. */
export function classShares(model: TreeModel, x: Matrix): Matrix {
  const shares = matrix(x.rows, model.outputs);
  leafOf(model, x).forEach((leaf, i) => {
    for (let k = 0; k < model.outputs; k++) shares.values[k * x.rows + i] = shareOf(model, leaf, k);
  });
  return shares;
}

/** Chance of class 1, or the mean of the leaf; one per row. */
export function predictTree(model: TreeModel, x: Matrix): Float64Array {
  const isRegression = model.task === 'regression';
  return Float64Array.from(leafOf(model, x), (leaf) => (isRegression ? model.value[leaf] : shareOf(model, leaf, 1)));
}

/** Share of class `k` in a leaf. */
export function shareOf({ outputs, value, weightedSamples, smoothing }: TreeModel, leaf: number, k: number): number {
  return (value[leaf * outputs + k] + smoothing) / (weightedSamples[leaf] + smoothing * outputs);
}

/** Share of the whole impurity decrease that each column brought; sums to 1, all 0 for a single leaf. */
export function impurityImportance(model: TreeModel): Float64Array {
  const { childrenLeft, childrenRight, feature, impurity, weightedSamples } = model;
  const shares = new Float64Array(model.columns);
  for (let node = 0; node < feature.length; node++) {
    if (childrenLeft[node] < 0) continue;
    const left = childrenLeft[node];
    const right = childrenRight[node];
    shares[feature[node]] +=
      weightedSamples[node] * impurity[node] - weightedSamples[left] * impurity[left] - weightedSamples[right] * impurity[right];
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  return total > 0 ? shares.map((share) => share / total) : shares;
}

/** The tree as lines of text, one per question and leaf, indented by depth: for the command line and the model page. */
export function treeRules(model: TreeModel, featureNames: readonly string[]): string[] {
  const lines: string[] = [];
  const say = (node: number, indent: string): void => {
    if (model.childrenLeft[node] < 0) {
      const { outputs } = model;
      const values = model.value.subarray(node * outputs, (node + 1) * outputs);
      const answer =
        model.task === 'regression'
          ? `value ${number(values[0])}`
          : `class ${values.indexOf(Math.max(...values))} of [${Array.from(values, number).join(', ')}]`;
      lines.push(`${indent}${answer} (${model.samples[node]} rows)`);
      return;
    }
    const name = featureNames[model.feature[node]] ?? `feature ${model.feature[node]}`;
    lines.push(`${indent}${name} <= ${number(model.threshold[node])}`);
    say(model.childrenLeft[node], `${indent}  `);
    lines.push(`${indent}${name} > ${number(model.threshold[node])}`);
    say(model.childrenRight[node], `${indent}  `);
  };
  say(0, '');
  return lines;
}

const number = (value: number): string => String(Number(value.toPrecision(6)));
