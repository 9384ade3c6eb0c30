/**
 * The best question for one node, found as scikit-learn 1.2.1's exhaustive splitter finds it: features drawn one by one
 * (Fisher-Yates with xorshift32), each sorted, every threshold between two different values tried, and the best replaced
 * only by a strictly better one. So among equal gains the first drawn wins, and the random state decides which that is.
 * Features seen to be constant in a node are not looked at again below it.
 */
import type { TreeBag, TreeStep } from './tree-step.ts';
import type { Criterion } from './tree-criterion.ts';
import { sortTogether } from './tree-sort.ts';

/** float32 values nearer than this count as equal. */
const FEATURE_THRESHOLD = Math.fround(1e-7);
/** From this many rows on, a node's features are searched with a stop between each, so that cancelling need not wait. */
const LARGE_NODE = 4096;

export interface Split {
  feature: number;
  threshold: number;
  /** First row of the right side, as a place in `rows`; `end` when there is no split. */
  position: number;
  /** Impurity decrease, weighted by the node's share of all rows. */
  gain: number;
  impurityLeft: number;
  impurityRight: number;
  /** Constant features known below this node. */
  constants: number;
  ties: { feature: number; threshold: number }[];
}

export type Candidate = Extract<TreeStep, { kind: 'candidate' }>;

export interface Splitter {
  /** Row indexes; a node is a stretch [start, end) of them. */
  rows: Int32Array;
  criterion: Criterion;
  bag(start: number, end: number): TreeBag;
  /**
   * Splits the node held by `criterion` and orders its stretch of `rows` so that the left side comes first.
   * Yields each candidate (with `trace`), and undefined where a large node may be interrupted.
   */
  split(
    node: number,
    start: number,
    end: number,
    impurity: number,
    knownConstants: number,
    trace: boolean,
  ): Generator<Candidate | undefined, Split, void>;
}

/** How much the question that `criterion` stands at lowers impurity, weighted by the node's share of all rows. */
export function gainOf(criterion: Criterion, impurity: number, totalWeight: number): number {
  criterion.splitImpurity();
  return (
    (criterion.weight / totalWeight) *
    (impurity -
      (criterion.weightRight / criterion.weight) * criterion.impurityRight -
      (criterion.weightLeft / criterion.weight) * criterion.impurityLeft)
  );
}

/** Whole numbers in [low, high) by xorshift32. */
function drawFrom(seed: number): (low: number, high: number) => number {
  let state = seed | 0;
  return (low, high) => {
    if (state === 0) state = 1;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return low + (((state >>> 0) % 0x80000000) % (high - low));
  };
}

/** All features, the first `most` of them drawn (Fisher-Yates), the others in any order; in their own order where all are. */
export function featureDraw(count: number, seed: number): (most: number) => Int32Array {
  const features = Int32Array.from({ length: count }, (_, j) => j);
  const draw = drawFrom(seed);
  return (most) => {
    for (let i = 0; most < count && i < most; i++) {
      const j = draw(i, count);
      [features[i], features[j]] = [features[j], features[i]];
    }
    return features;
  };
}

/**
 * @param columns float32 values of each feature, finite
 * @param rows indexes of the rows to grow on; reordered
 * @param seed xorshift32 seed: one draw of randint(0, 2^31 - 1)
 * @param maxFeatures how many non-constant features are looked at per node
 */
