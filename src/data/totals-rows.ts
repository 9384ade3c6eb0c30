/** Rows that add up others: they stand at the end of a sheet, and their first word says so. */
import type { CellBatch } from './cell-batch.ts';
import { readNumber } from './cell-number.ts';

const TOTAL =
  /^(?:(?:grand|sub)?[\s-]*totals?|sum|subtotals?|合\s*计|总\s*计|小\s*计|累\s*计|总\s*和|总\s*额|总合计|本页合计)(?:\s*[:：].*|\s*\(.*\)|\s*（.*）)?$/i;

/** How far from the end of the file totals are looked for. */
const TAIL_ROWS = 20;

export class TotalsRows {
  private tail: { row: number; total: boolean }[] = [];

  /** Looks at the last rows of a measured batch whose first row is `firstRow` of the table. */
  look(batch: CellBatch, firstRow: number): void {
    const from = Math.max(0, batch.rows - TAIL_ROWS);
    for (let row = from; row < batch.rows; row++) this.tail.push({ row: firstRow + row, total: isTotal(batch, row) });
    this.tail = this.tail.slice(-TAIL_ROWS);
  }

  rows(): number[] {
    return this.tail.filter(({ total }) => total).map(({ row }) => row);
  }
}

function isTotal(batch: CellBatch, row: number): boolean {
  for (let cell = row * batch.width; cell < (row + 1) * batch.width; cell++) {
    const length = batch.trimTo[cell] - batch.trimFrom[cell];
    if (length === 0) continue;
    if (length > 40) return false;
    const text = batch.trimmedText(cell);
    if (readNumber(text, '.') === undefined) return TOTAL.test(text);
  }
  return false;
}
