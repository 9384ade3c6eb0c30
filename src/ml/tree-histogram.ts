/**
 * The fast mode of trees, for many rows: questions are looked for among at most 255 bins of each feature and not among all values, as
 * in boosting (Ke et al. 2017). Trees are as good and a little different; exact below `LEAST_ROWS`, and for more than two classes.
 */
import { matrix } from '../core/matrix.ts';
import { mean, standardDeviation } from '../core/stats.ts';
import { binRows, numberBins, rowsForBins } from './boosting-bins.ts';
import { HistogramPool, quadsOf, type BinnedRows } from './boosting-histogram.ts';
import { newGrowingRows, type GrowingRows } from './boosting-rows.ts';
import type { Criterion } from './tree-criterion.ts';
import type { TreeData } from './tree-fit.ts';
import type { GrowParams } from './tree-params.ts';
import { featureDraw, gainOf, type Split, type Splitter } from './tree-splitter.ts';

/** Rows from which `auto` takes bins. */
const LEAST_ROWS = 20_000;
const MOST_BINS = 255;

/** Rows as bins; shared by all trees of a forest. */
export interface TreeBins {
  work: GrowingRows;
  data: BinnedRows;
  /** What is added up: the class, or the amount in units of its spread, so that float32 is enough. */
  target: Float64Array;
}

export function takesBins({ search }: Pick<GrowParams, 'search'>, { rows, outputs }: TreeData): boolean {
  return outputs <= 2 && (search === 'histogram' || (search === 'auto' && rows >= LEAST_ROWS));
}

/** Yields after each feature. */
export function* binTree({ rows, columns, y, classes }: TreeData): Generator<undefined, TreeBins, void> {
  const work = newGrowingRows(rows, columns.length, 1, false);
  // Questions are asked of float32 values.
  const x = matrix(rows, columns.length);
  const sample = rowsForBins(rows, 0);
  const features = [];
  for (let j = 0; j < columns.length; j++) {
    x.values.set(columns[j], j * rows);
    features.push(numberBins(x, j, MOST_BINS, sample));
    yield undefined;
  }
  const [centre, spread] = classes ? [0, 1] : [mean(y), standardDeviation(y) || 1];
  return { work, data: binRows(x, features, work.quads, work.stride), target: y.map((value) => (value - centre) / spread) };
}

/** @param rows to grow on; the others as in `createSplitter`. One at a time on the same bins. */
export function createHistogramSplitter(
  { work, data, target }: TreeBins,
  rows: Int32Array,
  criterion: Criterion,
  kind: GrowParams['criterion'],
  weights: Float64Array | null,
  seed: number,
  maxFeatures: number,
  minLeaf: number,
  totalWeight: number,
): Splitter {
  const { order } = work;
  const own = new Int32Array(order.buffer, order.byteOffset, rows.length);
  own.set(rows);
  for (let i = 0; i < data.rows; i++) {
    const weight = weights === null ? 1 : weights[i];
    work.slopes[0][i] = weight * target[i];
    work.curves[0][i] = weight;
  }
  const draw = featureDraw(data.features.length, seed);
  const histogram = new HistogramPool(data.slots).take();
  const isLeft = new Uint8Array(256);
  const score = SCORES[kind];

  /** The best question of these features; `bin` -1 = none. */
  function bestOf(features: Int32Array, count: number) {
    const { sums, counts } = histogram;
    let best = { feature: -1, bin: -1, score: -Infinity };
    for (const feature of features) {
      const base = data.offsets[feature];
      const bins = data.features[feature].count;
      let sum = 0;
      let weight = 0;
      for (let at = base; at < base + bins; at++) {
        sum += sums[2 * at];
        weight += sums[2 * at + 1];
      }
      let left = 0;
      let leftSum = 0;
      let leftWeight = 0;
      for (let bin = 0; bin < bins - 1; bin++) {
        const added = counts[base + bin];
        if (added === 0) continue;
        left += added;
        leftSum += sums[2 * (base + bin)];
        leftWeight += sums[2 * (base + bin) + 1];
        if (left < minLeaf) continue;
        if (left === count || count - left < minLeaf) break;
        const reached = score(leftSum, leftWeight) + score(sum - leftSum, weight - leftWeight);
        if (reached > best.score) best = { feature, bin, score: reached };
      }
    }
    return best;
  }

  function* split(_: number, start: number, end: number, impurity: number): Generator<undefined, Split, void> {
    const found: Split = { feature: -2, threshold: -2, position: end, gain: -Infinity, impurityLeft: Infinity, impurityRight: Infinity, constants: 0, ties: [] }; // prettier-ignore
    // Some features first; where none of them tells these rows apart, the rest.
    const drawn = draw(maxFeatures);
    let best = { feature: -1, bin: -1, score: -Infinity };
    for (const features of [drawn.subarray(0, maxFeatures), drawn.subarray(maxFeatures)]) {
      if (best.bin >= 0 || features.length === 0) continue;
      work.addUp(data, 0, quadsOf(features), start, end, histogram);
      best = bestOf(features, end - start);
    }
    if (best.bin < 0) return found;
    isLeft.fill(0).fill(1, 0, best.bin + 1);
    found.feature = best.feature;
    found.threshold = data.features[best.feature].edges[best.bin];
    found.position = work.partition(best.feature, start, end, isLeft);
    criterion.reset();
    criterion.update(found.position);
    found.gain = gainOf(criterion, impurity, totalWeight);
    found.impurityLeft = criterion.impurityLeft;
    found.impurityRight = criterion.impurityRight;
    return found;
  }

  const bag = (start: number, end: number) => {
    const counts = criterion.counts(start, end);
    return { rows: Array.from(own.subarray(start, end)), counts, impurity: criterion.impurityOf(counts, end - start) };
  };
  return { rows: own, criterion, bag, split };
}

/** Minus the weight times the impurity of a side, up to what is the same for all questions of a node. */
const SCORES: Record<GrowParams['criterion'], (sum: number, weight: number) => number> = {
  gini: (ones, weight) => (ones * ones + (weight - ones) * (weight - ones)) / weight,
  entropy: (ones, weight) => bits(ones, weight) + bits(weight - ones, weight),
  squared_error: (sum, weight) => (sum * sum) / weight,
};

function bits(part: number, whole: number): number {
  return part > 0 ? part * Math.log2(part / whole) : 0;
}
