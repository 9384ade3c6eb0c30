/**
 * How mixed a bag of rows is, kept up to date while a threshold walks through it. Order and grouping of the sums are
 * those of scikit-learn 1.2.1: left sums are moved from whichever end is nearer, right sums are total minus left.
 */
import { log } from './tree-log.ts';

export interface Criterion {
  /** Numbers per node in `value`: classes, or 1. */
  readonly outputs: number;
  /** Weighted rows in the node, and on either side of the threshold. */
  weight: number;
  weightLeft: number;
  weightRight: number;
  impurityLeft: number;
  impurityRight: number;
  /** Takes the rows [start, end) as the node. */
  init(rows: Int32Array, start: number, end: number): void;
  /** Moves the threshold to the left end. */
  reset(): void;
  /** Moves the threshold so that [start, position) lies on its left. */
  update(position: number): void;
  impurity(): number;
  /** Sets `impurityLeft` and `impurityRight`. */
  splitImpurity(): void;
  /** Ranks thresholds of one node; cheaper than the gain, in the same order but for rounding. */
  proxy(): number;
  /** Class weights of the node, or its mean, into `value` from `offset`. */
  value(into: Float64Array, offset: number): void;
  /** For the trace: counts per class, or [sum, sum of squares], of the rows [from, to). */
  counts(from: number, to: number): number[];
  /** Impurity of such counts over `rows` rows, for the trace. */
  impurityOf(counts: readonly number[], rows: number): number;
}

/** 1 - sum p^2 */
function gini(sums: Float64Array | readonly number[], weight: number): number {
  let squares = 0;
  for (let k = 0; k < sums.length; k++) squares += sums[k] * sums[k];
  return 1 - squares / (weight * weight);
}

/** -sum p log2 p, in bits */
function entropy(sums: Float64Array | readonly number[], weight: number): number {
  let bits = 0;
  for (let k = 0; k < sums.length; k++) {
    if (sums[k] > 0) {
      const share = sums[k] / weight;
      bits -= share * (log(share) / Math.LN2);
    }
  }
  return bits;
}

/** `y`: class of each row; `weights`: weight of each row, null = all 1. */
export function classCriterion(kind: 'gini' | 'entropy', y: Int32Array, classes: number, weights: Float64Array | null): Criterion {
  const measure = kind === 'gini' ? gini : entropy;
  const total = new Float64Array(classes);
  const left = new Float64Array(classes);
  const right = new Float64Array(classes);
  let rows = new Int32Array(0);
  let start = 0;
  let end = 0;
  let position = 0;
  const self: Criterion = {
    outputs: classes,
    weight: 0,
    weightLeft: 0,
    weightRight: 0,
    impurityLeft: 0,
    impurityRight: 0,
    init(newRows, from, to) {
      rows = newRows as Int32Array<ArrayBuffer>;
      start = from;
      end = to;
      total.fill(0);
      let weight = 0;
      for (let p = from; p < to; p++) {
        const w = weights === null ? 1 : weights[rows[p]];
        total[y[rows[p]]] += w;
        weight += w;
      }
      self.weight = weight;
      self.reset();
    },
    reset() {
      position = start;
      left.fill(0);
      right.set(total);
      self.weightLeft = 0;
      self.weightRight = self.weight;
    },
    update(to) {
      let weightLeft = self.weightLeft;
      if (to - position <= end - to) {
        for (let p = position; p < to; p++) {
          const w = weights === null ? 1 : weights[rows[p]];
          left[y[rows[p]]] += w;
          weightLeft += w;
        }
      } else {
        left.set(total);
        weightLeft = self.weight;
        for (let p = end - 1; p >= to; p--) {
          const w = weights === null ? 1 : weights[rows[p]];
          left[y[rows[p]]] -= w;
          weightLeft -= w;
        }
      }
      self.weightLeft = weightLeft;
      self.weightRight = self.weight - weightLeft;
      for (let k = 0; k < classes; k++) right[k] = total[k] - left[k];
      position = to;
    },
    impurity: () => measure(total, self.weight),
    splitImpurity() {
      self.impurityLeft = measure(left, self.weightLeft);
      self.impurityRight = measure(right, self.weightRight);
    },
    proxy: () => -self.weightRight * measure(right, self.weightRight) - self.weightLeft * measure(left, self.weightLeft),
    value: (into, offset) => into.set(total, offset),
    counts(from, to) {
      const counts = new Array<number>(classes).fill(0);
      for (let p = from; p < to; p++) counts[y[rows[p]]] += weights === null ? 1 : weights[rows[p]];
      return counts;
    },
    impurityOf: (counts) =>
      measure(
        counts,
        counts.reduce((sum, count) => sum + count, 0),
      ),
  };
  return self;
}

/** Squared error: variance of `y` in the node. `weights`: weight of each row, null = all 1. */
export function meanCriterion(y: Float64Array, weights: Float64Array | null): Criterion {
  let rows = new Int32Array(0);
  let start = 0;
  let end = 0;
  let position = 0;
  let total = 0;
  let squares = 0;
  let left = 0;
  let right = 0;
  const self: Criterion = {
    outputs: 1,
    weight: 0,
    weightLeft: 0,
    weightRight: 0,
    impurityLeft: 0,
    impurityRight: 0,
    init(newRows, from, to) {
      rows = newRows as Int32Array<ArrayBuffer>;
      start = from;
      end = to;
      total = 0;
      squares = 0;
      let weight = 0;
      for (let p = from; p < to; p++) {
        const w = weights === null ? 1 : weights[rows[p]];
        const weighted = w * y[rows[p]];
        total += weighted;
        squares += weighted * y[rows[p]];
        weight += w;
      }
      self.weight = weight;
      self.reset();
    },
    reset() {
      position = start;
      left = 0;
      right = total;
      self.weightLeft = 0;
      self.weightRight = self.weight;
    },
    update(to) {
      let weightLeft = self.weightLeft;
      if (to - position <= end - to) {
        for (let p = position; p < to; p++) {
          const w = weights === null ? 1 : weights[rows[p]];
          left += w * y[rows[p]];
          weightLeft += w;
        }
      } else {
        left = total;
        weightLeft = self.weight;
        for (let p = end - 1; p >= to; p--) {
          const w = weights === null ? 1 : weights[rows[p]];
          left -= w * y[rows[p]];
          weightLeft -= w;
        }
      }
      self.weightLeft = weightLeft;
      self.weightRight = self.weight - self.weightLeft;
      right = total - left;
      position = to;
    },
    impurity: () => squares / self.weight - (total / self.weight) ** 2,
    splitImpurity() {
      let squaresLeft = 0;
      for (let p = start; p < position; p++) {
        const w = weights === null ? 1 : weights[rows[p]];
        squaresLeft += w * y[rows[p]] * y[rows[p]];
      }
      self.impurityLeft = squaresLeft / self.weightLeft - (left / self.weightLeft) ** 2;
      self.impurityRight = (squares - squaresLeft) / self.weightRight - (right / self.weightRight) ** 2;
    },
    proxy: () => (left * left) / self.weightLeft + (right * right) / self.weightRight,
    value: (into, offset) => (into[offset] = total / self.weight),
    counts(from, to) {
      let sum = 0;
      let sumOfSquares = 0;
      for (let p = from; p < to; p++) {
        sum += y[rows[p]];
        sumOfSquares += y[rows[p]] * y[rows[p]];
      }
      return [sum, sumOfSquares];
    },
    impurityOf: ([sum, sumOfSquares], n) => sumOfSquares / n - (sum / n) ** 2,
  };
  return self;
}
