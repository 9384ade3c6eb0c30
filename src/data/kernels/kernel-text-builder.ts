import { CHUNK_ROWS, type ColumnChunk } from '../../core/column.ts';
import type { ColumnReading } from '../../core/reading.ts';
import type { Utf8Words } from '../../core/utf8-words.ts';
import type { CellBatch } from '../cell-batch.ts';
import { MAX_DISTINCT } from '../distinct-count.ts';
import type { Meaning } from '../find-meaning.ts';
import { isMissingWord, startsMissingWord } from '../missing-words.ts';
import { LOST_DIGITS, MAX_EXAMPLES, MOSTLY_DIFFERENT, TextBuilder, withoutEntries } from '../text-builder.ts';
import { ENTRY, WORDS, WORD_STOP, type CsvKernel } from './csv-kernel.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** `TextBuilder` with its table of words in the kernel's memory. */
export class KernelTextBuilder extends TextBuilder {
  private readonly kernel: CsvKernel;
  private readonly table: number;
  private room = 0;
  private isMostlyDifferent = false;
  /** Entries of this chunk that are counted as distinct values. */
  private seen = 0;

  constructor(reading: ColumnReading, kernel: CsvKernel, meaning?: Meaning) {
    super(reading, false, meaning);
    this.kernel = kernel;
    const starts = kernel.bytes(kernel.call.nothingStarts(), 256);
    for (let byte = 0; byte < 256; byte++) starts[byte] = startsMissingWord(byte) ? 1 : 0;
    this.table = kernel.call.newWords();
  }

  override add(batch: CellBatch, column: number, fromRow: number, toRow: number): void {
    this.meaning?.look(batch, column, fromRow, toRow, this.rowsBefore + this.rows);
    const { kernel, table, outerBlanks } = this;
    this.room = this.roomFor(toRow - fromRow, this.room);
    kernel.call.reserveCodes(table, this.room);
    for (let row = fromRow; row < toRow;) {
      const tellBlanks = outerBlanks.examples.length < MAX_EXAMPLES;
      const valid = this.valid;
      row = kernel.call.addWords(table, kernel.text, column, row, this.wantsFirst ? row + 1 : toRow, tellBlanks);
      const reason = kernel.call.stopReason();
      batch.refresh();
      const cell = (row - 1) * batch.width + column;
      if (reason === WORD_STOP.newEntry) this.judge(batch, cell);
      const words = kernel.wordsAt(table);
      if (reason === WORD_STOP.blanks) this.noteBlanks(batch, cell, words[WORDS.rows] - 1);
      outerBlanks.cells = words[WORDS.blanks];
      this.valid = words[WORDS.valid];
      this.missing = words[WORDS.missing];
      this.digitsLost = words[WORDS.digitsLost];
      this.rows = words[WORDS.rows];
      if (this.valid > valid && this.wantsFirst) {
        this.noteFirst(batch, cell, decoder.decode(batch.bytes.subarray(batch.from[cell], batch.to[cell])));
      }
    }
    this.countDistinct();
  }

  /** The cell has made a new entry that may be a word for "nothing", or a number that has lost digits. It is counted here. */
  private judge(batch: CellBatch, cell: number): void {
    const words = this.kernel.wordsAt(this.table);
    const entry = words[WORDS.entries] - 1;
    const flags = this.kernel.bytes(words[WORDS.flags], entry + 1);
    const text = batch.trimmedText(cell);
    if (isMissingWord(text)) {
      flags[entry] = ENTRY.nothing;
      words[WORDS.missing]++;
      return;
    }
    if (LOST_DIGITS.test(text)) {
      flags[entry] = ENTRY.lostDigits;
      words[WORDS.digitsLost]++;
    }
    words[WORDS.valid]++;
    if (batch.from[cell] === batch.trimFrom[cell] && batch.to[cell] === batch.trimTo[cell]) return;
    words[WORDS.blanks]++;
    this.noteBlanks(batch, cell, words[WORDS.rows] - 1);
  }

  private countDistinct(): void {
    const { kernel, distinct } = this;
    if (distinct.count >= MAX_DISTINCT) return;
    const words = kernel.wordsAt(this.table);
    const entries = words[WORDS.entries];
    const flags = kernel.bytes(words[WORDS.flags], entries);
    const [a, b] = [kernel.ints(words[WORDS.hashesA], entries), kernel.ints(words[WORDS.hashesB], entries)];
    for (; this.seen < entries && distinct.count < MAX_DISTINCT; this.seen++)
      if ((flags[this.seen] & ENTRY.nothing) === 0) distinct.add(a[this.seen], b[this.seen]);
  }

  protected override closeChunk(): ColumnChunk {
    const { kernel } = this;
    const table = kernel.wordsAt(this.table);
    const entries = table[WORDS.entries];
    const codes = kernel.uints(table[WORDS.codes], this.rows);
    const flags = kernel.bytes(table[WORDS.flags], entries);
    let words: Utf8Words = {
      bytes: kernel.bytes(table[WORDS.arena], table[WORDS.arenaLength]),
      ends: kernel.uints(table[WORDS.starts] + 4, entries),
    };
    if (flags.some((flag) => (flag & ENTRY.nothing) !== 0))
      words = withoutEntries(codes, words, (entry) => (flags[entry] & ENTRY.nothing) !== 0);
    this.count(codes, words);
    if (entries > MOSTLY_DIFFERENT * this.rows && this.rows === CHUNK_ROWS) this.isMostlyDifferent = true;
    kernel.call.nextChunk(this.table, !this.isMostlyDifferent);
    this.seen = 0;
    return { kind: 'text', codes, words };
  }
}
