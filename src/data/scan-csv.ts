/**
 * The fast way through delimited text: one loop over UTF-8 bytes that writes cell ranges into the intake's batch. It
 * reads regular quoting only (a closing quote is followed by a delimiter, a line break or the end); at anything else it
 * stops and says so, and the file is read again through `parse-csv.ts`. A fuzz test holds the two to the same result.
 *
 * Where there is WebAssembly a kernel runs ahead over plain records, which are nearly all; this loop takes the others.
 * Source of the shape: index the separators, build columns from ranges (Langdale & Lemire 2019, simdcsv; here scalar).
 */
import { decodeRange } from './cell-batch.ts';
import { MAX_CELL_BYTES, type ClosedRecord, type RecordIntake } from './record-intake.ts';
import { trimStart } from './bytes-trim.ts';
import { STOP } from './kernels/csv-kernel.ts';

const LF = 10;
const CR = 13;
const QUOTE = 0x22;

/** An open quote that has run this far is taken for a lone one. */
const MAX_OPEN_BYTES = 32 << 20;

export class CsvScanner {
  /** Set when the quoting is not regular: what was read is void. */
  irregular = false;
  /** Line of the file on which the next record starts. */
  line = 1;
  private readonly intake: RecordIntake;
  private readonly delimiter: number;
  private readonly quote: number;
  /** 1 for bytes that end an unquoted field, 2 for the quotation mark, to be noted in one. */
  private readonly ends = new Uint8Array(256);
  private buffer: Uint8Array = new Uint8Array(0);
  private length = 0;
  /** Stream offset of buffer[0]. */
  private base = 0;
  private readonly bad: readonly number[];
  private nextBad = 0;
  private readonly record: ClosedRecord = {
    cells: 0,
    overfull: false,
    quoted: false,
    inner: false,
    line: 1,
    lines: 1,
    undecodable: false,
    escaped: [],
  };

  /** `delimiter`: one ASCII character. `bad`: stream offsets of undecodable bytes, growing as pieces come in. */
  constructor(intake: RecordIntake, delimiter: string, quote: boolean, bad: readonly number[]) {
    this.intake = intake;
    this.delimiter = delimiter.charCodeAt(0);
    this.quote = quote ? QUOTE : -1;
    this.bad = bad;
    if (quote) this.ends[QUOTE] = 2;
    this.ends[this.delimiter] = 1;
    this.ends[LF] = 1;
    this.ends[CR] = 1;
    const { kernel } = intake.batch;
    if (!kernel) return;
    const name = intake.firstName;
    kernel.call.useDialect(this.delimiter, quote, MAX_CELL_BYTES, name ? kernel.copyIn(name) : 0, name?.length ?? -1);
  }

  /** Reads all whole records of what has come in so far; with `last`, everything. */
  add(piece: Uint8Array, last: boolean): void {
    if (this.irregular) return;
    this.append(piece);
    const done = this.intake.batch.kernel ? this.runAhead(last) : this.scan(0, Infinity, last);
    this.intake.flush();
    this.intake.batch.refresh();
    this.buffer = this.intake.batch.bytes;
    this.buffer.copyWithin(0, done, this.length);
    this.length -= done;
    this.base += done;
    if (this.length > MAX_OPEN_BYTES) this.irregular = true;
  }

  private append(piece: Uint8Array): void {
    const need = this.length + piece.length + 1;
    const { batch } = this.intake;
    if (batch.kernel) this.buffer = batch.kernel.textOf(need, this.length);
    else if (this.buffer.length < need) {
      const grown = new Uint8Array(Math.max(need, Math.min(2 * this.buffer.length, need + (8 << 20))));
      grown.set(this.buffer.subarray(0, this.length));
      this.buffer = grown;
    }
    this.buffer.set(piece, this.length);
    this.length += piece.length;
    // A sentinel spares the loop over unquoted text its bounds check.
    this.buffer[this.length] = LF;
    batch.bytes = this.buffer;
    batch.refresh();
  }

