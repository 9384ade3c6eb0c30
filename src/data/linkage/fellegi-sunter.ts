/**
 * How much each level of agreement says about two rows being one customer (Fellegi and Sunter 1969), learned without labels by
 * expectation-maximisation (Winkler 1988): m = how often rows of one customer agree so far, u = how often any two rows do.
 */
import { NO_LEVEL } from './field.ts';

/** Agreement patterns of the compared pairs, equal ones counted once. */
export interface Patterns {
  /** `count x fields`, NO_LEVEL = no value. */
  levels: Uint8Array;
  times: Float64Array;
  /** Pattern of each pair. */
  ofPair: Uint32Array;
}

export interface Known {
  pair: number;
  same: boolean;
}

export interface LinkageModel {
  /** By field and level: shares that sum to 1 over the levels. */
  m: number[][];
  u: number[][];
  /** Share of all pairs that are one customer. */
  lambda: number;
  /** Odds of a pair before anything is compared. */
  priorOdds: number;
  rounds: number;
}

export interface EmOptions {
  /** Levels of each field. */
  widths: readonly number[];
  /** Shares of the levels among all pairs, from random ones; absent: u is learned from the patterns, which are then all pairs. */
  random?: readonly (readonly number[])[];
  /** All pairs, compared or not; those not compared count as two customers. */
  totalPairs: number;
  /** Pairs that a person has judged: they stay what they are. */
  known?: readonly Known[];
  /** Of two tables in which nobody is twice: the rows of each pair. A row has one partner at most, so its pairs share one chance. */
  rows?: { a: Uint32Array; b: Uint32Array; count: number; split: number };
  /** Pairs less likely than this teach nothing: masses of namesakes, each a little likely, would otherwise redefine what a match is. */
  leastChance?: number;
  maxRounds?: number;
}

/** Pairs of one customer that the first guess is worth: a few duplicates must not make a 0 or a 1. */
const PRIOR_PAIRS = 4;
const STILL = 1e-5;
/** A share is never 0: nothing is impossible. */
const LEAST = 1e-7;
/** Of two tables at least this share of rows is held to have no partner. */
const LEAST_ALONE = 0.05;

export function patternsOf(levels: Uint8Array, widths: readonly number[]): Patterns {
  const width = widths.length;
  const pairs = width === 0 ? 0 : levels.length / width;
  const indexOf = new Map<number, number>();
  const ofPair = new Uint32Array(pairs);
  const first: number[] = [];
  const times: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    let key = 0;
    for (let f = 0; f < width; f++) {
      const level = levels[pair * width + f];
      key = key * (widths[f] + 1) + (level === NO_LEVEL ? 0 : level + 1);
    }
    let pattern = indexOf.get(key);
    if (pattern === undefined) {
      pattern = indexOf.size;
      indexOf.set(key, pattern);
      first.push(pair);
      times.push(0);
    }
    ofPair[pair] = pattern;
    times[pattern]++;
  }
  const table = new Uint8Array(first.length * width);
  first.forEach((pair, i) => table.set(levels.subarray(pair * width, (pair + 1) * width), i * width));
  return { levels: table, times: Float64Array.from(times), ofPair };
}

/** O(rounds x patterns x fields). */
export function learnWeights(
  patterns: Patterns,
  { widths, random, totalPairs, known = [], rows, leastChance = 0, maxRounds = 200 }: EmOptions,
): LinkageModel {
  const width = widths.length;
  const count = patterns.times.length;
  const start = widths.map(firstGuess);
  let m = start.map((shares) => [...shares]);
  let u = random ? random.map((shares) => normal([...shares])) : widths.map((levels) => firstGuess(levels).reverse());
  const compared = patterns.ofPair.length;
  let lambda = Math.min(0.5, Math.max(1, 0.1 * compared) / totalPairs);

  // Judged pairs leave their pattern and stand for themselves.
  const free = patterns.times.slice();
  for (const { pair } of known) free[patterns.ofPair[pair]]--;
  const judged = known.filter(({ same }) => same).map(({ pair }) => patterns.ofPair[pair]);

  let rounds = 0;
  for (; rounds < maxRounds; rounds++) {
    const same = widths.map((levels) => new Float64Array(levels));
    const other = widths.map((levels) => new Float64Array(levels));
    let matches = 0;
    const logM = m.map(logs);
    const logU = u.map(logs);
    const prior = Math.log(oddsOf(lambda, totalPairs, rows));
    const add = (pattern: number, into: Float64Array[], times: number): void => {
      for (let f = 0; f < width; f++) {
        const level = patterns.levels[pattern * width + f];
        if (level !== NO_LEVEL) into[f][level] += times;
      }
    };
    const odds = new Float64Array(count).fill(prior);
    for (let pattern = 0; pattern < count; pattern++) {
      for (let f = 0; f < width; f++) {
        const level = patterns.levels[pattern * width + f];
        if (level !== NO_LEVEL) odds[pattern] += logM[f][level] - logU[f][level];
      }
    }
    // The first round of two tables takes each other's best for partners: a start that fits long texts as well as exact ones.
    const shared = rows && (rounds === 0 ? bestShares(patterns, odds, rows) : partnerShares(patterns, odds, rows));
    for (let pattern = 0; pattern < count; pattern++) {
      const likely = shared ? shared[pattern] : 1 / (1 + Math.exp(-odds[pattern]));
      const chance = likely < leastChance ? 0 : likely;
      matches += chance * free[pattern];
      add(pattern, same, chance * free[pattern]);
      if (!random) add(pattern, other, (1 - chance) * free[pattern]);
    }
    for (const pattern of judged) add(pattern, same, 1);
    matches += judged.length;

    const nextM = same.map((counts, f) => normal(Array.from(counts, (value, level) => value + PRIOR_PAIRS * start[f][level])));
    const nextU = random
      ? random.map((shares, f) => withoutMatches(shares, same[f], totalPairs))
      : other.map((counts) => normal([...counts]));
    const moved = Math.max(largestMove(m, nextM), random ? 0 : largestMove(u, nextU));
    m = nextM;
    u = nextU;
    lambda = Math.min(0.9, Math.max(0.5, matches) / totalPairs);
    if (moved < STILL && rounds > 0) break;
  }
  return { m, u, lambda, priorOdds: oddsOf(lambda, totalPairs, rows), rounds };
}

