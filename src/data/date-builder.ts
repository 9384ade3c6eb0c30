import { isoDay } from '../core/civil-date.ts';
import { dayNumber, isCivilDate } from '../core/civil-date.ts';
import { MISSING_DAY, type ColumnChunk } from '../core/column.ts';
import type { ColumnReading, ColumnReport } from '../core/reading.ts';
import type { CellBatch } from './cell-batch.ts';
import { dateEvidence, readDate } from './cell-date.ts';
import { CellMemo } from './cell-memo.ts';
import { serialSeconds } from './cell-serial.ts';
import { ColumnBuilder } from './column-builder.ts';
import { MAX_DISTINCT } from './distinct-count.ts';
import { MAX_SHORT_RUNS, SHORT_RUN } from './kernels/csv-kernel.ts';
import { isMissingValue } from './missing-words.ts';

const MISSING = Infinity;
const ODD = NaN;
const DAY_SECONDS = 86_400;
const MAX_ZONES = 10;

/** Dates, and dates with a time of day. Both are read to seconds; a date column keeps the days. */
export class DateBuilder extends ColumnBuilder {
  /** Slow cells (each spelling once) that prove an order of day and month, and those that fit both. */
  readonly proofs = { dmy: 0, mdy: 0, ymd: 0, either: 0 };
  /** Valid cells with a time other than 00:00. */
  timed = 0;
  private days = new Int32Array(0);
  private seconds = new Float64Array(0);
  private low = Infinity;
  private high = -Infinity;
  private example = '';
  /** Zones behind times, in order of appearance. */
  readonly zones = new Set<string>();
  grain: 'month' | 'quarter' | undefined;
  /** First plain number that was taken for a day or moment. */
  serial = '';
  private readonly memo = new CellMemo();
  private readonly withTime: boolean;

  constructor(reading: ColumnReading) {
    super(reading);
    this.withTime = reading.type === 'datetime';
  }

  add(batch: CellBatch, column: number, fromRow: number, toRow: number): void {
    this.grow(toRow - fromRow);
    const { days, seconds, withTime, distinct } = this;
    const { bytes, trimFrom, trimTo, width } = batch;
    let at = this.rows;
    let shortRuns = withTime ? MAX_SHORT_RUNS : 0;
    for (let row = fromRow, cell = fromRow * width + column; row < toRow; row++, cell += width, at++) {
      if (batch.kernel && shortRuns < MAX_SHORT_RUNS && !this.wantsFirst) {
        const run = batch.kernel.days(column, row, toRow, MISSING_DAY, days.subarray(at));
        const read = run.row - row;
        if (read < SHORT_RUN) shortRuns++;
        this.low = Math.min(this.low, run.low * DAY_SECONDS);
        this.high = Math.max(this.high, run.high * DAY_SECONDS);
        this.valid += run.valid;
        this.missing += run.missing;
        this.countDistinct(at, at + read);
        row += read;
        cell += read * width;
        at += read;
        if (row === toRow) break;
      }
      const from = trimFrom[cell];
      const to = trimTo[cell];
      let value = MISSING;
      if (from < to) {
        value = isoSeconds(bytes, from, to);
        if (value !== value) value = this.readSlowly(batch, cell);
      }
      if (value === MISSING || value !== value) {
        if (value === MISSING) this.missing++;
        else this.noteOdd(batch, cell, row - fromRow);
        if (withTime) seconds[at] = NaN;
        else days[at] = MISSING_DAY;
        continue;
      }
      const day = Math.floor(value / DAY_SECONDS);
      if (value !== day * DAY_SECONDS) this.timed++;
      if (withTime) seconds[at] = value;
      else days[at] = day;
      this.valid++;
      if (value < this.low) this.low = value;
      if (value > this.high) this.high = value;
      if (distinct.count < MAX_DISTINCT) distinct.add(day, withTime ? value - day * DAY_SECONDS : 0);
      if (this.wantsFirst) this.noteFirst(batch, cell, this.spell(value));
    }
    this.rows = at;
  }

  private countDistinct(from: number, to: number): void {
    const { days, distinct } = this;
    let before = MISSING_DAY;
    for (let at = from; at < to && distinct.count < MAX_DISTINCT; at++) {
      if (days[at] === before || days[at] === MISSING_DAY) continue;
      before = days[at];
      distinct.add(before, 0);
    }
  }

