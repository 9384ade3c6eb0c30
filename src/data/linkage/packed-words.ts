/**
 * Many short words in one array of letters, to be compared by number: no text is made or looked up while millions of pairs are
 * compared. The results are those of `jaro-winkler.ts` and `one-edit.ts` on the words themselves, to the last bit.
 */
import { bitCount, letterMask } from './letter-bound.ts';

export interface PackedWords {
  /** Word i is `letters[start[i]]` up to before `letters[start[i + 1]]`. */
  start: Uint32Array;
  letters: Uint16Array;
  /** Which letters it has (`letter-bound.ts`), and which of them more than once. */
  once: Int32Array;
  twice: Int32Array;
  /** Which it has an odd number of times. */
  odd: Int32Array;
}

export function packWords(words: readonly string[]): PackedWords {
  const start = new Uint32Array(words.length + 1);
  for (let i = 0; i < words.length; i++) start[i + 1] = start[i] + words[i].length;
  const letters = new Uint16Array(start[words.length]);
  const twice = new Int32Array(words.length);
  const odd = new Int32Array(words.length);
  for (let i = 0, at = 0; i < words.length; i++) {
    let seen = 0;
    for (let k = 0; k < words[i].length; k++, at++) {
      letters[at] = words[i].charCodeAt(k);
      const bit = 1 << (letters[at] & 31);
      if ((seen & bit) !== 0) twice[i] |= bit;
      seen |= bit;
      odd[i] ^= bit;
    }
  }
  return { start, letters, once: Int32Array.from(words, letterMask), twice, odd };
}

/** Letters of two words that can be paired, at most: a letter that only one of them has, or has twice, stays alone there. */
export function mostMatches({ start, once, twice }: PackedWords, a: number, b: number): number {
  const left = start[a + 1] - start[a] - bitCount(once[a] & ~once[b]) - bitCount(twice[a] & ~twice[b]);
  const right = start[b + 1] - start[b] - bitCount(once[b] & ~once[a]) - bitCount(twice[b] & ~twice[a]);
  return left < right ? left : right;
}

/** Room for rounding: a bound this little below a threshold is not below it. */
const ROUNDING = 1e-9;

/** Whether the Jaro-Winkler similarity of two words is surely below `least` (over 0.7). */
export function isSurelyBelow(words: PackedWords, a: number, b: number, least: number): boolean {
  const most = mostMatches(words, a, b);
  if (most <= 0) return true;
  const { start } = words;
  const jaro = (most / (start[a + 1] - start[a]) + most / (start[b + 1] - start[b]) + 1) / 3;
  // The common beginning lifts at most 0.4 of what is missing.
  return jaro + 0.4 * (1 - jaro) < least - ROUNDING;
}