/** Mean chance of the pairs of each pattern, when the pairs of one row rule each other out. */
function partnerShares(
  { ofPair, times }: Patterns,
  odds: Float64Array,
  { a, b, count }: { a: Uint32Array; b: Uint32Array; count: number },
): Float64Array {
  const likely = odds.map((value) => Math.exp(Math.min(60, value)));
  const rivals = new Float64Array(count);
  for (let pair = 0; pair < ofPair.length; pair++) {
    rivals[a[pair]] += likely[ofPair[pair]];
    rivals[b[pair]] += likely[ofPair[pair]];
  }
  const shares = new Float64Array(times.length);
  for (let pair = 0; pair < ofPair.length; pair++) {
    const pattern = ofPair[pair];
    shares[pattern] += likely[pattern] / (1 + rivals[a[pair]] + rivals[b[pair]] - likely[pattern]) / times[pattern];
  }
  return shares;
}

/** Of two tables a pair stands against both rows having no partner at all, which is rare where most rows have one. */
function oddsOf(lambda: number, totalPairs: number, rows: EmOptions['rows']): number {
  if (!rows) return lambda / (1 - lambda);
  const alone = (own: number) => Math.max(LEAST_ALONE, 1 - (lambda * totalPairs) / own);
  return lambda / (alone(rows.split) * alone(rows.count - rows.split));
}

/** Share of the pairs of each pattern in which both rows have no better pair. */
function bestShares(
  { ofPair, times }: Patterns,
  odds: Float64Array,
  { a, b, count }: { a: Uint32Array; b: Uint32Array; count: number },
): Float64Array {
  const best = new Float64Array(count).fill(-Infinity);
  for (let pair = 0; pair < ofPair.length; pair++) {
    const own = odds[ofPair[pair]];
    best[a[pair]] = Math.max(best[a[pair]], own);
    best[b[pair]] = Math.max(best[b[pair]], own);
  }
  const ties = new Float64Array(count);
  for (let pair = 0; pair < ofPair.length; pair++) {
    const own = odds[ofPair[pair]];
    if (own === best[a[pair]]) ties[a[pair]]++;
    if (own === best[b[pair]]) ties[b[pair]]++;
  }
  const shares = new Float64Array(times.length);
  for (let pair = 0; pair < ofPair.length; pair++) {
    const pattern = ofPair[pair];
    const own = odds[pattern];
    if (own === best[a[pair]] && own === best[b[pair]]) shares[pattern] += 1 / Math.max(ties[a[pair]], ties[b[pair]]) / times[pattern];
  }
  return shares;
}

/** Most rows of one customer agree, and those that do not are rather near than far. */
function firstGuess(levels: number): number[] {
  return normal(
    Array.from({ length: levels }, (_, level) => (level === levels - 1 ? 0.8 : level === 0 ? 0.08 : 0.12 / Math.max(1, levels - 2))),
  );
}

/** Random pairs hold a few that are one customer; in a small table they would hide how rare it is to agree by chance. */
function withoutMatches(shares: readonly number[], same: Float64Array, totalPairs: number): number[] {
  const matches = same.reduce((sum, value) => sum + value, 0);
  return normal(
    shares.map(
      (share, level) => Math.max(share * totalPairs - same[level], 0.05 * share * totalPairs, 0.5) / Math.max(1, totalPairs - matches),
    ),
  );
}

function normal(shares: number[]): number[] {
  const raised = shares.map((share) => Math.max(share, 0));
  const sum = raised.reduce((total, share) => total + share, 0) || 1;
  return raised.map((share) => Math.max(LEAST, share / sum));
}

function logs(shares: number[]): number[] {
  return shares.map(Math.log);
}

function largestMove(before: number[][], after: number[][]): number {
  return Math.max(0, ...before.flatMap((shares, f) => shares.map((share, level) => Math.abs(share - after[f][level]))));
}
