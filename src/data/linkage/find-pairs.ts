/** The answer to "who is here twice": groups within one table, or partners across two, each pair with its weight and probability. */
import { clusterRows } from './clusters.ts';
import { linkRows, type Linkage, type LinkageOptions, type LinkageProgress } from './link-rows.ts';
import { chanceOf } from './level-weights.ts';
import type { LinkageTable } from './linkage-columns.ts';
import { mutualBest, type ScoredPair } from './mutual-best.ts';

/** From here on two rows are taken for one without asking. */
export const SURE = 0.99;
/** From here on a person is asked. */
export const ASK = 0.6;

export interface MatchedPair extends ScoredPair {
  chance: number;
}

export interface FoundPairs {
  linkage: Linkage;
  /** Groups of rows of one table that are one customer (from ASK on); of two tables: the partners. */
  groups: number[][];
  /** All pairs within the groups. */
  pairs: MatchedPair[];
}

export function* findPairs(table: LinkageTable, options: LinkageOptions = {}): Generator<LinkageProgress | void, FoundPairs> {
  const linkage = yield* linkRows(table, options);
  const least = Math.log2(ASK / (1 - ASK));
  const likely: ScoredPair[] = [];
  for (let pair = 0; pair < linkage.a.length; pair++)
    if (linkage.bits[pair] >= least) likely.push({ a: linkage.a[pair], b: linkage.b[pair], bits: linkage.bits[pair] });
  yield;
  const isTwo = table.split < table.rowCount;
  const groups = isTwo ? mutualBest(likely, least).map(({ a, b }) => [a, b]) : clusterRows(likely, linkage.bitsOf);
  const pairs = groups.flatMap((group) => pairsWithin(group, linkage));
  return { linkage, groups, pairs };
}

function pairsWithin(group: readonly number[], { bitsOf }: Linkage): MatchedPair[] {
  return group.flatMap((a, i) =>
    group.slice(i + 1).map((b) => {
      const bits = bitsOf(a, b);
      return { a, b, bits, chance: chanceOf(bits) };
    }),
  );
}
