/**
 * For fields of many words: every text's nearest ones by the weight of the rare words they share (an inverted index; words that
 * stand in more rows than `cap` are too common to look under).
 */
import { bucketRows } from '../bucket-rows.ts';
import type { Field } from './field.ts';
import type { PairList } from './pair-list.ts';
import type { TokenVectors } from './token-vectors.ts';

/** Nearest texts kept for each. */
const NEAREST = 12;

export function* addNearTexts(
  { codes, values }: Field,
  { tokens, weights, rowsWith }: TokenVectors,
  cap: number,
  pairs: PairList,
): Generator<void> {
  const { start, rows } = bucketRows(
    codes.map((code) => (code < 0 ? values.length : code)),
    values.length,
  );
  const isTwo = pairs.split < pairs.rowCount;
  const asks = (value: number) => !isTwo || rows[start[value]] < pairs.split;
  const answers = (value: number) => !isTwo || rows[start[value + 1] - 1] >= pairs.split;
  // Of each word the texts that have it, one word after the other.
  const from = new Uint32Array(rowsWith.length + 1);
  const isRare = (token: number) => rowsWith[token] <= cap;
  for (let value = 0; value < values.length; value++)
    if (answers(value)) for (const token of tokens[value]) if (isRare(token)) from[token + 1]++;
  for (let token = 0; token < rowsWith.length; token++) from[token + 1] += from[token];
  const postings = new Uint32Array(from[rowsWith.length]);
  const next = from.slice();
  for (let value = 0; value < values.length; value++)
    if (answers(value)) for (const token of tokens[value]) if (isRare(token)) postings[next[token]++] = value;

  const score = new Float64Array(values.length);
  const touched = new Uint32Array(values.length);
  const nearest = new Uint32Array(NEAREST);
  for (let value = 0; value < values.length; value++) {
    if (value % 64 === 0) yield;
    if (pairs.isFull) return;
    if (!asks(value)) continue;
    let count = 0;
    for (let t = 0; t < tokens[value].length; t++) {
      const token = tokens[value][t];
      // The weight of the word in the other text is much the same; that it is there is what counts.
      const worth = weights[value][t] * weights[value][t];
      for (let at = from[token]; at < from[token + 1]; at++) {
        const other = postings[at];
        if (other === value) continue;
        if (score[other] === 0) touched[count++] = other;
        score[other] += worth;
      }
    }
    const kept = takeNearest(touched, count, score, nearest);
    for (let k = 0; k < kept; k++)
      for (let i = start[value]; i < start[value + 1]; i++)
        for (let j = start[nearest[k]]; j < start[nearest[k] + 1]; j++) pairs.add(rows[i], rows[j]);
    for (let k = 0; k < count; k++) score[touched[k]] = 0;
  }
}

/** The texts of the highest scores into `nearest`, of equal ones the earlier; returns how many. */
function takeNearest(touched: Uint32Array, count: number, score: Float64Array, nearest: Uint32Array): number {
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const other = touched[k];
    const own = score[other];
    const isFull = kept === nearest.length;
    if (isFull && comesBefore(nearest[kept - 1], score, other, own)) continue;
    let at = isFull ? kept - 1 : kept++;
    for (; at > 0 && !comesBefore(nearest[at - 1], score, other, own); at--) nearest[at] = nearest[at - 1];
    nearest[at] = other;
  }
  return kept;
}

function comesBefore(text: number, score: Float64Array, other: number, own: number): boolean {
  return score[text] > own || (score[text] === own && text < other);
}
