/** What a grown forest is, and what can be asked of it. */
import { matrix, type Matrix } from '../core/matrix.ts';
import { impurityImportance, leafOf, shareOf, type TreeModel } from './tree-model.ts';

/** Plain data. */
export interface ForestModel {
  kind: 'forest';
  task: 'classification' | 'regression';
  /** Numbers a tree answers with: classes, or 1. */
  outputs: number;
  /** Columns of `x` it was grown on. */
  columns: number;
  trees: TreeModel[];
  /** Share of right answers (or R2) on rows, each judged by the trees that have not seen it; null without bags. */
  outOfBag: { value: number | null; rows: number } | null;
}

/** Chance of class 1, or the mean amount; one per row. */
export function predictForest(model: ForestModel, x: Matrix): Float64Array {
  const isRegression = model.task === 'regression';
  const sums = new Float64Array(x.rows);
  for (const tree of model.trees) {
    leafOf(tree, x).forEach((leaf, i) => (sums[i] += isRegression ? tree.value[leaf] : shareOf(tree, leaf, 1)));
  }
  return sums.map((sum) => sum / model.trees.length);
}

/** Chance of each class, rows x classes: the mean of the trees' shares. */
export function forestShares(model: ForestModel, x: Matrix): Matrix {
  const shares = matrix(x.rows, model.outputs);
  for (const tree of model.trees) {
    leafOf(tree, x).forEach((leaf, i) => {
      for (let k = 0; k < model.outputs; k++) shares.values[k * x.rows + i] += shareOf(tree, leaf, k);
    });
  }
  shares.values.forEach((sum, at) => (shares.values[at] = sum / model.trees.length));
  return shares;
}

/** Mean of the trees' impurity importances; sums to 1, all 0 where no tree asks anything. */
export function forestImportance(model: ForestModel): Float64Array {
  const asking = model.trees.filter(({ feature }) => feature.length > 1);
  const sums = new Float64Array(model.columns);
  for (const tree of asking) impurityImportance(tree).forEach((share, j) => (sums[j] += share));
  const means = sums.map((sum) => sum / (asking.length || 1));
  const total = means.reduce((sum, share) => sum + share, 0);
  return total > 0 ? means.map((share) => share / total) : means;
}
