/** The rounds of boosting: bins, then tree after tree, until there are enough or rows held back are predicted no better. */
import { take, takeRows, type Matrix } from '../core/matrix.ts';
import type { RandomState } from '../core/rng.ts';
import { binRows, categoryBins, numberBins, rowsForBins, type FeatureBins } from './boosting-bins.ts';
import { BoostingTree, type BoostingLimits } from './boosting-grow.ts';
import { HistogramPool } from './boosting-histogram.ts';
import { amountLoss, classLoss } from './boosting-loss.ts';
import { BoostingNodes, type BoostingModel } from './boosting-model.ts';
import type { BoostingParams } from './boosting-params.ts';
import { newGrowingRows } from './boosting-rows.ts';
import { Validation } from './boosting-validation.ts';
import { stratifiedSplit, trainTestSplit, type Split } from './split.ts';

export type BoostingStep =
  /** A feature was cut into bins; `edges` only with `trace`. */
  | { kind: 'bins'; feature: number; bins: number; edges: Float64Array | null }
  /** A leaf became two; only with `trace`, or where a large tree may be stopped. */
  | {
      kind: 'split';
      round: number;
      tree: number;
      feature: number;
      /** Last bin on the left. */
      bin: number;
      gain: number;
      left: { rows: number; slope: number; curve: number; value: number };
      right: { rows: number; slope: number; curve: number; value: number };
    }
  /** Mean loss on the rows trained on, with `trace` or early stopping; on rows held back with early stopping. */
  | { kind: 'round'; round: number; leaves: number; loss: number | null; validationLoss: number | null };

/** From so many rows on a tree may be stopped between two splits. */
const LARGE = 50_000;
/** Rows from which `auto` stops early. */
const MANY_ROWS = 10_000;
/** Largest seed of the split, as in `randint(2^32 - 1)`. */
const MAX_SEED = 0xfffffffe;

interface TrainInput {
  x: Matrix;
  y: Float64Array;
  params: BoostingParams;
  /** 0 = an amount. */
  classes: number;
  random: RandomState;
  trace: boolean;
}

export function* trainBoosting({ x, y, params, classes, random, trace }: TrainInput): Generator<BoostingStep, BoostingModel, void> {
  const loss = classes > 0 ? classLoss(classes) : amountLoss(params.loss, params.quantile);
  const seed = random.interval(MAX_SEED);
  const isStopping = params.early_stopping === 'yes' || (params.early_stopping === 'auto' && x.rows > MANY_ROWS);
  const split = isStopping ? heldBack(y, params.validation_fraction, seed, classes) : undefined;
  const trainX = split ? takeRows(x, split.train) : x;
  const trainY = split ? take(y, split.train) : y;
  const features = yield* binsOf(trainX, x, params, seed, trace);
  const work = newGrowingRows(trainX.rows, x.columns, loss.outputs, loss.isFlat);
  const data = binRows(trainX, features, work.quads, work.stride);
  const baseline = loss.baseline(trainY);
  const validation = split && new Validation(binRows(takeRows(x, split.test), features), take(y, split.test), loss, baseline);
  const raw = Array.from(baseline, (value) => new Float64Array(trainX.rows).fill(value));
  const limits = limitsOf(params, x.columns, loss.isFlat);
  const pool = new HistogramPool(data.slots);
  const nodes = new BoostingNodes(features);
  const losses = [loss.mean(trainY, raw)];

  for (let round = 0; round < params.max_iter; round++) {
    loss.derive(trainY, raw, work.slopes, work.curves);
    let leaves = 0;
    for (let k = 0; k < loss.outputs; k++) {
      const tree = new BoostingTree(data, columnsOfTree(x.columns, params.columns_per_tree, random), limits, pool, work, k);
      for (let node = tree.splitNext(); node !== undefined; node = tree.splitNext()) {
        if (node.split === undefined || (!trace && trainX.rows < LARGE)) continue;
        const { feature, bin, gain, left, right } = node.split;
        const side = ({ count, ...sums }: typeof left) => ({ rows: count, ...sums });
        yield { kind: 'split', round, tree: k, feature, bin, gain, left: side(left), right: side(right) };
      }
      for (const leaf of tree.leaves) {
        if (loss.leaf) leaf.value = loss.leaf(residuals(trainY, raw[k], work.order.subarray(leaf.start, leaf.end)));
        leaf.value *= params.learning_rate;
        for (let i = leaf.start; i < leaf.end; i++) raw[k][work.order[i]] += leaf.value;
      }
      leaves += tree.leaves.length;
      nodes.add(tree.root);
      validation?.add(tree.root, k);
    }
    const trainLoss = trace || isStopping ? loss.mean(trainY, raw) : null;
    if (trainLoss !== null) losses.push(trainLoss);
    yield { kind: 'round', round, leaves, loss: trainLoss, validationLoss: validation?.endRound() ?? null };
    if (leaves === loss.outputs || validation?.isOver(params.n_iter_no_change, params.tol)) break;
  }
  return {
    kind: 'boosting',
    loss: classes > 0 ? 'log_loss' : params.loss,
    classes,
    columns: x.columns,
    baseline,
    ...nodes.finish(),
    levels: features.map(({ isCategory, edges }) => (isCategory ? edges : null)),
    stopping: validation ? { train: Float64Array.from(losses), validation: Float64Array.from(validation.losses) } : null,
  };
}

function heldBack(y: Float64Array, share: number, seed: number, classes: number): Split {
  return classes > 0 ? stratifiedSplit(y, share, seed) : trainTestSplit(y.length, share, seed);
}

/** `all`: with the rows held back, whose levels are known too. */
function* binsOf(
  x: Matrix,
  all: Matrix,
  params: BoostingParams,
  seed: number,
  trace: boolean,
): Generator<BoostingStep, FeatureBins[], void> {
  const features: FeatureBins[] = [];
  const sample = rowsForBins(x.rows, seed);
  for (let j = 0; j < x.columns; j++) {
    const isCategory = params.categorical.includes(j);
    const feature = isCategory ? categoryBins(all, j, params.max_bins) : numberBins(x, j, params.max_bins, sample);
    features.push(feature);
    yield { kind: 'bins', feature: j, bins: feature.count, edges: trace ? feature.edges.slice() : null };
  }
  return features;
}

function limitsOf(params: BoostingParams, columns: number, isFlat: boolean): BoostingLimits {
  const monotone = new Int8Array(columns);
  for (const column of params.increasing) monotone[column] = 1;
  for (const column of params.decreasing) monotone[column] = -1;
  return {
    maxLeaves: params.max_leaf_nodes ?? Infinity,
    maxDepth: params.max_depth ?? Infinity,
    leastRows: params.min_samples_leaf,
    penalty: params.l2_regularization,
    isFlat,
    monotone,
  };
}

/** Ascending; drawn only when not all of them. */
function columnsOfTree(columns: number, share: number, random: RandomState): Int32Array {
  const count = Math.max(1, Math.round(share * columns));
  if (count === columns) return Int32Array.from({ length: columns }, (_, j) => j);
  return Int32Array.from(random.permutation(columns).subarray(0, count)).sort();
}

function residuals(y: Float64Array, raw: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => y[row] - raw[row]);
}
