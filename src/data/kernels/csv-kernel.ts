/**
 * The reader's inner loops as WebAssembly (`assembly/csv.ts`), with their memory. What they work on lies in that memory; JavaScript
 * sees it through views, which are void once the memory has grown: ask `isStale` after every call that may allocate.
 */
import { wasm } from './csv.wasm.ts';
import { compileKernel, type KernelMemory } from '../../core/compile-kernel.ts';

/** What `scan` and `addWords` stopped for. */
export const STOP = { more: 0, full: 1, odd: 2 } as const;
export const WORD_STOP = { newEntry: 1, blanks: 2 } as const;
/** Flags of an entry of a word table. */
export const ENTRY = { nothing: 1, lostDigits: 2 } as const;

/** Fields of a word table, in 32-bit words from its pointer. */
export const WORDS = {
  codes: 0,
  rows: 2,
  starts: 5,
  hashesA: 6,
  hashesB: 7,
  flags: 8,
  entries: 10,
  arena: 11,
  arenaLength: 13,
  valid: 15,
  missing: 16,
  digitsLost: 17,
  blanks: 18,
} as const;
const WORDS_FIELDS = 19;

interface Exports {
  memory: KernelMemory;
  allocate(bytes: number): number;
  release(pointer: number): void;
  useBatch(pointer: number, columns: number, rows: number): void;
  useDialect(delimiter: number, quoted: boolean, longestCell: number, firstName: number, length: number): void;
  stopReason(): number;
  rowsInBatch(): number;
  scan(buffer: number, start: number, length: number, row: number, line: number): number;
  measure(buffer: number, rows: number): void;
  nothingStarts(): number;
  newWords(): number;
  reserveCodes(words: number, rows: number): void;
  nextChunk(words: number, lookUp: boolean): void;
  seen(): number;
  addNumbers(values: number, buffer: number, column: number, row: number, toRow: number, decimal: number): number;
  addDays(values: number, buffer: number, column: number, row: number, toRow: number, none: number): number;
  addWords(words: number, buffer: number, column: number, row: number, toRow: number, tellBlanks: boolean): number;
}

/** In a batch where the kernel has this often read fewer cells than this in a row, they are spelled otherwise: it is not asked again. */
export const MAX_SHORT_RUNS = 8;
export const SHORT_RUN = 4;

/** What a run of plain cells came to. */
export interface PlainRun {
  /** The first row that was not read. */
  row: number;
  low: number;
  high: number;
  valid: number;
  missing: number;
  fractional: boolean;
}

/** A vector load may begin at the last byte of a text. */
const SLACK = 16;

export class CsvKernel {
  readonly call: Exports;
  /** Where the text lies that is being scanned. */
  text = 0;
  private textRoom = 0;
  private scratch = 0;
  private seen: ArrayBuffer;

  constructor(exports: Exports) {
    this.call = exports;
    this.seen = exports.memory.buffer;
  }

  /** True once after the memory has grown: all views have to be made again. */
  get isStale(): boolean {
    if (this.seen === this.call.memory.buffer) return false;
    this.seen = this.call.memory.buffer;
    return true;
  }

  bytes(pointer: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.call.memory.buffer, pointer, length);
  }

  ints(pointer: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.call.memory.buffer, pointer, length);
  }

  uints(pointer: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.call.memory.buffer, pointer, length);
  }

  /** Plain numbers of a column from `row` on, to the start of `into`. */
  numbers(column: number, row: number, toRow: number, decimal: number, into: Float64Array): PlainRun {
    const run = this.runTo(this.call.addNumbers(this.scratch, this.text, column, row, toRow, decimal));
    into.set(new Float64Array(this.call.memory.buffer, this.scratch, run.row - row));
    return run;
  }

  /** ISO days of a column from `row` on, `none` for empty cells, to the start of `into`. */
  days(column: number, row: number, toRow: number, none: number, into: Int32Array): PlainRun {
    const run = this.runTo(this.call.addDays(this.scratch, this.text, column, row, toRow, none));
    into.set(new Int32Array(this.call.memory.buffer, this.scratch, run.row - row));
    return run;
  }

  /** A batch of `rows` rows and its room: six arrays of a number for each cell and three of one for each row. */
  batchOf(columns: number, rows: number): number {
    const pointer = this.call.allocate(4 * rows * (6 * columns + 3));
    this.call.useBatch(pointer, columns, rows);
    this.scratch = this.call.allocate(8 * rows);
    return pointer;
  }

  private runTo(row: number): PlainRun {
    const view = new DataView(this.call.memory.buffer, this.call.seen());
    return {
      row,
      low: view.getFloat64(0, true),
      high: view.getFloat64(8, true),
      valid: view.getUint32(16, true),
      missing: view.getUint32(20, true),
      fractional: view.getUint32(24, true) === 1,
    };
  }

  wordsAt(pointer: number): Uint32Array<ArrayBuffer> {
    return this.uints(pointer, WORDS_FIELDS);
  }

  copyIn(bytes: Uint8Array): number {
    const pointer = this.call.allocate(Math.max(1, bytes.length));
    this.bytes(pointer, bytes.length).set(bytes);
    return pointer;
  }

  /** Room for a text of `length` bytes, of which the first `keep` stay. */
  textOf(length: number, keep: number): Uint8Array<ArrayBuffer> {
    if (length > this.textRoom) {
      const room = Math.max(length, Math.min(2 * this.textRoom, length + (8 << 20)));
      const grown = this.call.allocate(room + SLACK);
      if (this.text !== 0) {
        this.bytes(grown, keep).set(this.bytes(this.text, keep));
        this.call.release(this.text);
      }
      this.text = grown;
      this.textRoom = room;
    }
    return this.textBytes();
  }

  textBytes(): Uint8Array<ArrayBuffer> {
    return this.bytes(this.text, this.textRoom);
  }
}

const compiled = compileKernel<Exports>(wasm);

/** One for each reading; undefined where the browser has no WebAssembly with SIMD: then the twins do the work. */
export function newCsvKernel(): CsvKernel | undefined {
  const exports = compiled();
  return exports && new CsvKernel(exports);
}
