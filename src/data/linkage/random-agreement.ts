/** How often any two rows agree, per field and level: exactly the same from the counts of values, the levels below from random pairs. */
import { RandomState } from '../../core/rng.ts';
import type { LevelOf } from './compare-pairs.ts';
import { NO_LEVEL, type Field } from './field.ts';

/** Random pairs looked at. */
export const RANDOM_PAIRS = 60_000;
/** Random pairs at a level that are too few to count on. */
const FEW = 5;

export function* randomAgreement(
  fields: readonly Field[],
  levelsOf: readonly LevelOf[],
  rowCount: number,
  split: number,
  candidates: Uint8Array,
  totalPairs: number,
  seed: number,
): Generator<void, number[][]> {
  if (fields.length === 0) return [];
  const random = new RandomState(seed);
  const a = new Uint32Array(RANDOM_PAIRS);
  const b = new Uint32Array(RANDOM_PAIRS);
  for (let i = 0; i < RANDOM_PAIRS; i++) {
    if (split < rowCount) {
      a[i] = random.interval(split - 1);
      b[i] = split + random.interval(rowCount - split - 1);
    } else {
      a[i] = random.interval(rowCount - 1);
      b[i] = (a[i] + 1 + random.interval(rowCount - 2)) % rowCount;
    }
  }
  const shares: number[][] = [];
  for (const [f, field] of fields.entries()) {
    const counts = new Float64Array(field.levels);
    let known = 0;
    for (let i = 0; i < RANDOM_PAIRS; i++) {
      if (i % 2048 === 0) yield;
      const level = levelsOf[f](a[i], b[i]);
      if (level === NO_LEVEL || level === field.levels - 1) {
        if (level !== NO_LEVEL) known++;
        continue;
      }
      known++;
      counts[Math.floor(level)]++;
    }
    const nearby = field.vectors && nearbyShares(candidates, f, fields.length, field.levels, totalPairs * (known / RANDOM_PAIRS));
    shares.push(levelShares(counts, known, sameByChance(field, split, rowCount), nearby));
  }
  return shares;
}

/** Levels of running text that random pairs hardly ever reach are counted among the candidates, which hold nearly all pairs that share rare words. */
function levelShares(counts: Float64Array, known: number, same: number, nearby: Float64Array | undefined): number[] {
  const top = counts.length - 1;
  const shares = Array.from(counts.subarray(0, top), (count, level) =>
    known === 0 ? 1 / top : nearby && level > 0 && count < FEW ? nearby[level] : (count + 0.5) / (known + 0.5 * top),
  );
  const sum = shares.reduce((total, share) => total + share, 0);
  return [...shares.map((share) => (share / sum) * (1 - same)), same];
}

function nearbyShares(candidates: Uint8Array, field: number, width: number, levels: number, pairs: number): Float64Array {
  const shares = new Float64Array(levels);
  for (let at = field; at < candidates.length; at += width) if (candidates[at] !== NO_LEVEL) shares[candidates[at]]++;
  return shares.map((count) => (count + 0.5) / Math.max(1, pairs));
}

/** Share of all pairs (with a value each) that have the same value. */
function sameByChance({ codes, frequency }: Field, split: number, rowCount: number): number {
  if (split >= rowCount) {
    let filled = 0;
    let pairs = 0;
    for (const count of frequency) {
      filled += count;
      pairs += count * (count - 1);
    }
    return filled < 2 ? 0 : pairs / (filled * (filled - 1));
  }
  const first = new Float64Array(frequency.length);
  let filledFirst = 0;
  for (let row = 0; row < split; row++)
    if (codes[row] >= 0) {
      first[codes[row]]++;
      filledFirst++;
    }
  let filledSecond = 0;
  let pairs = 0;
  for (let row = split; row < rowCount; row++)
    if (codes[row] >= 0) {
      pairs += first[codes[row]];
      filledSecond++;
    }
  return pairs / Math.max(1, filledFirst * filledSecond);
}