/** `jaroWinkler` of words a and b. */
export function packedJaroWinkler({ start, letters }: PackedWords, a: number, b: number): number {
  const [fromA, fromB] = [start[a], start[b]];
  const lengthA = start[a + 1] - fromA;
  const lengthB = start[b + 1] - fromB;
  if (lengthA === 0 || lengthB === 0) return a === b || lengthA === lengthB ? 1 : 0;
  const jaro =
    lengthA <= 32 && lengthB <= 32
      ? jaroOfShort(letters, fromA, lengthA, fromB, lengthB)
      : jaroOfLong(letters, fromA, lengthA, fromB, lengthB);
  if (jaro <= 0.7) return jaro;
  let prefix = 0;
  while (prefix < 4 && prefix < lengthA && prefix < lengthB && letters[fromA + prefix] === letters[fromB + prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Where each letter stands in the second word, one bit a place; empty between calls. */
const places = new Int32Array(1 << 16);

/** Each letter takes the first free partner within reach: a few bit operations instead of a search. */
function jaroOfShort(letters: Uint16Array, fromA: number, lengthA: number, fromB: number, lengthB: number): number {
  for (let j = 0; j < lengthB; j++) places[letters[fromB + j]] |= 1 << j;
  const reach = Math.max(0, ((lengthA > lengthB ? lengthA : lengthB) >> 1) - 1);
  let usedA = 0;
  let usedB = 0;
  let matches = 0;
  for (let i = 0; i < lengthA; i++) {
    const low = i > reach ? i - reach : 0;
    const high = i + reach;
    const within = (-1 << low) & (high >= 31 ? -1 : (1 << (high + 1)) - 1);
    const free = places[letters[fromA + i]] & within & ~usedB;
    if (free === 0) continue;
    usedB |= free & -free;
    usedA |= 1 << i;
    matches++;
  }
  for (let j = 0; j < lengthB; j++) places[letters[fromB + j]] = 0;
  if (matches === 0) return 0;
  let crossed = 0;
  while (usedA !== 0) {
    const i = 31 - Math.clz32(usedA & -usedA);
    const j = 31 - Math.clz32(usedB & -usedB);
    if (letters[fromA + i] !== letters[fromB + j]) crossed++;
    usedA &= usedA - 1;
    usedB &= usedB - 1;
  }
  return (matches / lengthA + matches / lengthB + (matches - crossed / 2) / matches) / 3;
}

let marksA = new Uint8Array(64);
let marksB = new Uint8Array(64);

function jaroOfLong(letters: Uint16Array, fromA: number, lengthA: number, fromB: number, lengthB: number): number {
  if (lengthA > marksA.length) marksA = new Uint8Array(2 * lengthA);
  if (lengthB > marksB.length) marksB = new Uint8Array(2 * lengthB);
  marksA.fill(0, 0, lengthA);
  marksB.fill(0, 0, lengthB);
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  let matches = 0;
  for (let i = 0; i < lengthA; i++) {
    const last = Math.min(lengthB - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (marksB[j] === 1 || letters[fromA + i] !== letters[fromB + j]) continue;
      marksA[i] = marksB[j] = 1;
      matches++;
      break;
    }
  }
  if (matches === 0) return 0;
  let crossed = 0;
  for (let i = 0, j = 0; i < lengthA; i++) {
    if (marksA[i] === 0) continue;
    while (marksB[j] === 0) j++;
    if (letters[fromA + i] !== letters[fromB + j++]) crossed++;
  }
  return (matches / lengthA + matches / lengthB + (matches - crossed / 2) / matches) / 3;
}

/** `isOneEdit` of words a and b. */
export function packedOneEdit({ start, letters, odd }: PackedWords, a: number, b: number): boolean {
  // One edit adds a letter, takes one or does both: most pairs differ by more and need not be read.
  if (bitCount(odd[a] ^ odd[b]) > 2) return false;
  const [fromA, fromB] = [start[a], start[b]];
  const lengthA = start[a + 1] - fromA;
  const lengthB = start[b + 1] - fromB;
  const gap = lengthA - lengthB;
  if (gap > 1 || gap < -1) return false;
  let from = 0;
  const least = gap < 0 ? lengthA : lengthB;
  while (from < least && letters[fromA + from] === letters[fromB + from]) from++;
  let endA = lengthA - 1;
  let endB = lengthB - 1;
  while (endA >= from && endB >= from && letters[fromA + endA] === letters[fromB + endB]) {
    endA--;
    endB--;
  }
  // What is left between the common beginning and the common end; nothing: they are the same.
  const leftA = endA - from + 1;
  const leftB = endB - from + 1;
  if (leftA <= 1 && leftB <= 1) return leftA + leftB > 0;
  return leftA === 2 && leftB === 2 && letters[fromA + from] === letters[fromB + endB] && letters[fromA + endA] === letters[fromB + from];
}

/** Equal texts get equal numbers. */
export function numbered(texts: readonly string[], numberOf = new Map<string, number>()): Int32Array {
  return Int32Array.from(texts, (text) => {
    const number = numberOf.get(text) ?? numberOf.size;
    numberOf.set(text, number);
    return number;
  });
}
