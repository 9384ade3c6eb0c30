import { MISSING_CODE, type ColumnChunk } from '../core/column.ts';
import type { ColumnReading } from '../core/reading.ts';
import { hashOfRange, type CellBatch } from './cell-batch.ts';
import { ColumnBuilder } from './column-builder.ts';
import { isMissingWord, LONGEST_MISSING_WORD } from './missing-words.ts';

/** Values are counted while they are this few: enough for the choices of a category. */
const MAX_COUNTED = 200;
const FIRST_SLOTS = 1 << 9;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Text, as codes into a dictionary of the chunk: an open-addressing table over the cells' bytes, so that a value is
 * decoded once per chunk however often it occurs.
 */
export class TextBuilder extends ColumnBuilder {
  /** Cells such as 1.38E+10. */
  digitsLost = 0;
  /** Rows by value, undefined when there are too many values. */
  counts: Map<string, number> | undefined = new Map();
  private codes = new Uint32Array(0);
  /** Slot -> entry + 1; entries are numbered as they come. */
  private slots = new Int32Array(FIRST_SLOTS);
  private hashes: Uint32Array = new Uint32Array(FIRST_SLOTS);
  private starts: Int32Array = new Int32Array(FIRST_SLOTS + 1);
  private entryCodes: Uint32Array = new Uint32Array(FIRST_SLOTS);
  private entries = 0;
  private kept = 0;
  private arena = new Uint8Array(1 << 12);
  private arenaLength = 0;
  private readonly stripZero: boolean;

  /** `stripZero`: ids that a program wrote as numbers (`17850.0`) lose the `.0`. */
  constructor(reading: ColumnReading, stripZero: boolean) {
    super(reading);
    this.stripZero = stripZero;
  }

  add(batch: CellBatch, column: number, fromRow: number, toRow: number): void {
    const count = toRow - fromRow;
    if (this.codes.length < this.rows + count) {
      const grown = new Uint32Array(this.roomFor(count, this.codes.length));
      grown.set(this.codes.subarray(0, this.rows));
      this.codes = grown;
    }
    const { codes, stripZero } = this;
    const { bytes, from, to, trimFrom, trimTo, hashA, width } = batch;
    let at = this.rows;
    for (let row = fromRow, cell = fromRow * width + column; row < toRow; row++, cell += width, at++) {
      if (trimFrom[cell] === trimTo[cell]) {
        this.missing++;
        codes[at] = MISSING_CODE;
        continue;
      }
      let start = from[cell];
      let end = to[cell];
      let hash = hashA[cell];
      if (stripZero) {
        start = trimFrom[cell];
        end = wholeEnd(bytes, start, trimTo[cell]);
        hash = hashOfRange(bytes, start, end);
      }
      const code = this.entryCodes[this.entryOf(batch, cell, start, end, hash)];
      codes[at] = code;
      if (code === MISSING_CODE) this.missing++;
      else {
        this.valid++;
        if (this.wantsFirst) this.noteFirst(batch, cell, decoder.decode(bytes.subarray(start, end)));
      }
    }
    this.rows = at;
  }

  lowest(): undefined {
    return undefined;
  }

  highest(): undefined {
    return undefined;
  }

  protected closeChunk(): ColumnChunk {
    const dictionary = this.dictionary();
    const rowsOf = new Uint32Array(dictionary.length);
    for (let i = 0; i < this.rows; i++) if (this.codes[i] !== MISSING_CODE) rowsOf[this.codes[i]]++;
    for (let code = 0; code < dictionary.length; code++) {
      if (dictionary[code].length < 16 && /^\s*\d[.,]\d+E\+\d{1,2}\s*$/i.test(dictionary[code])) this.digitsLost += rowsOf[code];
    }
    this.count(dictionary, rowsOf);
    const codes = this.codes.slice(0, this.rows);
    this.slots.fill(0);
    this.entries = 0;
    this.kept = 0;
    this.arenaLength = 0;
    return { kind: 'text', codes, dictionary };
  }

