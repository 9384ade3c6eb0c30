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
    for (let key = 0; key < count && !pairs.isFull; key++) {
      if (key % 4096 === 0) yield;
      const size = start[key + 1] - start[key];
      if (size < 2 || size > BLOCK_CAP) continue;
      for (let i = start[key]; i < start[key + 1]; i++) for (let j = i + 1; j < start[key + 1]; j++) pairs.add(rows[i], rows[j]);
    }
  }
  for (const field of fields) if (field.vectors) yield* addNearTexts(field, field.vectors, BLOCK_CAP, pairs);
  yield;
  return pairs.pairs();
}
