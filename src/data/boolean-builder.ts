import { MISSING_BOOLEAN, type ColumnChunk } from '../core/column.ts';
import { readBoolean } from './cell-boolean.ts';
import type { CellBatch } from './cell-batch.ts';
import { CellMemo } from './cell-memo.ts';
import { ColumnBuilder } from './column-builder.ts';
import { isMissingWord } from './missing-words.ts';

const MISSING = 2;
const ODD = 3;

export class BooleanBuilder extends ColumnBuilder {
  /** First spelling of no and yes in the file, and their rows. */
  readonly spellings: [string, string] = ['', ''];
  readonly counts: [number, number] = [0, 0];
  private values = new Uint8Array(0);
  private readonly memo = new CellMemo();

  add(batch: CellBatch, column: number, fromRow: number, toRow: number): void {
    const count = toRow - fromRow;
    if (this.values.length < this.rows + count) {
      const grown = new Uint8Array(this.roomFor(count, this.values.length));
      grown.set(this.values.subarray(0, this.rows));
      this.values = grown;
    }
    for (let row = fromRow, cell = fromRow * batch.width + column; row < toRow; row++, cell += batch.width) {
      const value = this.read(batch, cell);
      if (value < MISSING) {
        this.valid++;
        this.counts[value === 1 ? 1 : 0]++;
        this.distinct.add(0, value);
        if (this.wantsFirst) this.noteFirst(batch, cell, spellBoolean(value));
      } else if (value === MISSING) this.missing++;
      else this.noteOdd(batch, cell, row - fromRow);
      this.values[this.rows + row - fromRow] = value < MISSING ? value : MISSING_BOOLEAN;
    }
    this.rows += count;
  }

  lowest(): undefined {
    return undefined;
  }

  highest(): undefined {
    return undefined;
  }

  protected closeChunk(): ColumnChunk {
    return { kind: 'boolean', values: this.values.subarray(0, this.rows) };
  }

  private read(batch: CellBatch, cell: number): number {
    const from = batch.trimFrom[cell];
    const length = batch.trimTo[cell] - from;
    if (length === 0) return MISSING;
    const slot = this.memo.slot(batch.hashA[cell], length);
    if (this.memo.has(slot, batch.bytes, from, length)) return this.memo.get(slot);
    const text = batch.trimmedText(cell);
    const value = readBoolean(text) ?? (isMissingWord(text) ? MISSING : ODD);
    if (value === 0 || value === 1) this.spellings[value] ||= text;
    this.memo.set(slot, batch.bytes, from, length, value);
    return value;
  }
}

/** How a yes/no value is shown as text. */
export function spellBoolean(value: number): string {
  return value === 1 ? 'yes' : 'no';
}
