/**
 * Rows that are one customer, as groups. Connected pairs alone would chain strangers together over one weak bridge, so groups
 * grow from the surest pair on and two of them join only when all their members together speak for it (mean bits > 0, none
 * worse than a clear no).
 */
import type { ScoredPair } from './mutual-best.ts';

/** Evidence against one pair that nothing outweighs. */
const CLEAR_NO = -6;
/** One pair counts at most this much for and against in a mean. */
const MOST = 12;
/** Pairs between two groups that are looked at. */
const MANY = 400;

/** Groups of two and more, by their first row; `pairs` above the threshold, `bitsOf` for any two rows. */
export function clusterRows(pairs: readonly ScoredPair[], bitsOf: (a: number, b: number) => number): number[][] {
  const groupOf = new Map<number, number[]>();
  const groupFor = (row: number): number[] => {
    const group = groupOf.get(row) ?? [row];
    groupOf.set(row, group);
    return group;
  };
  for (const { a, b } of [...pairs].sort((p, q) => q.bits - p.bits || p.a - q.a || p.b - q.b)) {
    const [first, second] = [groupFor(a), groupFor(b)];
    if (first === second || !speaksForOne(first, second, bitsOf)) continue;
    const [large, small] = first.length >= second.length ? [first, second] : [second, first];
    large.push(...small);
    for (const row of small) groupOf.set(row, large);
  }
  return [...new Set(groupOf.values())]
    .filter((group) => group.length > 1)
    .map((group) => group.sort((p, q) => p - q))
    .sort((p, q) => p[0] - q[0]);
}

function speaksForOne(first: number[], second: number[], bitsOf: (a: number, b: number) => number): boolean {
  let sum = 0;
  let count = 0;
  for (const a of first)
    for (const b of second) {
      const bits = bitsOf(a, b);
      if (bits < CLEAR_NO) return false;
      sum += Math.max(-MOST, Math.min(MOST, bits));
      if (++count >= MANY) return sum > 0;
    }
  return sum > 0;
}
