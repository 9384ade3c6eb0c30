/**
 * Random forest (Breiman 2001): many trees, each on rows drawn with replacement and on few features per question; their
 * chances (or amounts) are averaged. Equal to scikit-learn 1.2.1, tree by tree, for the same `random_state`.
 * Cost: as many trees, each rows log(rows) x features looked at per level.
 */
import { RandomState } from '../core/rng.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import type { Algorithm } from './contract.ts';
import { forestImportance, forestShares, predictForest, type ForestModel } from './forest-model.ts';
import { OutOfBag } from './forest-oob.ts';
import { balancedWeights, growTree, MAX_SEED, treeData, type TreeData } from './tree-fit.ts';
import { binTree, takesBins } from './tree-histogram.ts';
import type { TreeModel } from './tree-model.ts';
import { forestFactShares, forestShareWork } from './tree-shares.ts';
import { featuresPerQuestion, GROW_DEFAULTS, GROW_PARAMETERS, type GrowParams } from './tree-params.ts';

export interface ForestParams extends GrowParams {
  n_estimators: number;
  /** `auto`: the square root for classes, all for amounts. */
  max_features: null | 'auto' | 'sqrt' | number;
  /** False: every tree sees every row once, and there is no out-of-bag score. */
  bootstrap: boolean;
  class_weight: null | 'balanced' | 'balanced_subsample';
  /** Seed of the trees' seeds; null = drawn from `random`. */
  random_state: number | null;
}

export type ForestStep =
  /** `drawn`: how often each row is in the bag, with `trace` only. */
  | { kind: 'bag'; tree: number; seed: number; drawn: Float64Array | null }
  /** A tree is being grown: where it may be stopped. */
  | { kind: 'growing'; tree: number; nodes: number }
  /** `outOfBag`: score so far on the rows the trees have not seen (accuracy or R2), with `trace` only. */
  | { kind: 'tree'; tree: number; leaves: number; outOfBag: number | null };

/** Growing pauses after so many rows were looked at: some 10 ms. */
const ROWS_BETWEEN_PAUSES = 50_000;
/** Beyond it the reasons of a list's 200 people would take seconds. */
const MOST_SHARE_WORK = 250_000;

export const forest: Algorithm<ForestParams, ForestModel, ForestStep> = {
  id: 'forest',
  tasks: ['classification', 'regression'],
  defaults: {
    n_estimators: 100,
    ...GROW_DEFAULTS,
    max_features: 'auto',
    bootstrap: true,
    class_weight: null,
    random_state: null,
  },
  parameters: [
    { name: 'n_estimators', kind: 'integer', range: [1, 10_000], about: 'Trees' },
    ...GROW_PARAMETERS,
    {
      name: 'max_features',
      kind: 'integer',
      range: [1, 1e6],
      choices: ['auto', 'sqrt'],
      nullable: true,
      about: 'Features looked at per question; auto = square root of their number for classes, all for amounts',
    },
    { name: 'bootstrap', kind: 'boolean', about: 'Each tree learns from rows drawn with replacement; no = from all rows' },
    {
      name: 'class_weight',
      kind: 'choice',
      choices: ['balanced', 'balanced_subsample'],
      nullable: true,
      about: 'balanced = each class weighs the same in all; balanced_subsample = in every bag',
    },
    { name: 'random_state', kind: 'integer', range: [0, 0xffffffff], nullable: true, about: 'Seed of the draws' },
  ],
  *fit({ x, y, params, random, trace }) {
    checkInput({ x, y });
    checkParams(params, forest.parameters);
    const data = treeData(x, y, params.criterion);
    const seeds = (params.random_state === null ? random : new RandomState(params.random_state)).integers(0, MAX_SEED + 1, params.n_estimators); // prettier-ignore
    const maxFeatures = featuresPerQuestion(mostFeatures(params, data), x.columns);
    const binning = takesBins(params, data) ? binTree(data) : undefined;
    let binned = binning?.next();
    for (; binned && !binned.done; binned = binning?.next()) yield { kind: 'growing', tree: 0, nodes: 0 };
    const outOfBag = params.bootstrap ? new OutOfBag(data) : undefined;
    const trees: TreeModel[] = [];
    for (const [tree, seed] of seeds.entries()) {
      const drawn = params.bootstrap ? drawBag(seed, x.rows) : new Float64Array(x.rows).fill(1);
      yield { kind: 'bag', tree, seed, drawn: trace ? drawn.slice() : null };
      const splitSeed = new RandomState(seed).interval(MAX_SEED);
      const growing = growTree(data, params, maxFeatures, bagWeights(params, data, drawn), splitSeed, false, binned?.value);
      let looked = 0;
      let next = growing.next();
      for (; !next.done; next = growing.next()) {
        looked += next.value.kind === 'node' ? x.rows / (next.value.depth + 1) : 0;
        if (looked < ROWS_BETWEEN_PAUSES) continue;
        looked = 0;
        yield { kind: 'growing', tree, nodes: 'node' in next.value ? next.value.node : 0 };
      }
      trees.push(next.value);
      outOfBag?.add(next.value, drawn);
      const leaves = next.value.feature.reduce((count, feature) => count + Number(feature < 0), 0);
      yield { kind: 'tree', tree, leaves, outOfBag: trace && outOfBag ? outOfBag.score().value : null };
    }
    return {
      kind: 'forest',
      task: data.classes === undefined ? 'regression' : 'classification',
      outputs: data.outputs,
      columns: x.columns,
      trees,
      outOfBag: outOfBag?.score() ?? null,
    };
  },
  predict: predictForest,
  classes: ({ task, outputs }) => (task === 'regression' ? 0 : outputs),
  probabilities: forestShares,
  factShares: (model, x, groups) => (forestShareWork(model) > MOST_SHARE_WORK ? undefined : forestFactShares(model, x, groups)),
  describe: (model, features) => ({
    trees: model.trees.length,
    search: model.trees[0]?.search ?? 'exact',
    nodes: model.trees.reduce((count, { feature }) => count + feature.length, 0),
    outOfBag: model.outOfBag && { [model.task === 'regression' ? 'r2' : 'accuracy']: model.outOfBag.value, rows: model.outOfBag.rows },
    importance: Object.fromEntries(Array.from(forestImportance(model), (share, j) => [features[j] ?? `feature ${j}`, share])),
  }),
};

function mostFeatures({ max_features: most }: ForestParams, data: TreeData): null | 'sqrt' | number {
  if (most === 'auto') return data.classes === undefined ? null : 'sqrt';
  return most;
}

/** How often each row is drawn in as many draws as there are rows: `RandomState(seed).randint(0, n, n)`. */
function drawBag(seed: number, rows: number): Float64Array {
  const random = new RandomState(seed);
  const drawn = new Float64Array(rows);
  for (let i = 0; i < rows; i++) drawn[random.interval(rows - 1)]++;
  return drawn;
}

function bagWeights({ class_weight: weight }: ForestParams, { classes }: TreeData, drawn: Float64Array): Float64Array {
  if (weight === null || classes === undefined) return drawn;
  const balance = balancedWeights(classes, weight === 'balanced' ? undefined : drawn);
  // A class that is not in this bag weighs nothing in it.
  return drawn.map((times, i) => (times === 0 ? 0 : times * balance[i]));
}
