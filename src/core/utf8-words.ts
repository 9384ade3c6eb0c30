/** Dictionaries as bytes: a million words without a million objects. They become strings only where somebody looks at them. */

/** Words one after the other. */
export interface Utf8Words {
  /** Well-formed UTF-8. */
  bytes: Uint8Array;
  /** Where each word ends in `bytes`; it starts where the one before it ends. */
  ends: Uint32Array;
}

/** `ignoreBOM` keeps a U+FEFF that is the first letter of the first word. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Half surrogates become U+FFFD, as the encoding standard asks. */
export function packWords(words: readonly string[]): Utf8Words {
  const encoder = new TextEncoder();
  const parts = words.map((word) => encoder.encode(word));
  const ends = new Uint32Array(words.length);
  let length = 0;
  parts.forEach((part, i) => (ends[i] = length += part.length));
  const bytes = new Uint8Array(length);
  parts.forEach((part, i) => bytes.set(part, ends[i] - part.length));
  return { bytes, ends };
}

/** All decoded in one go, then cut: a native call for every word would cost more than reading the file did. */
export function unpackWords({ bytes, ends }: Utf8Words): string[] {
  const text = decoder.decode(bytes);
  const isAscii = text.length === bytes.length;
  const words = new Array<string>(ends.length);
  let from = 0;
  let at = 0;
  for (let i = 0; i < ends.length; i++) {
    const to = at + (isAscii ? ends[i] - from : utf16Units(bytes, from, ends[i]));
    words[i] = text.slice(at, to);
    from = ends[i];
    at = to;
  }
  return words;
}

/** No word is empty or has blanks around it. Most are told by their first and last byte. */
export function areTidy({ bytes, ends }: Utf8Words): boolean {
  for (let i = 0, from = 0; i < ends.length; from = ends[i++]) {
    const to = ends[i];
    if (to > from && isMark(bytes[from]) && isMark(bytes[to - 1])) continue;
    const word = decoder.decode(bytes.subarray(from, to));
    if (word === '' || word !== word.trim()) return false;
  }
  return true;
}

/** A letter, digit or mark of ASCII. */
function isMark(byte: number): boolean {
  return byte > 0x20 && byte < 0x7f;
}

/** UTF-16 code units of well-formed UTF-8. */
function utf16Units(bytes: Uint8Array, from: number, to: number): number {
  let units = 0;
  for (let p = from; p < to; p++) {
    const byte = bytes[p];
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** Numbers different words in order of first appearance: open addressing over their bytes. */
export class WordNumbers {
  private count = 0;
  /** Pairs of number + 1 and hash side by side: a probe touches one cache line. Empty while the words rise. */
  private slots = new Int32Array(0);
  private ends = new Uint32Array(1 << 7);
  private bytes = new Uint8Array(1 << 10);

  /** The number of each word; a new word gets the next number. `times`: if words go on rising, so many more of them are still to come. */
  add({ bytes, ends }: Utf8Words, times = 1): Uint32Array {
    const numbers = new Uint32Array(ends.length);
    // Order numbers mostly rise from line to line: then each is new, and none has to be looked up.
    const isRising = this.slots.length === 0 && this.isBelow(bytes, ends);
    this.makeRoom(ends.length, bytes.length, isRising ? times : 1);
    if (isRising) {
      const at = this.start(this.count);
      this.bytes.set(bytes, at);
      for (let i = 0; i < ends.length; i++) {
        numbers[i] = this.count;
        this.ends[this.count++] = at + ends[i];
      }
      return numbers;
    }
    if (this.slots.length === 0) this.index();
    for (let i = 0, from = 0; i < ends.length; from = ends[i++]) numbers[i] = this.numberOf(bytes, from, ends[i]);
    return numbers;
  }

  /** The different words, in arrays of this index; nothing may be added afterwards. */
  words(): Utf8Words {
    return { bytes: this.bytes.subarray(0, this.start(this.count)), ends: this.ends.subarray(0, this.count) };
  }

  private start(number: number): number {
    return number === 0 ? 0 : this.ends[number - 1];
  }

  /** For so many words and bytes; where there is none, for `times` as many. */
  private makeRoom(words: number, bytes: number, times: number): void {
    if (this.count + words > this.ends.length) {
      const grown = new Uint32Array(Math.max(2 * this.ends.length, this.count + Math.ceil(words * times)));
      grown.set(this.ends);
      this.ends = grown;
    }
    const start = this.start(this.count);
    if (start + bytes > this.bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, start + Math.ceil(bytes * times)));
      grown.set(this.bytes);
      this.bytes = grown;
    }
  }

  /** The words are in order, and all of them after those that are here. */
  private isBelow(bytes: Uint8Array, ends: Uint32Array): boolean {
    if (ends.length === 0) return true;
    if (this.count > 0) {
      const last = this.bytes.subarray(this.start(this.count - 1), this.ends[this.count - 1]);
      if (compare(last, 0, last.length, bytes, 0, ends[0]) >= 0) return false;
    }
    for (let i = 1, from = 0; i < ends.length; from = ends[i - 1], i++) {
      if (compare(bytes, from, ends[i - 1], bytes, ends[i - 1], ends[i]) >= 0) return false;
    }
    return true;
  }

  private numberOf(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const { slots } = this;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (let entry = slots[slot]; entry !== 0; entry = slots[slot]) {
      if (slots[slot + 1] === hash && this.is(entry - 1, bytes, from, to)) return entry - 1;
      slot = (slot + 2) & mask;
    }
    const at = this.start(this.count);
    for (let i = from; i < to; i++) this.bytes[at + i - from] = bytes[i];
    this.ends[this.count++] = at + to - from;
    slots[slot] = this.count;
    slots[slot + 1] = hash;
    if (4 * this.count > slots.length) this.index();
    return this.count - 1;
  }

  private is(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.start(number);
    if (this.ends[number] - start !== to - from) return false;
    for (let i = 0; i < to - from; i++) if (this.bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  /** A table with room for four times the words that are here. */
  private index(): void {
    const old = this.slots;
    let size = 1 << 9;
    while (size < 8 * this.count) size *= 2;
    const slots = new Int32Array(2 * size);
    const mask = slots.length - 2;
    const place = (entry: number, hash: number): void => {
      let slot = (hash << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = entry;
      slots[slot + 1] = hash;
    };
    for (let i = 0; i < old.length; i += 2) if (old[i] !== 0) place(old[i], old[i + 1]);
    if (old.length === 0)
      for (let number = 0; number < this.count; number++) place(number + 1, hashOf(this.bytes, this.start(number), this.ends[number]));
    this.slots = slots;
  }
}

/** By bytes, which is by code points; the shorter first where one starts with the other. */
function compare(a: Uint8Array, aFrom: number, aTo: number, b: Uint8Array, bFrom: number, bTo: number): number {
  const shared = Math.min(aTo - aFrom, bTo - bFrom);
  for (let i = 0; i < shared; i++) if (a[aFrom + i] !== b[bFrom + i]) return a[aFrom + i] - b[bFrom + i];
  return aTo - aFrom - (bTo - bFrom);
}

/** Multiplies and shifts as in MurmurHash3, four bytes at a time; for tables in memory only. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  let p = from;
  for (; p + 4 <= to; p += 4) {
    const word = bytes[p] | (bytes[p + 1] << 8) | (bytes[p + 2] << 16) | (bytes[p + 3] << 24);
    hash = Math.imul(hash ^ Math.imul(word, 0xcc9e2d51), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; p < to; p++) hash = Math.imul(hash ^ bytes[p], 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