  /** The kernel takes what it can, the loop below each record that it leaves. Returns where the first record that is not whole starts. */
  private runAhead(last: boolean): number {
    const { intake, length } = this;
    const { batch } = intake;
    const { kernel } = batch;
    let start = 0;
    while (start < length) {
      // Where bytes are broken, every record is looked at.
      if (kernel && intake.isPastHeader && this.nextBad === this.bad.length) {
        start = kernel.call.scan(kernel.text, start, length, batch.rows, this.line);
        const rows = kernel.call.rowsInBatch();
        this.line += rows - batch.rows;
        const reason = kernel.call.stopReason();
        intake.closePlain(rows);
        batch.refresh();
        if (reason === STOP.full) continue;
        // Nothing whole is left but, perhaps, a last record without a line break.
        if (reason === STOP.more && !last) return start;
      }
      const next = this.scan(start, 1, last);
      if (next === start) return start;
      start = next;
    }
    return start;
  }

  /** Reads at most `most` records from `start` on. Returns where the first one starts that was not read. */
  private scan(start: number, most: number, last: boolean): number {
    const { length, delimiter, quote, ends, intake, record } = this;
    const { escaped } = record;
    const { batch } = intake;
    const { bytes: buffer, from, to, width } = batch;
    let p = start;
    const raw = (mostBytes = Infinity): string => decodeRange(buffer, start, Math.min(p, start + mostBytes)).replace(/[\r\n]+$/, '');
    for (let records = 0; records < most && start < length; records++) {
      let cell = batch.rows * width;
      const limit = cell + width;
      let line = this.line;
      let cells = 0;
      let overfull = false;
      let quoted = false;
      let inner = false;
      escaped.length = 0;
      for (;;) {
        let cellFrom = p;
        let cellTo: number;
        if (buffer[p] === quote && p < length) {
          quoted = true;
          let repair = false;
          cellFrom = ++p;
          for (;;) {
            const byte = buffer[p];
            if (byte === QUOTE) {
              if (p + 1 === length && !last) return start;
              if (buffer[p + 1] !== QUOTE || p + 1 >= length) break;
              repair = true;
              p += 2;
            } else if (byte === LF || byte === CR) {
              if (p >= length) {
                // The sentinel: the quote is still open. At the end of the file that is for the other reader to judge.
                if (last) this.irregular = true;
                return start;
              }
              if (byte === CR) {
                repair = true;
                if (p + 1 === length && !last) return start;
                if (buffer[p + 1] === LF && p + 1 < length) p++;
              }
              line++;
              p++;
            } else p++;
          }
          cellTo = p++;
          if (p < length && ends[buffer[p]] === 0) {
            this.irregular = true;
            return start;
          }
          if (repair && cell < limit) escaped.push(cell);
        } else {
          while (ends[buffer[p]] === 0) p++;
          while (ends[buffer[p]] === 2) {
            inner = true;
            do p++;
            while (ends[buffer[p]] === 0);
          }
          cellTo = p;
        }
        if (cell < limit) {
          from[cell] = cellFrom;
          to[cell] = cellTo;
        } else if (!overfull) overfull = trimStart(buffer, cellFrom, cellTo) < cellTo;
        cell++;
        cells++;
        if (p >= length) {
          if (!last) return start;
          break;
        }
        const end = buffer[p];
        if (end === delimiter) {
          p++;
          continue;
        }
        if (end === CR) {
          if (p + 1 === length && !last) return start;
          p++;
          if (p < length && buffer[p] === LF) p++;
        } else p++;
        line++;
        break;
      }
      const { bad } = this;
      let undecodable = false;
      while (this.nextBad < bad.length && bad[this.nextBad] < this.base + p) {
        undecodable = true;
        this.nextBad++;
      }
      record.cells = cells;
      record.overfull = overfull;
      record.quoted = quoted;
      record.inner = inner;
      record.line = this.line;
      record.lines = line - this.line;
      record.undecodable = undecodable;
      intake.close(record, raw);
      this.line = line;
      start = p;
    }
    return start;
  }
}
