/**
 * The best split of one node among its histogram's bins, found as scikit-learn 1.2.1 finds it: thresholds from left to
 * right with what is missing on the right, then from right to left with it on the left; levels of a category in order of
 * slope over curvature, from both ends to the middle (Fisher 1958). A split is replaced only by a strictly better one.
 */
import type { BinnedRows, Histogram } from './boosting-histogram.ts';
import { sortLevels } from './boosting-levels.ts';

/** A node needs this much curvature on either side. */
const LEAST_CURVE = 1e-3;
/** Weight a level needs to be told apart, and what it is drawn to the middle with. */
const LEVEL_SUPPORT = 10;
const TINY = 1e-15;

/** What is known of a node before it is split. */
export interface NodeSums {
  count: number;
  slope: number;
  curve: number;
  value: number;
  /** Bounds of its children's values under monotone constraints. */
  lower: number;
  upper: number;
}

export interface BinSplit {
  feature: number;
  /** 0 = no split. */
  gain: number;
  /** Last bin on the left; of a category meaningless. */
  bin: number;
  missingLeft: boolean;
  /** Bins on the left, of a category. */
  levels: number[] | null;
  left: { count: number; slope: number; curve: number; value: number };
  right: { count: number; slope: number; curve: number; value: number };
}

export interface SplitLimits {
  leastRows: number;
  penalty: number;
  /** The curvature of every row is 1, and not in the histogram. */
  isFlat: boolean;
  /** Per feature: 1 = may only rise with it, -1 = only fall, 0 = as it comes. */
  monotone: Int8Array;
}

export class SplitSearch {
  private readonly data: BinnedRows;
  private readonly limits: SplitLimits;
  private feature = -1;
  private gain = 0;
  private bin = 0;
  private missingLeft = false;
  private levels: number[] | null = null;
  private count = 0;
  private slope = 0;
  private curve = 0;

  constructor(data: BinnedRows, limits: SplitLimits) {
    this.data = data;
    this.limits = limits;
  }

  find(columns: Int32Array, histogram: Histogram, node: NodeSums): BinSplit {
    this.gain = 0;
    this.feature = -1;
    this.levels = null;
    for (let c = 0; c < columns.length; c++) {
      const j = columns[c];
      if (this.data.features[j].isCategory) this.scanLevels(j, histogram, node);
      else {
        this.scanUp(j, histogram, node);
        if (this.data.hasMissing[j]) this.scanDown(j, histogram, node);
      }
    }
    const { feature, gain, bin, missingLeft, levels, count, slope, curve } = this;
    const side = (rows: number, slopes: number, curves: number) => ({
      count: rows,
      slope: slopes,
      curve: curves,
      value: bounded(-slopes / (curves + this.limits.penalty + TINY), node),
    });
    return {
      ...{ feature, gain, bin, missingLeft, levels },
      left: side(count, slope, curve),
      right: side(node.count - count, node.slope - slope, node.curve - curve),
    };
  }

  /** What is missing goes right; the last split asks only for that. */
  private scanUp(j: number, { sums, counts }: Histogram, node: NodeSums): void {
    const { leastRows, penalty, isFlat, monotone } = this.limits;
    const base = this.data.offsets[j];
    const end = base + this.data.features[j].count - 1 + this.data.hasMissing[j];
    const own = node.slope * node.value;
    const { lower, upper } = node;
    const direction = monotone[j];
    let count = 0;
    let slope = 0;
    let curve = 0;
    for (let at = base; at < end; at++) {
      const rows = counts[at];
      const added = sums[2 * at];
      // Nothing new: the gain cannot be strictly better.
      if (rows === 0 && added === 0 && sums[2 * at + 1] === 0) continue;
      count += rows;
      slope += added;
      curve += isFlat ? rows : sums[2 * at + 1];
      if (count < leastRows) continue;
      if (node.count - count < leastRows) break;
      const curveRight = node.curve - curve;
      if (curve < LEAST_CURVE) continue;
      if (curveRight < LEAST_CURVE) break;
      const slopeRight = node.slope - slope;
      let left = -slope / (curve + penalty + TINY);
      let right = -slopeRight / (curveRight + penalty + TINY);
      left = left < lower ? lower : left > upper ? upper : left;
      right = right < lower ? lower : right > upper ? upper : right;
      if ((direction > 0 && left > right) || (direction < 0 && left < right)) continue;
      const gain = own - slope * left - slopeRight * right;
      if (gain > this.gain) this.keep(j, gain, at - base, false, count, slope, curve);
    }
  }

