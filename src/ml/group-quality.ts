/** How clear groups are, and how alike two groupings of the same rows. */
import type { RandomState } from '../core/rng.ts';
import { mean } from '../core/stats.ts';
import { squaredDistance, type Points } from './points.ts';

/**
 * Of each row (b − a) / max(a, b): a = mean distance to its own group, b = to the nearest other (Rousseeuw 1987); 0 for a
 * row alone in its group, NaN where there is one group only. Cost O(rows² · columns).
 */
export function silhouettes(points: Points, labels: ArrayLike<number>): Float64Array {
  const { rows } = points;
  let k = 0;
  for (let i = 0; i < rows; i++) k = Math.max(k, labels[i] + 1);
  const counts = new Float64Array(k);
  for (let i = 0; i < rows; i++) counts[labels[i]]++;
  if (counts.filter((count) => count > 0).length < 2) return new Float64Array(rows).fill(NaN);
  const sums = new Float64Array(rows * k);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(squaredDistance(points, i, points, j));
      sums[i * k + labels[j]] += distance;
      sums[j * k + labels[i]] += distance;
    }
  }
  return Float64Array.from({ length: rows }, (_, i) => {
    const own = labels[i];
    if (counts[own] === 1) return 0;
    const inside = sums[i * k + own] / (counts[own] - 1);
    let outside = Infinity;
    for (let c = 0; c < k; c++) if (c !== own && counts[c] > 0) outside = Math.min(outside, sums[i * k + c] / counts[c]);
    return inside === 0 && outside === 0 ? 0 : (outside - inside) / Math.max(inside, outside);
  });
}

/** Mean silhouette; of `most` rows drawn as scikit-learn's `silhouette_score(sample_size)` does where there are more. */
export function silhouette(points: Points, labels: ArrayLike<number>, random: RandomState, most = Infinity): number {
  if (points.rows <= most) return mean(silhouettes(points, labels));
  const drawn = random.permutation(points.rows).subarray(0, most);
  const { columns } = points;
  const values = new Float64Array(drawn.length * columns);
  drawn.forEach((row, to) => values.set(points.values.subarray(row * columns, (row + 1) * columns), to * columns));
  return mean(
    silhouettes(
      { rows: drawn.length, columns, values },
      Uint32Array.from(drawn, (row) => labels[row]),
    ),
  );
}

/** Adjusted Rand index (Hubert & Arabie 1985): 1 = the same groups, 0 = as alike as by chance. */
export function adjustedRand(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const rows = one.length;
  let width = 0;
  for (let i = 0; i < rows; i++) width = Math.max(width, other[i] + 1);
  const cells = new Map<number, number>();
  const [first, second] = [new Map<number, number>(), new Map<number, number>()];
  const count = (map: Map<number, number>, key: number) => map.set(key, (map.get(key) ?? 0) + 1);
  for (let i = 0; i < rows; i++) {
    count(cells, one[i] * width + other[i]);
    count(first, one[i]);
    count(second, other[i]);
  }
  const squares = (map: Map<number, number>) => [...map.values()].reduce((sum, value) => sum + value * value, 0);
  // Ordered pairs of rows that are together in both, in one only, in the other only, in none.
  const both = squares(cells) - rows;
  const onlyOne = squares(first) - squares(cells);
  const onlyOther = squares(second) - squares(cells);
  const neither = rows * rows - rows - both - onlyOne - onlyOther;
  if (onlyOne === 0 && onlyOther === 0) return 1;
  return (
    (2 * (both * neither - onlyOne * onlyOther)) / ((both + onlyOne) * (onlyOne + neither) + (both + onlyOther) * (onlyOther + neither))
  );
}
