/**
 * Decision tree (CART; Breiman, Friedman, Olshen & Stone 1984), node by node the tree of scikit-learn 1.2.1: the same
 * questions, thresholds and impurities for the same `random_state`. Features are compared as float32.
 * Cost: rows log(rows) x features per level.
 */
import { AppError } from '../core/errors.ts';
import type { Matrix } from '../core/matrix.ts';
import { RandomState } from '../core/rng.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import type { Algorithm } from './contract.ts';
import { classCriterion, meanCriterion, type Criterion } from './tree-criterion.ts';
import { grow, type GrowLimits } from './tree-grow.ts';
import { impurityImportance, predictTree, treeRules, type TreeModel } from './tree-model.ts';
import { prune } from './tree-prune.ts';
import { createSplitter } from './tree-splitter.ts';
import type { TreeStep } from './tree-step.ts';

export { predictClasses, treeRules, type TreeModel } from './tree-model.ts';

export interface TreeParams {
  /** `squared_error` grows a regression tree, the other two a classification tree. */
  criterion: 'gini' | 'entropy' | 'squared_error';
  max_depth: number | null;
  min_samples_split: number;
  min_samples_leaf: number;
  min_impurity_decrease: number;
  max_features: null | 'sqrt' | number;
  max_leaf_nodes: number | null;
  /** Branches that lower impurity by no more than this per leaf are cut again, after the last step; 0 = none are. */
  ccp_alpha: number;
  class_weight: null | 'balanced';
  /** Rows of each class added to every leaf before shares are taken (Laplace; Provost & Domingos 2003): 0 = none, as scikit-learn. */
  smoothing: number;
  /** Chooses among equal questions; null = drawn from `random`. */
  random_state: number | null;
}

/** Largest seed of the feature draw, RAND_R_MAX - 1 as in `randint(0, 2^31 - 1)`. */
const MAX_SEED = 0x7ffffffe;

export const tree: Algorithm<TreeParams, TreeModel, TreeStep> = {
  id: 'tree',
  tasks: ['classification', 'regression'],
  defaults: {
    criterion: 'gini',
    max_depth: null,
    min_samples_split: 2,
    min_samples_leaf: 1,
    min_impurity_decrease: 0,
    max_features: null,
    max_leaf_nodes: null,
    ccp_alpha: 0,
    class_weight: null,
    smoothing: 0,
    random_state: null,
  },
  parameters: [
    {
      name: 'criterion',
      kind: 'choice',
      choices: ['gini', 'entropy', 'squared_error'],
      about: 'How mixed a group is: gini or entropy (yes/no), squared_error (amounts)',
    },
    { name: 'max_depth', kind: 'integer', range: [1, 1000], nullable: true, about: 'Questions from the root to a leaf, at most' },
    { name: 'min_samples_split', kind: 'integer', range: [2, 1e9], about: 'Rows a group needs to be split' },
    { name: 'min_samples_leaf', kind: 'integer', range: [1, 1e9], about: 'Rows every leaf must keep' },
    {
      name: 'min_impurity_decrease',
      kind: 'number',
      range: [0, 1e300],
      about: 'Gain a question needs, weighted by the share of rows it is asked of',
    },
    {
      name: 'max_features',
      kind: 'integer',
      range: [1, 1e6],
      choices: ['sqrt'],
      nullable: true,
      about: 'Features looked at per question; sqrt = square root of their number',
    },
    {
      name: 'max_leaf_nodes',
      kind: 'integer',
      range: [2, 1e9],
      nullable: true,
      about: 'Leaves at most; the most profitable questions are asked first',
    },
    {
      name: 'ccp_alpha',
      kind: 'number',
      range: [0, 1e300],
      about: 'Branches that lower impurity by no more than this per leaf are cut again; 0 = none',
    },
    { name: 'class_weight', kind: 'choice', choices: ['balanced'], nullable: true, about: 'balanced = each class weighs the same in all' },
    {
      name: 'smoothing',
      kind: 'number',
      range: [0, 1e6],
      about: 'Rows of each class added to every leaf, so that no leaf is ever certain',
    },
    { name: 'random_state', kind: 'integer', range: [0, 0xffffffff], nullable: true, about: 'Seed of the draw among equal questions' },
  ],
  *fit({ x, y, params, random, trace }) {
    checkInput({ x, y });
    checkFloat32(x);
    checkParams(params, tree.parameters);
    const classes = params.criterion === 'squared_error' ? undefined : classCodes(y);
    const weights = classes && params.class_weight === 'balanced' ? balancedWeights(classes) : null;
    const criterion = criterionFor(params, y, classes, weights);
    const totalWeight = weights === null ? x.rows : weights.reduce((sum, weight) => sum + weight, 0);
    const seed = (params.random_state === null ? random : new RandomState(params.random_state)).interval(MAX_SEED);
    const splitter = createSplitter(x, criterion, seed, featuresPerQuestion(params, x.columns), params.min_samples_leaf, totalWeight);
    const grown = yield* grow(splitter, x.rows, { ...limitsOf(params), trace });
    const nodes = params.ccp_alpha > 0 ? prune(grown, criterion.outputs, params.ccp_alpha) : grown;
    return {
      kind: 'tree',
      task: classes ? 'classification' : 'regression',
      criterion: params.criterion,
      outputs: criterion.outputs,
      columns: x.columns,
      smoothing: params.smoothing,
      ...nodes,
    };
  },
  predict: predictTree,
  describe: (model, features) => ({
    rules: treeRules(model, features),
    nodes: model.feature.length,
    leaves: model.feature.filter((feature) => feature < 0).length,
    importance: Object.fromEntries(Array.from(impurityImportance(model), (share, j) => [features[j] ?? `feature ${j}`, share])),
  }),
};

