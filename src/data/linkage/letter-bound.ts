/** A bound that saves most comparisons of words: which letters occur, as bits. */

/** One bit per letter or digit (others share bits): a letter of one mask that is not in the other has no partner there. */
export function letterMask(word: string): number {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) & 31);
  return mask;
}

/** At least the Jaro similarity of two words with these masks: kinds of letters that only one of them has cannot match. */
export function jaroBound(maskA: number, lengthA: number, maskB: number, lengthB: number): number {
  const matches = Math.min(lengthA - bitCount(maskA & ~maskB), lengthB - bitCount(maskB & ~maskA));
  return matches <= 0 ? 0 : (matches / lengthA + matches / lengthB + 1) / 3;
}

export function bitCount(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
