/** Shares of facts in the answers of a tree, a forest, boosting: TreeSHAP summed over their trees. */
import type { Matrix } from '../core/matrix.ts';
import { goesLeft, type BoostingModel } from './boosting-model.ts';
import type { FactShares } from './contract.ts';
import type { ForestModel } from './forest-model.ts';
import { shareOf, type TreeModel } from './tree-model.ts';
import { expectedAnswer, TreeShap, type ShapTree } from './tree-shap.ts';

/** In chances of class `k`, or in the amount. */
export function treeFactShares(model: TreeModel, x: Matrix, groups: readonly (readonly number[])[], k = 1): FactShares {
  return sharesOf([shapTree(model, k)], 1, 0, model.columns, x, groups);
}

/** In chances of class `k`, or in the amount. */
export function forestFactShares({ trees, columns }: ForestModel, x: Matrix, groups: readonly (readonly number[])[], k = 1): FactShares {
  return sharesOf(
    trees.map((tree) => shapTree(tree, k)),
    1 / trees.length,
    0,
    columns,
    x,
    groups,
  );
}

/** What the shares of one row of a forest cost: leaves times depth squared (250,000 take some 5 ms). */
export function forestShareWork({ trees }: ForestModel): number {
  const workOf = (tree: TreeModel, node = 0, depth = 1): number => {
    const { childrenLeft, childrenRight } = tree;
    if (childrenLeft[node] < 0) return depth ** 2;
    return workOf(tree, childrenLeft[node], depth + 1) + workOf(tree, childrenRight[node], depth + 1);
  };
  return trees.reduce((sum, tree) => sum + workOf(tree), 0);
}

/** In raw values: log-odds, score of class `k`, the amount or its logarithm. */
export function boostingFactShares(model: BoostingModel, x: Matrix, groups: readonly (readonly number[])[], k = 0): FactShares {
  const { childrenLeft, childrenRight, feature, value, baseline } = model;
  const trees = Array.from(model.roots)
    .filter((_, t) => t % baseline.length === k)
    .map((root): ShapTree => ({
      ...{ root, childrenLeft, childrenRight, feature },
      cover: model.samples,
      answer: (leaf) => value[leaf],
      goesLeft: (node, asked) => goesLeft(model, node, asked),
    }));
  return sharesOf(trees, 1, baseline[k], model.columns, x, groups);
}

function shapTree(model: TreeModel, k: number): ShapTree {
  const { childrenLeft, childrenRight, feature, threshold } = model;
  return {
    ...{ root: 0, childrenLeft, childrenRight, feature },
    cover: model.weightedSamples,
    answer: (leaf) => (model.task === 'regression' ? model.value[leaf] : shareOf(model, leaf, k)),
    goesLeft: (node, value) => Math.fround(value) <= threshold[node],
  };
}

function sharesOf(
  trees: readonly ShapTree[],
  scale: number,
  offset: number,
  columns: number,
  x: Matrix,
  groups: readonly (readonly number[])[],
): FactShares {
  const groupOf = new Int32Array(columns).fill(-1);
  groups.forEach((of, group) => of.forEach((column) => (groupOf[column] = group)));
  const shap = new TreeShap();
  const row = new Float64Array(columns);
  const shares = Array.from({ length: x.rows }, (_, i) => {
    for (let j = 0; j < columns; j++) row[j] = x.values[j * x.rows + i];
    const of = new Float64Array(groups.length);
    for (const tree of trees) shap.add(tree, row, groupOf, of, scale);
    return of;
  });
  return { average: trees.reduce((sum, tree) => sum + scale * expectedAnswer(tree), offset), shares };
}
