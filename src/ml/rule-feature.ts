/**
 * Which fact the simple rule ranks by. Orders: how long ago the last one was, or that against the customer's own rhythm.
 * Other tables: the single column that ranks best on rows it was not chosen on.
 */
import type { FeatureSpec } from '../core/features.ts';
import { columnOf, type Matrix } from '../core/matrix.ts';
import { median } from '../core/stats.ts';

const FOLDS = 5;

/**
 * @param x rows x features in real units, NaN = missing
 * @param y 0/1, or the number to predict
 * @param rows training rows of `x`, in random order (folds are every fifth)
 * @returns index into `features`; among equal facts the first
 */
export function chooseRuleFeature(features: readonly FeatureSpec[], x: Matrix, y: Float64Array, rows: ArrayLike<number>): number {
  let best = -1;
  let bestStrength = -Infinity;
  for (const j of ruleCandidates(features)) {
    const strength = featureStrength(columnOf(x, j), y, rows);
    if (strength > bestStrength) [best, bestStrength] = [j, strength];
  }
  return Math.max(best, 0);
}

/** Features the rule may use: time since the last order and lateness where orders are known, else all. */
export function ruleCandidates(features: readonly FeatureSpec[]): number[] {
  const all = features.map((_, j) => j);
  const silence = all.filter((j) => {
    const feature = features[j];
    return feature.kind === 'order-fact' && (feature.fact === 'recency' || feature.fact === 'lateness');
  });
  return silence.length > 0 ? silence : all;
}

/**
 * How well one column alone orders rows it was not looked at on: by AUC (yes/no) or by rank (numbers), -1..1,
 * mean over five folds; its direction is taken from the other four. NaN counts as the column's median. -Infinity if constant.
 */
export function featureStrength(column: Float64Array, y: Float64Array, rows: ArrayLike<number>): number {
  const n = rows.length;
  const values = Float64Array.from({ length: n }, (_, i) => column[rows[i]]);
  const fill = median(values);
  if (Number.isNaN(fill)) return -Infinity;
  for (let i = 0; i < n; i++) if (Number.isNaN(values[i])) values[i] = fill;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  if (n === 0 || values[order[0]] === values[order[n - 1]]) return -Infinity;
  let total = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const direction = concordance(order, values, y, rows, (i) => i % FOLDS !== fold) < 0 ? -1 : 1;
    total += direction * concordance(order, values, y, rows, (i) => i % FOLDS === fold);
  }
  return total / FOLDS;
}

/**
 * Covariance of midrank and `y` over the rows that `use` keeps, in units of untied ranks and of `y`: -1..1.
 * For 0/1 labels it is a fixed multiple of AUC - 1/2, equal values counting half.
 */
function concordance(
  order: Uint32Array,
  values: Float64Array,
  y: Float64Array,
  rows: ArrayLike<number>,
  use: (i: number) => boolean,
): number {
  let n = 0;
  let sumY = 0;
  let sumYY = 0;
  let sumRank = 0;
  let sumRankY = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let tied = 0;
    let tiedY = 0;
    for (; end < order.length && values[order[end]] === values[order[start]]; end++) {
      if (!use(order[end])) continue;
      const target = y[rows[order[end]]];
      tied++;
      tiedY += target;
      sumYY += target * target;
    }
    const rank = n + (tied + 1) / 2;
    n += tied;
    sumY += tiedY;
    sumRank += tied * rank;
    sumRankY += rank * tiedY;
    start = end;
  }
  const spread = ((n * (n * n - 1)) / 12) * (sumYY - (sumY * sumY) / n);
  return spread > 0 ? (sumRankY - (sumRank * sumY) / n) / Math.sqrt(spread) : 0;
}