  /** What is missing goes left. */
  private scanDown(j: number, { sums, counts }: Histogram, node: NodeSums): void {
    const { leastRows, penalty, isFlat, monotone } = this.limits;
    const base = this.data.offsets[j];
    const own = node.slope * node.value;
    const { lower, upper } = node;
    const direction = monotone[j];
    let countRight = 0;
    let slopeRight = 0;
    let curveRight = 0;
    for (let at = base + this.data.features[j].count - 1; at > base; at--) {
      countRight += counts[at];
      slopeRight += sums[2 * at];
      curveRight += isFlat ? counts[at] : sums[2 * at + 1];
      if (countRight < leastRows) continue;
      if (node.count - countRight < leastRows) break;
      const curve = node.curve - curveRight;
      if (curveRight < LEAST_CURVE) continue;
      if (curve < LEAST_CURVE) break;
      const slope = node.slope - slopeRight;
      let left = -slope / (curve + penalty + TINY);
      let right = -slopeRight / (curveRight + penalty + TINY);
      left = left < lower ? lower : left > upper ? upper : left;
      right = right < lower ? lower : right > upper ? upper : right;
      if ((direction > 0 && left > right) || (direction < 0 && left < right)) continue;
      const gain = own - slope * left - slopeRight * right;
      if (gain > this.gain) this.keep(j, gain, at - base - 1, true, node.count - countRight, slope, curve);
    }
  }

  /** Missing is a level like any other. */
  private scanLevels(j: number, { sums, counts }: Histogram, node: NodeSums): void {
    const { leastRows, penalty, isFlat } = this.limits;
    const base = this.data.offsets[j];
    const bins = this.data.features[j].count + this.data.hasMissing[j];
    const support = node.count / node.curve;
    const curveAt = (bin: number) => (isFlat ? counts[base + bin] : sums[2 * (base + bin) + 1]);
    const used: { bin: number; ratio: number }[] = [];
    for (let bin = 0; bin < bins; bin++) {
      const curve = curveAt(bin);
      if (curve * support >= LEVEL_SUPPORT) used.push({ bin, ratio: sums[2 * (base + bin)] / (curve + LEVEL_SUPPORT) });
    }
    if (used.length < 2) return;
    const sorted = sortLevels(used);
    const own = node.slope * node.value;
    const middle = (sorted.length + 1) >> 1;
    let best: { upTo: number; direction: number } | undefined;
    for (const direction of [1, -1]) {
      let count = 0;
      let slope = 0;
      let curve = 0;
      for (let i = 0; i < (direction === 1 ? middle : middle - 1); i++) {
        const place = direction === 1 ? i : sorted.length - 1 - i;
        const { bin } = sorted[place];
        count += counts[base + bin];
        slope += sums[2 * (base + bin)];
        curve += curveAt(bin);
        if (count < leastRows || curve < LEAST_CURVE) continue;
        if (node.count - count < leastRows || node.curve - curve < LEAST_CURVE) break;
        const left = bounded(-slope / (curve + penalty + TINY), node);
        const right = bounded(-(node.slope - slope) / (node.curve - curve + penalty + TINY), node);
        const gain = own - slope * left - (node.slope - slope) * right;
        if (gain > this.gain) {
          this.keep(j, gain, 0, false, count, slope, curve);
          best = { upTo: place, direction };
        }
      }
    }
    if (best === undefined) return;
    const { upTo, direction } = best;
    this.levels = sorted.filter((_, place) => (direction === 1 ? place <= upTo : place >= upTo)).map(({ bin }) => bin);
    this.missingLeft = this.data.hasMissing[j] === 1 && this.levels.includes(this.data.features[j].count);
  }

  private keep(feature: number, gain: number, bin: number, missingLeft: boolean, count: number, slope: number, curve: number): void {
    this.feature = feature;
    this.gain = gain;
    this.bin = bin;
    this.missingLeft = missingLeft;
    this.levels = null;
    this.count = count;
    this.slope = slope;
    this.curve = curve;
  }
}

function bounded(value: number, { lower, upper }: NodeSums): number {
  return value < lower ? lower : value > upper ? upper : value;
}
