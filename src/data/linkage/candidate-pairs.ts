/** Pairs of rows worth comparing: those that share a key that few rows have, or rare words. */
import { bucketRows } from '../bucket-rows.ts';
import { blockPasses } from './block-keys.ts';
import type { Field } from './field.ts';
import { addNearTexts } from './near-texts.ts';
import { PairList } from './pair-list.ts';

/** A key that more rows share says too little, and costs the square of it. */
export const BLOCK_CAP = 200;
/** Pairs found at most, repeats included: 8 bytes each. */
const MAX_FOUND = 12_000_000;
/** Pairs of one kind of key at most: of a large table the larger blocks are left out first. */
const LEAST_PER_PASS = 150_000;
const PER_ROW = 3;

/** Yields now and then, so that a worker can look up. */
export function* candidatePairs(
  fields: readonly Field[],
  rowCount: number,
  split: number,
): Generator<void, { a: Uint32Array; b: Uint32Array }> {
  const pairs = new PairList(rowCount, split, MAX_FOUND);
  for (const { keys, count } of blockPasses(fields)) {
    const { start, rows } = bucketRows(
      keys.map((key) => (key < 0 ? count : key)),
      count,
    );
    const cap = capFor(start, Math.max(LEAST_PER_PASS, PER_ROW * rowCount));
    for (let key = 0; key < count && !pairs.isFull; key++) {
      if (key % 4096 === 0) yield;
      const size = start[key + 1] - start[key];
      if (size < 2 || size > cap) continue;
      for (let i = start[key]; i < start[key + 1]; i++) for (let j = i + 1; j < start[key + 1]; j++) pairs.add(rows[i], rows[j]);
    }
  }
  for (const field of fields) if (field.vectors) yield* addNearTexts(field, field.vectors, BLOCK_CAP, pairs);
  yield;
  return pairs.pairs();
}

/** Size up to which blocks are used, so that together they give at most `budget` pairs. */
function capFor(start: Uint32Array, budget: number): number {
  const blocks = new Uint32Array(BLOCK_CAP + 1);
  for (let key = 0; key + 1 < start.length; key++) {
    const size = start[key + 1] - start[key];
    if (size <= BLOCK_CAP) blocks[size]++;
  }
  let pairs = 0;
  for (let size = 2; size <= BLOCK_CAP; size++) {
    pairs += (blocks[size] * size * (size - 1)) / 2;
    if (pairs > budget) return size - 1;
  }
  return BLOCK_CAP;
}
