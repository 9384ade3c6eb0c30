/** Two tables without repeats in themselves: a row has at most one partner, and each must be the other's best. */
export interface ScoredPair {
  a: number;
  b: number;
  bits: number;
}

/** Pairs over `leastBits` in which neither row has a better partner. Ties: the earlier pair. */
export function mutualBest(pairs: readonly ScoredPair[], leastBits: number): ScoredPair[] {
  const best = new Map<number, ScoredPair>();
  for (const pair of pairs) {
    if (pair.bits < leastBits) continue;
    for (const row of [pair.a, pair.b]) {
      const known = best.get(row);
      if (!known || pair.bits > known.bits) best.set(row, pair);
    }
  }
  return pairs.filter((pair) => best.get(pair.a) === pair && best.get(pair.b) === pair);
}
