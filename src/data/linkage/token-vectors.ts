/**
 * Texts as unit vectors of word weights: rare words count more (idf = ln(1 + n/df)), so that two product titles are alike when
 * they share the model number, not the word "black". Cosine of two texts, 0..1, with words that are nearly the same counted as
 * far as they are alike (soft TF-IDF: Cohen, Ravikumar and Fienberg 2003).
 */
import { isSurelyBelow, packedJaroWinkler, packedOneEdit, packWords } from './packed-words.ts';

/** Words at least this alike are taken for one. */
const ALIKE = 0.9;

export interface TokenVectors {
  /** Words of text i: `tokens[i]`, ascending, with `weights[i]`. */
  tokens: Uint32Array[];
  weights: Float64Array[];
  words: string[];
  /** In how many rows the word stands. */
  rowsWith: Uint32Array;
  /** Any number below `least` where the cosine is surely below it; absent: 0. */
  cosine: (a: number, b: number, least?: number) => number;
}

/** `frequency[i]`: rows that hold text i. `soft`: misspelt words count too; for texts of few words. */
export function tokenVectors(texts: readonly (readonly string[])[], frequency: ArrayLike<number>, soft: boolean): TokenVectors {
  const idOf = new Map<string, number>();
  const tokens: Uint32Array[] = [];
  const times: Uint32Array[] = [];
  for (const words of texts) {
    const ids = Uint32Array.from(words, (word) => {
      const id = idOf.get(word) ?? idOf.size;
      idOf.set(word, id);
      return id;
    }).sort();
    const own = ids.filter((id, i) => id !== ids[i - 1]);
    tokens.push(own);
    times.push(own.length === ids.length ? ids.fill(1) : own.map((id) => ids.lastIndexOf(id) - ids.indexOf(id) + 1));
  }
  const words = [...idOf.keys()];
  const rowsWith = new Uint32Array(words.length);
  let rows = 0;
  tokens.forEach((own, i) => {
    rows += frequency[i];
    for (const id of own) rowsWith[id] += frequency[i];
  });
  const idf = Float64Array.from(rowsWith, (df) => Math.log(1 + rows / Math.max(1, df)));
  const weights = tokens.map((own, i) => unit(Float64Array.from(own, (id, k) => (1 + Math.log(times[i][k])) * idf[id])));
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

/** Room for rounding: a bound this little below a threshold is not below it. */
const ROUNDING = 1e-9;

function softCosine({ tokens, weights, words }: Omit<TokenVectors, 'cosine'>): (a: number, b: number, least?: number) => number {
  const likeness = wordLikeness(words);
  // One text after the other, so that a comparison reads memory that lies together.
  const from = new Uint32Array(tokens.length + 1);
  tokens.forEach(({ length }, i) => (from[i + 1] = from[i] + length));
  const ids = new Uint32Array(from[tokens.length]);
  const weight = new Float64Array(from[tokens.length]);
  /** Weights from a word to the last, and the largest of a text. */
  const rest = new Float64Array(from[tokens.length]);
  const largest = new Float64Array(tokens.length);
  tokens.forEach((own, i) => {
    ids.set(own, from[i]);
    weight.set(weights[i], from[i]);
    for (let k = own.length - 1, sum = 0; k >= 0; k--) rest[from[i] + k] = sum += weights[i][k];
    for (const value of weights[i]) if (value > largest[i]) largest[i] = value;
  });
  return (a, b, least = 0) => {
    const [endA, startB, endB] = [from[a + 1], from[b], from[b + 1]];
    let sum = 0;
    for (let i = from[a]; i < endA; i++) {
      // Not even the largest weight for every word that is left would do.
      if (sum + rest[i] * largest[b] < least - ROUNDING) return 0;
      const own = ids[i];
      let best = 0;
      let bestAt = -1;
      for (let j = startB; j < endB; j++)
        if (ids[j] === own) {
          best = 1;
          bestAt = j;
          break;
        }
      if (bestAt < 0)
        for (let j = startB; j < endB; j++) {
          const alike = likeness(own, ids[j]);
          if (alike <= best) continue;
          best = alike;
          bestAt = j;
        }
      if (bestAt >= 0) sum += best * weight[i] * weight[bestAt];
    }
    return Math.min(1, sum);
  };
}

/** 0 unless nearly the same; numbers are the same or not. */
function wordLikeness(texts: readonly string[]): (a: number, b: number) => number {
  const words = packWords(texts);
  const isFixed = Uint8Array.from(texts, (word) => (word.length < 3 || /\d/.test(word) ? 1 : 0));
  return (a, b) => {
    if (isFixed[a] === 1 || isFixed[b] === 1 || isSurelyBelow(words, a, b, ALIKE)) return 0;
    const alike = packedJaroWinkler(words, a, b);
    if (alike >= ALIKE) return alike;
    return words.start[a + 1] - words.start[a] >= 5 && packedOneEdit(words, a, b) ? ALIKE : 0;
  };
}
