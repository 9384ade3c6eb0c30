import type { ColumnChunk } from '../core/column.ts';
import type { CellBatch } from './cell-batch.ts';
import { CellMemo } from './cell-memo.ts';
import { lossOfCode, plainNumberOfBytes, readNumber } from './cell-number.ts';
import { ColumnBuilder } from './column-builder.ts';
import { MAX_DISTINCT } from './distinct-count.ts';
import { MAX_SHORT_RUNS, SHORT_RUN } from './kernels/csv-kernel.ts';
import { isMissingValue } from './missing-words.ts';

/** What the memo keeps for cells that are no number. */
const MISSING = Infinity;
const ODD = NaN;

/** The two halves of a float64, to count distinct values by. */
const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** Numbers, money and percentages. */
export class NumberBuilder extends ColumnBuilder {
  /** Cells that are digits only but no number: leading zeros, or more than 15 digits. They speak for an id. */
  idLike = 0;
  /** Codes read as numbers on request: cells that lost leading zeros, or digits past 2^53. */
  readonly lost = { zeros: 0, digits: 0 };
  /** Some valid cell has a fractional part. */
  fractional = false;
  private values = new Float64Array(0);
  private low = Infinity;
  private high = -Infinity;
  private readonly memo = new CellMemo();

  add(batch: CellBatch, column: number, fromRow: number, toRow: number): void {
    const count = toRow - fromRow;
    if (this.values.length < this.rows + count) {
      const grown = new Float64Array(this.roomFor(count, this.values.length));
      grown.set(this.values.subarray(0, this.rows));
      this.values = grown;
    }
    const { values, distinct } = this;
    const { bytes, trimFrom, trimTo, width } = batch;
    const decimalByte = this.reading.decimal === ',' ? 0x2c : 0x2e;
    const percent = this.reading.unit === '%';
    let { low, high } = this;
    let at = this.rows;
    let shortRuns = percent ? MAX_SHORT_RUNS : 0;
    for (let row = fromRow, cell = fromRow * width + column; row < toRow; row++, cell += width, at++) {
      if (batch.kernel && shortRuns < MAX_SHORT_RUNS && !this.wantsFirst) {
        const run = batch.kernel.numbers(column, row, toRow, decimalByte, values.subarray(at));
        const read = run.row - row;
        if (read < SHORT_RUN) shortRuns++;
        if (run.low < low) low = run.low;
        if (run.high > high) high = run.high;
        this.valid += run.valid;
        this.missing += run.missing;
        this.fractional ||= run.fractional;
        this.countDistinct(at, at + read);
        row += read;
        cell += read * width;
        at += read;
        if (row === toRow) break;
      }
      const from = trimFrom[cell];
      const to = trimTo[cell];
      if (from === to) {
        this.missing++;
        values[at] = NaN;
        continue;
      }
      let value = percent ? NaN : plainNumberOfBytes(bytes, from, to, decimalByte);
      if (value !== value) {
        value = this.readSlowly(batch, cell);
        if (value === MISSING || value !== value) {
          if (value === MISSING) this.missing++;
          else this.noteOdd(batch, cell, row - fromRow);
          values[at] = NaN;
          continue;
        }
      }
      values[at] = value;
      this.valid++;
      if (value < low) low = value;
      if (value > high) high = value;
      if (!this.fractional && value !== Math.floor(value)) this.fractional = true;
      if (distinct.count < MAX_DISTINCT) {
        float[0] = value;
        distinct.add(halves[1], halves[0]);
      }
      if (this.wantsFirst) this.noteFirst(batch, cell, String(value));
    }
    this.low = low;
    this.high = high;
    this.rows = at;
  }

  private countDistinct(from: number, to: number): void {
    const { values, distinct } = this;
    let before = NaN;
    for (let at = from; at < to && distinct.count < MAX_DISTINCT; at++) {
      const value = values[at];
      if (value === before || value !== value) continue;
      float[0] = before = value;
      distinct.add(halves[1], halves[0]);
    }
  }

  lowest(): string | undefined {
    return this.valid > 0 ? String(this.low) : undefined;
  }

  highest(): string | undefined {
    return this.valid > 0 ? String(this.high) : undefined;
  }

  protected closeChunk(): ColumnChunk {
    return { kind: 'number', values: this.values.subarray(0, this.rows) };
  }

  private readSlowly(batch: CellBatch, cell: number): number {
    const { memo } = this;
    // What is lost is counted by cell.
    if (this.reading.asNumber === 'codes') return this.read(batch.trimmedText(cell));
    const from = batch.trimFrom[cell];
    const length = batch.trimTo[cell] - from;
    const slot = memo.slot(batch.hashA[cell], length);
    if (memo.has(slot, batch.bytes, from, length)) return memo.get(slot);
    const value = this.read(batch.trimmedText(cell));
    memo.set(slot, batch.bytes, from, length, value);
    return value;
  }

  private read(text: string): number {
    if (isMissingValue(text)) return MISSING;
    const { decimal, unit, asNumber } = this.reading;
    const found = readNumber(text, decimal, asNumber);
    if (!found) {
      if (/^\d+$/.test(text)) this.idLike++;
      return ODD;
    }
    // 12 % beside 0.12, or euros among dollars, must not be added up; plain numbers among money are money.
    const fits = found.unit === unit || (unit !== undefined && found.units?.includes(unit));
    if (!fits && (found.unit !== undefined || unit === '%')) return ODD;
    const loss = asNumber === 'codes' ? lossOfCode(text) : undefined;
    if (loss) this.lost[loss]++;
    return found.value;
  }
}
