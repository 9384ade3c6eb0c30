/** How often any two rows agree, per field and level: exactly the same from the counts of values, the levels below from random pairs. */
import { RandomState } from '../../core/rng.ts';
import type { LevelOf } from './compare-pairs.ts';
import { NO_LEVEL, type Field } from './field.ts';

/** Random pairs looked at. */
export const RANDOM_PAIRS = 60_000;

export function* randomAgreement(
  fields: readonly Field[],
  levelsOf: readonly LevelOf[],
  rowCount: number,
  split: number,
  seed: number,
): Generator<void, number[][]> {
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
      counts[level]++;
    }
    const same = sameByChance(field, split, rowCount);
    const below = counts.reduce((sum, count) => sum + count + 0.5, 0);
    shares.push(
      Array.from(counts, (count, level) => (level === field.levels - 1 ? same : known === 0 ? (1 - same) / (field.levels - 1) : ((count + 0.5) / below) * (1 - same))),
    );
  }
  return shares;
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
