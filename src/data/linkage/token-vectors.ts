/**
 * Texts as unit vectors of word weights: rare words count more (idf = ln(1 + n/df)), so that two product titles are alike when
 * they share the model number, not the word "black". Cosine of two texts, 0..1, with words that are nearly the same counted as
 * far as they are alike (soft TF-IDF: Cohen, Ravikumar and Fienberg 2003).
 */
import { jaroWinkler } from './jaro-winkler.ts';
import { jaroBound, letterMask } from './letter-bound.ts';
import { isOneEdit } from './one-edit.ts';

/** Words at least this alike are taken for one. */
const ALIKE = 0.9;

export interface TokenVectors {
  /** Words of text i: `tokens[i]`, ascending, with `weights[i]`. */
  tokens: Uint32Array[];
  weights: Float64Array[];
  words: string[];
  /** In how many rows the word stands. */
  rowsWith: Uint32Array;
  cosine: (a: number, b: number) => number;
}

/** `frequency[i]`: rows that hold text i. `soft`: misspelt words count too; for texts of few words. */
export function tokenVectors(texts: readonly (readonly string[])[], frequency: ArrayLike<number>, soft: boolean): TokenVectors {
  const idOf = new Map<string, number>();
  const found = texts.map((words) => {
    const counts = new Map<number, number>();
    for (const word of words) {
      const id = idOf.get(word) ?? idOf.size;
      idOf.set(word, id);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return [...counts].sort(([a], [b]) => a - b);
  });
  const words = [...idOf.keys()];
  const rowsWith = new Uint32Array(words.length);
  let rows = 0;
  found.forEach((counts, i) => {
    rows += frequency[i];
    for (const [id] of counts) rowsWith[id] += frequency[i];
  });
  const idf = Float64Array.from(rowsWith, (df) => Math.log(1 + rows / Math.max(1, df)));
  const tokens = found.map((counts) => Uint32Array.from(counts, ([id]) => id));
  const weights = found.map((counts) => unit(Float64Array.from(counts, ([id, count]) => (1 + Math.log(count)) * idf[id])));
  const vectors = { tokens, weights, words, rowsWith };
  return { ...vectors, cosine: soft ? softCosine(vectors) : (a, b) => dot(tokens[a], weights[a], tokens[b], weights[b]) };
}

function unit(values: Float64Array): Float64Array {
  const length = Math.hypot(...values);
  return length === 0 ? values : values.map((value) => value / length);
}

function dot(tokensA: Uint32Array, weightsA: Float64Array, tokensB: Uint32Array, weightsB: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = 0; i < tokensA.length && j < tokensB.length;) {
    if (tokensA[i] === tokensB[j]) sum += weightsA[i++] * weightsB[j++];
    else if (tokensA[i] < tokensB[j]) i++;
    else j++;
  }
  return sum;
}

function softCosine({ tokens, weights, words }: Omit<TokenVectors, 'cosine'>): (a: number, b: number) => number {
  const likeness = wordLikeness(words);
  return (a, b) => {
    const [tokensA, tokensB, weightsA, weightsB] = [tokens[a], tokens[b], weights[a], weights[b]];
    let sum = 0;
    for (let i = 0; i < tokensA.length; i++) {
      let best = 0;
      let bestAt = -1;
      for (let j = 0; j < tokensB.length; j++) {
        const alike = tokensA[i] === tokensB[j] ? 1 : likeness(tokensA[i], tokensB[j]);
        if (alike > best) {
          best = alike;
          bestAt = j;
        }
      }
      if (bestAt >= 0) sum += best * weightsA[i] * weightsB[bestAt];
    }
    return Math.min(1, sum);
  };
}

/** 0 unless nearly the same; numbers are the same or not. */
function wordLikeness(words: readonly string[]): (a: number, b: number) => number {
  const masks = Int32Array.from(words, letterMask);
  const isFixed = Uint8Array.from(words, (word) => (word.length < 3 || /\d/.test(word) ? 1 : 0));
  return (a, b) => {
    if (isFixed[a] === 1 || isFixed[b] === 1) return 0;
    const [wordA, wordB] = [words[a], words[b]];
    const bound = jaroBound(masks[a], wordA.length, masks[b], wordB.length);
    if (bound + 0.4 * (1 - bound) < ALIKE) return 0;
    const alike = jaroWinkler(wordA, wordB);
    if (alike >= ALIKE) return alike;
    return wordA.length >= 5 && isOneEdit(wordA, wordB) ? ALIKE : 0;
  };
}
