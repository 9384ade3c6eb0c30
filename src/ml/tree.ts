/**
 * Decision tree (CART; Breiman, Friedman, Olshen & Stone 1984), node by node the tree of scikit-learn 1.2.1: the same
 * questions, thresholds and impurities for the same `random_state`. Features are compared as float32. For many rows there is
 * a fast mode, which is another tree: see `tree-histogram.ts`.
 * Cost: rows log(rows) x features per level.
 */
import { RandomState } from '../core/rng.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import type { Algorithm } from './contract.ts';
import { balancedWeights, growTree, MAX_SEED, treeData, type TreeData } from './tree-fit.ts';
import { classShares, impurityImportance, predictTree, treeRules, type TreeModel } from './tree-model.ts';
import { featuresPerQuestion, GROW_DEFAULTS, GROW_PARAMETERS, type GrowParams } from './tree-params.ts';
import { prune } from './tree-prune.ts';
import { binTree, takesBins, type TreeBins } from './tree-histogram.ts';
import { treeFactShares } from './tree-shares.ts';
import type { TreeStep } from './tree-step.ts';

export { treeRules, type TreeModel } from './tree-model.ts';

export interface TreeParams extends GrowParams {
  max_features: null | 'sqrt' | number;
  /** Branches that lower impurity by no more than this per leaf are cut again, after the last step; 0 = none are. */
  ccp_alpha: number;
  class_weight: null | 'balanced';
  /** Rows of each class added to every leaf before shares are taken (Laplace; Provost & Domingos 2003): 0 = none, as scikit-learn. */
  smoothing: number;
  /** Chooses among equal questions; null = drawn from `random`. */
  random_state: number | null;
}

export const tree: Algorithm<TreeParams, TreeModel, TreeStep> = {
  id: 'tree',
  tasks: ['classification', 'regression'],
  defaults: {
    ...GROW_DEFAULTS,
    max_features: null,
    ccp_alpha: 0,
    class_weight: null,
    smoothing: 0,
    random_state: null,
  },
  parameters: [
    ...GROW_PARAMETERS,
    {
      name: 'max_features',
      kind: 'integer',
      range: [1, 1e6],
      choices: ['sqrt'],
      nullable: true,
      about: 'Features looked at per question; sqrt = square root of their number',
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
    checkParams(params, tree.parameters);
    const data = treeData(x, y, params.criterion);
    const weights = data.classes && params.class_weight === 'balanced' ? balancedWeights(data.classes) : null;
    const seed = (params.random_state === null ? random : new RandomState(params.random_state)).interval(MAX_SEED);
    const bins = takesBins(params, data) ? yield* binsOf(data) : undefined;
    const grown = yield* growTree(data, params, featuresPerQuestion(params.max_features, x.columns), weights, seed, trace, bins);
    const nodes = params.ccp_alpha > 0 ? prune(grown, grown.outputs, params.ccp_alpha) : grown;
    return { ...grown, ...nodes, smoothing: params.smoothing };
  },
  classes: ({ task, outputs }) => (task === 'regression' ? 0 : outputs),
  probabilities: classShares,
  factShares: (model, x, groups) => treeFactShares(model, x, groups),
  predict: predictTree,
  describe: (model, features) => ({
    rules: treeRules(model, features),
    search: model.search ?? 'exact',
    nodes: model.feature.length,
    leaves: model.feature.filter((feature) => feature < 0).length,
    importance: Object.fromEntries(Array.from(impurityImportance(model), (share, j) => [features[j] ?? `feature ${j}`, share])),
  }),
};

/** The root is looked at, feature by feature: where it may be stopped. */
function* binsOf(data: TreeData): Generator<TreeStep, TreeBins, void> {
  const run = binTree(data);
  let next = run.next();
  for (; !next.done; next = run.next()) yield { kind: 'node', node: 0, depth: 0, bag: { rows: [], counts: [], impurity: NaN } };
  return next.value;
}
