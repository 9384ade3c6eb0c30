/** One tree grown from weighted rows: what the single tree and every tree of a forest have in common. */
import { AppError } from '../core/errors.ts';
import { columnOf, type Matrix } from '../core/matrix.ts';
import { classCriterion, meanCriterion } from './tree-criterion.ts';
import { grow } from './tree-grow.ts';
import type { TreeModel } from './tree-model.ts';
import type { GrowParams } from './tree-params.ts';
import { createHistogramSplitter, type TreeBins } from './tree-histogram.ts';
import { createSplitter } from './tree-splitter.ts';
import type { TreeStep } from './tree-step.ts';

/** The rows as trees see them; shared by all trees of a forest. */
export interface TreeData {
  rows: number;
  /** Values of each feature, in float32. */
  columns: Float32Array[];
  y: Float64Array;
  /** Class of each row; absent for a regression tree. */
  classes?: Int32Array;
  /** Classes, or 1. */
  outputs: number;
}

/** Largest seed of a tree, RAND_R_MAX - 1 as in `randint(0, 2^31 - 1)`. */
export const MAX_SEED = 0x7ffffffe;

/** Checked rows as float32 columns and class codes. Large numbers would be infinite in float32: `not-finite`. */
export function treeData(x: Matrix, y: Float64Array, criterion: GrowParams['criterion']): TreeData {
  for (let i = 0; i < x.values.length; i++) {
    if (!Number.isFinite(Math.fround(x.values[i]))) throw new AppError('not-finite', { row: i % x.rows, column: Math.floor(i / x.rows) });
  }
  const columns = Array.from({ length: x.columns }, (_, j) => Float32Array.from(columnOf(x, j)));
  if (criterion === 'squared_error') return { rows: x.rows, columns, y, outputs: 1 };
  const classes = Int32Array.from(y, (value, row) => {
    if (!Number.isInteger(value) || value < 0 || value > 0xffff) throw new AppError('bad-parameter', { name: 'y', value, row });
    return value;
  });
  return { rows: x.rows, columns, y, classes, outputs: Math.max(2, classes.reduce((most, k) => Math.max(most, k), 0) + 1) };
}

/**
 * Rows / (classes present x rows of the class), per row. `drawn`: how often each row was drawn, when shares are those of a
 * bag and not of the file.
 */
export function balancedWeights(classes: Int32Array, drawn?: Float64Array): Float64Array {
  const counts = new Map<number, number>();
  let rows = 0;
  for (let i = 0; i < classes.length; i++) {
    const times = drawn === undefined ? 1 : drawn[i];
    if (times === 0) continue;
    counts.set(classes[i], (counts.get(classes[i]) ?? 0) + times);
    rows += times;
  }
  return Float64Array.from(classes, (k) => rows / (counts.size * (counts.get(k) ?? Infinity)));
}

/**
 * @param maxFeatures how many features are looked at per question
 * @param weights weight of each row, null = all 1; rows of weight 0 are left out
 * @param bins the same rows as bins: the fast mode
 * @param seed one draw in [0, MAX_SEED]: decides among equal questions and which features are looked at
 */
export function* growTree(
  data: TreeData,
  params: GrowParams,
  maxFeatures: number,
  weights: Float64Array | null,
  seed: number,
  trace: boolean,
  bins?: TreeBins,
): Generator<TreeStep, TreeModel, void> {
  const { y, classes, outputs, columns } = data;
  const criterion =
    classes === undefined || params.criterion === 'squared_error'
      ? meanCriterion(y, weights)
      : classCriterion(params.criterion, classes, outputs, weights);
  const rows = rowsWithWeight(data.rows, weights);
  const totalWeight = weights === null ? data.rows : weights.reduce((sum, weight) => sum + weight, 0);
  const splitter = bins
    ? createHistogramSplitter(bins, rows, criterion, params.criterion, weights, seed, maxFeatures, params.min_samples_leaf, totalWeight)
    : createSplitter(columns, rows, criterion, seed, maxFeatures, params.min_samples_leaf, totalWeight);
  const nodes = yield* grow(splitter, {
    maxDepth: params.max_depth ?? Infinity,
    minSamplesSplit: params.min_samples_split,
    minSamplesLeaf: params.min_samples_leaf,
    minImpurityDecrease: params.min_impurity_decrease,
    maxLeafNodes: params.max_leaf_nodes,
    trace,
  });
  const task = classes === undefined ? 'regression' : 'classification';
  const common = { kind: 'tree', task, criterion: params.criterion, ...(bins && { search: 'histogram' as const }) } as const;
  return { ...common, outputs, columns: columns.length, smoothing: 0, ...nodes };
}

function rowsWithWeight(rows: number, weights: Float64Array | null): Int32Array {
  const kept = new Int32Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) if (weights === null || weights[i] !== 0) kept[count++] = i;
  return kept.subarray(0, count);
}