export function createSplitter(
  columns: readonly Float32Array[],
  rows: Int32Array,
  criterion: Criterion,
  seed: number,
  maxFeatures: number,
  minLeaf: number,
  totalWeight: number,
): Splitter {
  const features = Int32Array.from(columns, (_, j) => j);
  const constantFeatures = new Int32Array(columns.length);
  const values = new Float32Array(rows.length);
  const draw = drawFrom(seed);

  function swapFeatures(i: number, j: number): void {
    const feature = features[i];
    features[i] = features[j];
    features[j] = feature;
  }

  function bag(start: number, end: number): TreeBag {
    const counts = criterion.counts(start, end);
    return { rows: Array.from(rows.subarray(start, end)), counts, impurity: criterion.impurityOf(counts, end - start) };
  }

  let best: Split;
  let bestProxy: number;

  /** Tries every threshold of one feature, whose values lie sorted in `values`. */
  function scan(node: number, feature: number, start: number, end: number, impurity: number, candidates: Candidate[] | null): void {
    criterion.reset();
    for (let p = start; p < end;) {
      while (p + 1 < end && values[p + 1] <= Math.fround(values[p] + FEATURE_THRESHOLD)) p++;
      p++;
      if (p >= end || p - start < minLeaf || end - p < minLeaf) continue;
      criterion.update(p);
      const proxy = criterion.proxy();
      const isBest = proxy > bestProxy;
      if (isBest || candidates !== null) {
        // A sum of halves, not half of a sum: that could overflow. Below the right value, or x <= threshold would hold for it.
        let threshold = values[p - 1] / 2 + values[p] / 2;
        if (threshold === values[p] || threshold === Infinity || threshold === -Infinity) threshold = values[p - 1];
        if (candidates !== null) {
          const gain = gainOf(criterion, impurity, totalWeight);
          candidates.push({ kind: 'candidate', node, feature, threshold, left: bag(start, p), right: bag(p, end), gain, best: isBest });
          if (proxy === bestProxy) best.ties.push({ feature, threshold });
        }
        if (isBest) {
          bestProxy = proxy;
          best.feature = feature;
          best.threshold = threshold;
          best.position = p;
          best.ties = [];
        }
      }
    }
  }

  function partition(start: number, end: number): void {
    const column = columns[best.feature];
    let to = end;
    for (let p = start; p < to;) {
      const row = rows[p];
      if (column[row] <= best.threshold) p++;
      else {
        rows[p] = rows[--to];
        rows[to] = row;
      }
    }
  }

  function* split(
    node: number,
    start: number,
    end: number,
    impurity: number,
    knownConstants: number,
    trace: boolean,
  ): Generator<Candidate | undefined, Split, void> {
    best = {
      feature: -2,
      threshold: -2,
      position: end,
      gain: -Infinity,
      impurityLeft: Infinity,
      impurityRight: Infinity,
      constants: 0,
      ties: [],
    };
    bestProxy = -Infinity;
    let last = features.length;
    let visited = 0;
    let found = 0;
    let drawn = 0;
    let constants = knownConstants;
    // At least one non-constant feature is looked at, even beyond `maxFeatures`.
    while (last > constants && (visited < maxFeatures || visited <= found + drawn)) {
      visited++;
      let j = draw(drawn, last - found);
      if (j < knownConstants) {
        swapFeatures(drawn, j);
        drawn++;
        continue;
      }
      j += found;
      const feature = features[j];
      const column = columns[feature];
      for (let p = start; p < end; p++) values[p] = column[rows[p]];
      sortTogether(values, rows, start, end);
      if (values[end - 1] <= Math.fround(values[start] + FEATURE_THRESHOLD)) {
        swapFeatures(j, constants);
        found++;
        constants++;
        continue;
      }
      last--;
      swapFeatures(last, j);
      const candidates: Candidate[] | null = trace ? [] : null;
      scan(node, feature, start, end, impurity, candidates);
      if (candidates !== null) yield* candidates;
      else if (end - start >= LARGE_NODE) yield undefined;
    }
    if (best.position < end) {
      partition(start, end);
      criterion.reset();
      criterion.update(best.position);
      best.gain = gainOf(criterion, impurity, totalWeight);
      best.impurityLeft = criterion.impurityLeft;
      best.impurityRight = criterion.impurityRight;
    }
    features.set(constantFeatures.subarray(0, knownConstants));
    constantFeatures.set(features.subarray(knownConstants, knownConstants + found), knownConstants);
    best.constants = constants;
    return best;
  }

  return { rows, criterion, bag, split };
}