/** The tree sees float32, where large numbers are infinite. */
function checkFloat32(x: Matrix): void {
  for (let i = 0; i < x.values.length; i++) {
    if (!Number.isFinite(Math.fround(x.values[i]))) throw new AppError('not-finite', { row: i % x.rows, column: Math.floor(i / x.rows) });
  }
}

function limitsOf(params: TreeParams): Omit<GrowLimits, 'trace'> {
  return {
    maxDepth: params.max_depth ?? Infinity,
    minSamplesSplit: params.min_samples_split,
    minSamplesLeaf: params.min_samples_leaf,
    minImpurityDecrease: params.min_impurity_decrease,
    maxLeafNodes: params.max_leaf_nodes,
  };
}

function featuresPerQuestion({ max_features: most }: TreeParams, columns: number): number {
  if (most === null) return columns;
  return most === 'sqrt' ? Math.max(1, Math.floor(Math.sqrt(columns))) : Math.min(most, columns);
}

function classCodes(y: Float64Array): Int32Array {
  return Int32Array.from(y, (value, row) => {
    if (!Number.isInteger(value) || value < 0 || value > 0xffff) throw new AppError('bad-parameter', { name: 'y', value, row });
    return value;
  });
}

/** rows / (classes present x rows of the class), per row. */
function balancedWeights(classes: Int32Array): Float64Array {
  const counts = new Map<number, number>();
  for (const k of classes) counts.set(k, (counts.get(k) ?? 0) + 1);
  return Float64Array.from(classes, (k) => classes.length / (counts.size * (counts.get(k) ?? 1)));
}

function criterionFor(params: TreeParams, y: Float64Array, classes: Int32Array | undefined, weights: Float64Array | null): Criterion {
  if (classes === undefined || params.criterion === 'squared_error') return meanCriterion(y);
  const outputs = Math.max(2, classes.reduce((most, k) => Math.max(most, k), 0) + 1);
  return classCriterion(params.criterion, classes, outputs, weights);
}
