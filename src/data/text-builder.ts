import { CHUNK_ROWS, MISSING_CODE, type ColumnChunk } from '../core/column.ts';
import type { ColumnReading, OddCell } from '../core/reading.ts';
import { unpackWords, type Utf8Words } from '../core/utf8-words.ts';
import { hashOfRange, type CellBatch } from './cell-batch.ts';
import { ColumnBuilder, MAX_RAW_CHARS } from './column-builder.ts';
import type { Meaning } from './find-meaning.ts';
import { MeaningCheck } from './meaning-check.ts';
import { isMissingWord, mayBeMissingWord } from './missing-words.ts';

/** Values are counted while they are this few: enough for the choices of a category. */
const MAX_COUNTED = 200;
const FIRST_SLOTS = 1 << 9;
export const MAX_EXAMPLES = 5;

/** A long number as a spreadsheet program shows it: its last digits are gone. */
export const LOST_DIGITS = /^\d[.,]\d+E\+\d{1,2}$/i;
const PLUS = 0x2b;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A chunk in which this share of the cells were different: looking for repeats in the next ones does not pay. */
export const MOSTLY_DIFFERENT = 0.7;

/**
 * Text, as codes into a dictionary of the chunk: an open-addressing table over the cells' bytes, so that a value is
 * decoded once per chunk however often it occurs. Free text is not looked up; its dictionary may repeat a value.
 */
export class TextBuilder extends ColumnBuilder {
  /** Cells such as 1.38E+10. */
  digitsLost = 0;
  /** Cells stored with blanks around them, and the first of them. */
  readonly outerBlanks: { cells: number; examples: OddCell[] } = { cells: 0, examples: [] };
  /** Rows by value, undefined when there are too many values. */
  counts: Map<string, number> | undefined = new Map();
  private codes = new Uint32Array(0);
  /** Pairs of entry + 1 and hash side by side: a probe touches one cache line. Entries are numbered as they come. */
  private slots = new Int32Array(2 * FIRST_SLOTS);
  private starts = new Uint32Array(FIRST_SLOTS + 1);
  private hashes = new Int32Array(FIRST_SLOTS);
  private entries = 0;
  /** Entries that are words for "nothing". */
  private readonly missingEntries = new Set<number>();
  /** Entries that have lost digits. */
  private readonly lostDigits = new Set<number>();
  private arena = new Uint8Array(1 << 12);
  private arenaLength = 0;
  private lookUp = true;
  private readonly stripZero: boolean;
  readonly meaning: MeaningCheck | undefined;

  /** `stripZero`: ids that a program wrote as numbers (`17850.0`) lose the `.0`. `meaning`: what the sample promised. */
  constructor(reading: ColumnReading, stripZero: boolean, meaning?: Meaning) {
    super(reading);
    this.stripZero = stripZero;
    this.meaning = meaning && new MeaningCheck(meaning);
  }

  add(batch: CellBatch, column: number, fromRow: number, toRow: number): void {
    this.meaning?.look(batch, column, fromRow, toRow, this.rowsBefore + this.rows);
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
      const entry = this.lookUp ? this.entryOf(batch, cell, start, end, hash) : this.append(batch, cell, start, end, hash);
      codes[at] = entry;
      if (this.missingEntries.size > 0 && this.missingEntries.has(entry)) {
        this.missing++;
        continue;
      }
      if (this.lostDigits.size > 0 && this.lostDigits.has(entry)) this.digitsLost++;
      this.valid++;
      if (!stripZero && (start !== trimFrom[cell] || end !== trimTo[cell])) this.noteBlanks(batch, cell, at);
      if (this.wantsFirst) this.noteFirst(batch, cell, decoder.decode(bytes.subarray(start, end)));
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
    const codes = this.codes.subarray(0, this.rows);
    const words = this.takeWords(codes);
    this.count(codes, words);
    if (this.entries > MOSTLY_DIFFERENT * this.rows && this.rows === CHUNK_ROWS) this.lookUp = false;
    this.slots.fill(0);
    this.entries = 0;
    this.missingEntries.clear();
    this.lostDigits.clear();
    this.arenaLength = 0;
    return { kind: 'text', codes, words };
  }

  /** The entries as the chunk's words. Words for "nothing" are left out; the entries after them move up, and with them the codes. */
  private takeWords(codes: Uint32Array): Utf8Words {
    const { missingEntries, starts, arena } = this;
    const words = { bytes: arena.subarray(0, this.arenaLength), ends: starts.subarray(1, this.entries + 1) };
    return missingEntries.size === 0 ? words : withoutEntries(codes, words, (entry) => missingEntries.has(entry));
  }

  protected count(codes: Uint32Array, words: Utf8Words): void {
    if (words.ends.length > MAX_COUNTED) this.counts = undefined;
    if (!this.counts) return;
    const rowsOf = new Uint32Array(words.ends.length);
    for (const code of codes) if (code !== MISSING_CODE) rowsOf[code]++;
    for (const [code, word] of unpackWords(words).entries()) {
      const value = word.trim();
      this.counts.set(value, (this.counts.get(value) ?? 0) + rowsOf[code]);
    }
    if (this.counts.size > MAX_COUNTED) this.counts = undefined;
  }

