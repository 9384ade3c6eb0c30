/**
 * Numbers different words in order of first appearance. As a `Map` from word to number, but for a million words several times
 * as quick: open addressing over two numbers a place, hashes of our own.
 */
const FIRST_BITS = 8;
/** Longer words are told apart by this many letters of each end, and then compared. */
const END_LETTERS = 32;

export class WordCodes {
  readonly words: string[] = [];
  private bits = FIRST_BITS;
  /** Hash and number + 1 (0: free) side by side: a probe touches one cache line. */
  private slots: Int32Array;

  /** `expected`: about so many different words. */
  constructor(expected = 0) {
    while (2 ** this.bits < 2 * expected) this.bits++;
    this.slots = new Int32Array(2 * 2 ** this.bits);
  }

  /** The number of the word; a new one gets the next. */
  add(word: string): number {
    const { words, slots } = this;
    const hash = hashOf(word);
    const last = slots.length - 2;
    let place = (hash >>> (32 - this.bits)) << 1;
    for (; slots[place + 1] !== 0; place = (place + 2) & last) {
      if (slots[place] === hash && words[slots[place + 1] - 1] === word) return slots[place + 1] - 1;
    }
    slots[place] = hash;
    slots[place + 1] = words.push(word);
    if (4 * words.length > slots.length) this.grow();
    return words.length - 1;
  }

  private grow(): void {
    const old = this.slots;
    this.bits++;
    this.slots = new Int32Array(2 * old.length);
    const last = this.slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let place = (old[from] >>> (32 - this.bits)) << 1;
      while (this.slots[place + 1] !== 0) place = (place + 2) & last;
      this.slots[place] = old[from];
      this.slots[place + 1] = old[from + 1];
    }
  }
}

function hashOf(word: string): number {
  const { length } = word;
  let hash = length;
  if (length <= 2 * END_LETTERS) for (let i = 0; i < length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  else {
    for (let i = 0; i < END_LETTERS; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    for (let i = length - END_LETTERS; i < length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  }
  // The places are taken from the upper bits.
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
}
