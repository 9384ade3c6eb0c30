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
  const postings: number[][] = Array.from(rowsWith, () => []);
  for (let value = 0; value < values.length; value++)
    if (answers(value)) for (const token of tokens[value]) if (rowsWith[token] <= cap) postings[token].push(value);

  const score = new Float64Array(values.length);
  for (let value = 0; value < values.length; value++) {
    if (value % 64 === 0) yield;
    if (pairs.isFull) return;
    if (!asks(value)) continue;
    const touched: number[] = [];
    tokens[value].forEach((token, t) => {
      for (const other of postings[token]) {
        if (other === value) continue;
        if (score[other] === 0) touched.push(other);
        // The weight of the word in the other text is much the same; that it is there is what counts.
        score[other] += weights[value][t] * weights[value][t];
      }
    });
    if (touched.length > NEAREST) touched.sort((p, q) => score[q] - score[p] || p - q);
    for (const other of touched.slice(0, NEAREST))
      for (let i = start[value]; i < start[value + 1]; i++)
        for (let j = start[other]; j < start[other + 1]; j++) pairs.add(rows[i], rows[j]);
    for (const other of touched) score[other] = 0;
  }
}