  /** `at`: row of the chunk. */
  protected noteBlanks(batch: CellBatch, cell: number, at: number): void {
    const { examples } = this.outerBlanks;
    this.outerBlanks.cells++;
    if (examples.length >= MAX_EXAMPLES) return;
    examples.push({ line: batch.line[(cell / batch.width) | 0], row: this.rowsBefore + at, raw: batch.text(cell).slice(0, MAX_RAW_CHARS) });
  }

  private entryOf(batch: CellBatch, cell: number, start: number, end: number, hash: number): number {
    const { bytes } = batch;
    const { slots, starts, arena } = this;
    const mask = slots.length - 2;
    const length = end - start;
    let slot = ((hash ^ (hash >>> 15)) << 1) & mask;
    for (let entry = slots[slot]; entry !== 0; entry = slots[slot]) {
      if (slots[slot + 1] === hash) {
        const at = starts[entry - 1];
        if (starts[entry] - at === length) {
          let i = 0;
          while (i < length && arena[at + i] === bytes[start + i]) i++;
          if (i === length) return entry - 1;
        }
      }
      slot = (slot + 2) & mask;
    }
    const entry = this.append(batch, cell, start, end, hash);
    slots[slot] = entry + 1;
    slots[slot + 1] = hash;
    if (8 * this.entries > 3 * slots.length) this.growSlots();
    return entry;
  }

  private append(batch: CellBatch, cell: number, start: number, end: number, hash: number): number {
    const { bytes } = batch;
    const length = end - start;
    const at = this.arenaLength;
    if (this.arena.length < at + length) {
      const grown = new Uint8Array(Math.max(2 * this.arena.length, at + length));
      grown.set(this.arena.subarray(0, at));
      this.arena = grown;
    }
    const { arena } = this;
    // Short cells byte by byte: a view object per cell costs more.
    if (length > 64) arena.set(bytes.subarray(start, end), at);
    else for (let i = 0; i < length; i++) arena[at + i] = bytes[start + i];
    const entry = this.entries++;
    if (this.entries >= this.starts.length) this.growEntries();
    this.starts[entry] = at;
    this.starts[entry + 1] = at + length;
    this.hashes[entry] = hash;
    this.arenaLength = at + length;
    const trimTo = batch.trimTo[cell];
    if (mayBeMissingWord(bytes, batch.trimFrom[cell], trimTo) && isMissingWord(batch.trimmedText(cell))) {
      this.missingEntries.add(entry);
      return entry;
    }
    if (this.stripZero) this.distinct.add(hash, length);
    else this.distinct.add(batch.hashA[cell], batch.hashB[cell]);
    if ((bytes[trimTo - 2] === PLUS || bytes[trimTo - 3] === PLUS) && LOST_DIGITS.test(batch.trimmedText(cell))) this.lostDigits.add(entry);
    return entry;
  }

  private growEntries(): void {
    const starts = new Uint32Array(2 * this.starts.length);
    starts.set(this.starts);
    this.starts = starts;
    const hashes = new Int32Array(starts.length);
    hashes.set(this.hashes);
    this.hashes = hashes;
  }

  private growSlots(): void {
    const slots = new Int32Array(2 * this.slots.length);
    const mask = slots.length - 2;
    for (let entry = 0; entry < this.entries; entry++) {
      const hash = this.hashes[entry];
      let slot = ((hash ^ (hash >>> 15)) << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = entry + 1;
      slots[slot + 1] = hash;
    }
    this.slots = slots;
  }
}

/** The words that are left when some entries are words for "nothing"; their codes become MISSING_CODE, the others move up. */
export function withoutEntries(codes: Uint32Array, { bytes, ends }: Utf8Words, isNothing: (entry: number) => boolean): Utf8Words {
  const moved = new Uint32Array(ends.length).fill(MISSING_CODE);
  const kept = { count: 0, length: 0 };
  for (let entry = 0, from = 0; entry < moved.length; entry++) {
    const to = ends[entry];
    if (!isNothing(entry)) {
      bytes.copyWithin(kept.length, from, to);
      kept.length += to - from;
      ends[kept.count] = kept.length;
      moved[entry] = kept.count++;
    }
    from = to;
  }
  for (let i = 0; i < codes.length; i++) if (codes[i] !== MISSING_CODE) codes[i] = moved[codes[i]];
  return { bytes: bytes.subarray(0, kept.length), ends: ends.subarray(0, kept.count) };
}

/** End of a whole number without its `.0`. */
function wholeEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && bytes[end - 1] === 0x30) end--;
  if (end === to || end - 1 <= from || bytes[end - 1] !== 0x2e) return to;
  for (let p = from; p < end - 1; p++) if (bytes[p] < 0x30 || bytes[p] > 0x39) return to;
  return end - 1;
}