  private count(dictionary: string[], rowsOf: Uint32Array): void {
    if (dictionary.length > MAX_COUNTED) this.counts = undefined;
    if (!this.counts) return;
    for (let code = 0; code < dictionary.length; code++) {
      const value = dictionary[code].trim();
      this.counts.set(value, (this.counts.get(value) ?? 0) + rowsOf[code]);
    }
    if (this.counts.size > MAX_COUNTED) this.counts = undefined;
  }

  private entryOf(batch: CellBatch, cell: number, start: number, end: number, hash: number): number {
    const { bytes } = batch;
    const { slots, hashes, starts, arena } = this;
    const mask = slots.length - 1;
    const length = end - start;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let entry = slots[slot]; entry !== 0; entry = slots[slot]) {
      const at = starts[entry - 1];
      if (hashes[entry - 1] === hash && starts[entry] - at === length) {
        let i = 0;
        while (i < length && arena[at + i] === bytes[start + i]) i++;
        if (i === length) return entry - 1;
      }
      slot = (slot + 1) & mask;
    }
    return this.insert(batch, cell, start, end, hash, slot);
  }

  private insert(batch: CellBatch, cell: number, start: number, end: number, hash: number, slot: number): number {
    const length = end - start;
    if (this.arena.length < this.arenaLength + length) {
      const grown = new Uint8Array(Math.max(2 * this.arena.length, this.arenaLength + length));
      grown.set(this.arena.subarray(0, this.arenaLength));
      this.arena = grown;
    }
    // Short cells byte by byte: a view object per cell costs more.
    if (length > 64) this.arena.set(batch.bytes.subarray(start, end), this.arenaLength);
    else for (let i = 0; i < length; i++) this.arena[this.arenaLength + i] = batch.bytes[start + i];
    this.starts[this.entries] = this.arenaLength;
    this.arenaLength += length;
    const entry = this.entries++;
    this.starts[this.entries] = this.arenaLength;
    this.hashes[entry] = hash;
    const trimmed = batch.trimTo[cell] - batch.trimFrom[cell];
    if (trimmed <= LONGEST_MISSING_WORD && isMissingWord(batch.trimmedText(cell))) this.entryCodes[entry] = MISSING_CODE;
    else {
      this.entryCodes[entry] = this.kept++;
      if (this.stripZero) this.distinct.add(hash, length);
      else this.distinct.add(batch.hashA[cell], batch.hashB[cell]);
    }
    this.slots[slot] = this.entries;
    if (2 * this.entries > this.slots.length) this.growTable();
    return entry;
  }

  private growTable(): void {
    const size = 4 * this.slots.length;
    const slots = new Int32Array(size);
    const widened = <T extends Uint32Array | Int32Array>(old: T, wide: T): T => {
      wide.set(old);
      return wide;
    };
    this.hashes = widened(this.hashes, new Uint32Array(size));
    this.starts = widened(this.starts, new Int32Array(size + 1));
    this.entryCodes = widened(this.entryCodes, new Uint32Array(size));
    for (let entry = 0; entry < this.entries; entry++) {
      const hash = this.hashes[entry];
      let slot = (hash ^ (hash >>> 15)) & (size - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      slots[slot] = entry + 1;
    }
    this.slots = slots;
  }

  /** All entries decoded in one go, then cut: thousands of small native calls would cost more than the parse. */
  private dictionary(): string[] {
    const text = decoder.decode(this.arena.subarray(0, this.arenaLength));
    const words: string[] = [];
    const ascii = text.length === this.arenaLength;
    let at = 0;
    for (let entry = 0; entry < this.entries; entry++) {
      const from = this.starts[entry];
      const to = this.starts[entry + 1];
      let units = to - from;
      if (!ascii) units = utf16Units(this.arena, from, to);
      if (this.entryCodes[entry] !== MISSING_CODE) words.push(text.slice(at, at + units));
      at += units;
    }
    return words;
  }
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

/** End of a whole number without its `.0`. */
function wholeEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && bytes[end - 1] === 0x30) end--;
  if (end === to || end - 1 <= from || bytes[end - 1] !== 0x2e) return to;
  for (let p = from; p < end - 1; p++) if (bytes[p] < 0x30 || bytes[p] > 0x39) return to;
  return end - 1;
}
