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
  /** Pairs of number + 1 and hash side by side: a probe touches one cache line. */
  private slots = new Int32Array(2 << 8);
  private ends = new Uint32Array(1 << 7);
  private bytes = new Uint8Array(1 << 10);

  /** Number of the word `bytes[from .. to)`; a new one gets the next number. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const mask = this.slots.length - 2;
    let slot = (hash << 1) & mask;
    for (let entry = this.slots[slot]; entry !== 0; entry = this.slots[slot]) {
      if (this.slots[slot + 1] === hash && this.is(entry - 1, bytes, from, to)) return entry - 1;
      slot = (slot + 2) & mask;
    }
    this.slots[slot] = this.count + 1;
    this.slots[slot + 1] = hash;
    this.append(bytes, from, to);
    if (4 * this.count > this.slots.length) this.growSlots();
    return this.count - 1;
  }

  /** The different words; nothing may be added afterwards. */
  words(): Utf8Words {
    return { bytes: this.bytes.slice(0, this.start(this.count)), ends: this.ends.slice(0, this.count) };
  }

  private start(number: number): number {
    return number === 0 ? 0 : this.ends[number - 1];
  }

  private is(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.start(number);
    if (this.ends[number] - start !== to - from) return false;
    for (let i = 0; i < to - from; i++) if (this.bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  private append(bytes: Uint8Array, from: number, to: number): void {
    const at = this.start(this.count);
    const end = at + to - from;
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, end));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    if (this.count === this.ends.length) {
      const grown = new Uint32Array(2 * this.ends.length);
      grown.set(this.ends);
      this.ends = grown;
    }
    for (let i = from; i < to; i++) this.bytes[at + i - from] = bytes[i];
    this.ends[this.count++] = end;
  }

  private growSlots(): void {
    const old = this.slots;
    const slots = new Int32Array(4 * old.length);
    const mask = slots.length - 2;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] === 0) continue;
      let slot = (old[i + 1] << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[i];
      slots[slot + 1] = old[i + 1];
    }
    this.slots = slots;
  }
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