  lowest(): string | undefined {
    return this.valid > 0 ? this.spell(this.low) : undefined;
  }

  highest(): string | undefined {
    return this.valid > 0 ? this.spell(this.high) : undefined;
  }

  /** A cell in both readings, when no cell of the column tells day from month. */
  ambiguousDate(): ColumnReport['ambiguousDate'] {
    const { either, dmy, mdy } = this.proofs;
    if (either === 0 || dmy > 0 || mdy > 0) return undefined;
    const [asDmy, asMdy] = [readDate(this.example, 'dmy'), readDate(this.example, 'mdy')];
    return asDmy && asMdy ? { raw: this.example, dmy: isoDay(asDmy.day), mdy: isoDay(asMdy.day) } : undefined;
  }

  protected closeChunk(): ColumnChunk {
    if (this.withTime) {
      return { kind: 'datetime', values: this.seconds.subarray(0, this.rows) };
    }
    return { kind: 'date', values: this.days.subarray(0, this.rows) };
  }

  private grow(count: number): void {
    const capacity = this.withTime ? this.seconds.length : this.days.length;
    if (capacity >= this.rows + count) return;
    const room = this.roomFor(count, capacity);
    if (this.withTime) {
      const grown = new Float64Array(room);
      grown.set(this.seconds.subarray(0, this.rows));
      this.seconds = grown;
    } else {
      const grown = new Int32Array(room);
      grown.set(this.days.subarray(0, this.rows));
      this.days = grown;
    }
  }

  private spell(seconds: number): string {
    return this.withTime ? isoDateTime(seconds) : isoDay(Math.floor(seconds / DAY_SECONDS));
  }

  private readSlowly(batch: CellBatch, cell: number): number {
    const { memo } = this;
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
    const { epoch } = this.reading;
    const moment = epoch && serialSeconds(text, epoch);
    if (moment !== undefined) {
      this.serial ||= text;
      return moment;
    }
    const found = dateEvidence(text, this.reading.dateOrder);
    if (!found) return ODD;
    if (found.order !== 'unambiguous') {
      this.proofs[found.order]++;
      if (found.order === 'either') this.example ||= text;
      // A date that only the other order allows is named, not guessed.
      else if (found.order !== this.reading.dateOrder) return ODD;
    }
    if (found.zone !== undefined && this.zones.size < MAX_ZONES) this.zones.add(found.zone);
    this.grain ??= found.grain;
    return found.day * DAY_SECONDS + found.seconds;
  }
}

/** `2024-01-03` or `2024-01-03 10:30[:00]` straight from bytes, as seconds since 1970-01-01T00:00; NaN: look closer. */
function isoSeconds(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length < 10 || bytes[from + 4] !== 0x2d || bytes[from + 7] !== 0x2d) return NaN;
  const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
  const month = twoDigits(bytes, from + 5);
  const day = twoDigits(bytes, from + 8);
  if (!isCivilDate(year, month, day)) return NaN;
  let seconds = 0;
  if (length > 10) {
    const mark = bytes[from + 10];
    if ((length !== 16 && length !== 19) || (mark !== 0x20 && mark !== 0x54) || bytes[from + 13] !== 0x3a) return NaN;
    const hour = twoDigits(bytes, from + 11);
    const minute = twoDigits(bytes, from + 14);
    const second = length === 19 ? (bytes[from + 16] === 0x3a ? twoDigits(bytes, from + 17) : NaN) : 0;
    if (!(hour < 24 && minute < 60 && second < 60)) return NaN;
    seconds = hour * 3600 + minute * 60 + second;
  }
  return dayNumber(year, month, day) * DAY_SECONDS + seconds;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - 0x30;
  const ones = bytes[at + 1] - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** `2024-01-03 10:30:00`; seconds only where there are any. */
export function isoDateTime(seconds: number): string {
  const day = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds - day * DAY_SECONDS;
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const second = rest % 60;
  return `${isoDay(day)} ${pad(rest / 3600)}:${pad((rest / 60) % 60)}${second > 0 ? `:${pad(second)}` : ''}`;
}
