/** Columns put in, replaced and counted by the steps that make them. */
import type { Column, Table } from '../../core/column.ts';
import type { Roles } from '../../core/recipe.ts';
import { cellText } from '../cell-text.ts';
import { missingMask } from '../missing.ts';
import { MAX_EXAMPLES, type StepInput, type StepResult } from './step-input.ts';

export const NOTHING: StepResult = { rows: 0, cells: 0, examples: [] };

/** In the place of the column of that name, else behind the last. */
export function putColumn(columns: readonly Column[], column: Column): Column[] {
  const at = columns.findIndex(({ name }) => name === column.name);
  return at < 0 ? [...columns, column] : columns.with(at, column);
}

/**
 * New columns: a cell counts where something stands in it. `before` is what an example shows it was made from, `after` the cell.
 * `there`: one byte per row, 1 where every one of them holds something and 0 where none does; absent: it is looked at.
 */
export function addColumns(
  { table, keep }: StepInput,
  made: readonly Column[],
  before: (row: number) => string,
  after: (column: Column, row: number) => string = cellText,
  there?: Uint8Array,
): StepResult {
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  const most = Math.ceil(MAX_EXAMPLES / made.length);
  const known = there && filledCells(there, keep, most);
  for (const column of made) {
    const { cells, first } = known ?? filledCells(presence(column), keep, most);
    result.cells += cells;
    for (const row of first)
      if (result.examples.length < MAX_EXAMPLES)
        result.examples.push({ line: table.sourceLine[row], column: column.name, before: before(row), after: after(column, row) });
  }
  return { ...result, columns: made.reduce(putColumn, table.columns) };
}

/** How many kept cells hold something, and the rows of the first `most` of them. */
function filledCells(there: Uint8Array, keep: Uint8Array, most: number): { cells: number; first: number[] } {
  const first: number[] = [];
  let cells = 0;
  for (let row = 0; row < there.length; row++) {
    if (keep[row] === 0 || there[row] === 0) continue;
    cells++;
    if (first.length < most) first.push(row);
  }
  return { cells, first };
}

function presence(column: Column): Uint8Array {
  const there = missingMask(column);
  for (let row = 0; row < there.length; row++) there[row] = 1 - there[row];
  return there;
}

/** A column replaced by one of the same length: a cell counts where its text is another. */
export function replaceColumn({ table, keep }: StepInput, old: Column, made: Column, isChanged: (row: number) => boolean): StepResult {
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  for (let row = 0; row < table.rowCount; row++) {
    if (keep[row] === 0 || !isChanged(row)) continue;
    result.cells++;
    if (result.examples.length < MAX_EXAMPLES)
      result.examples.push({ line: table.sourceLine[row], column: old.name, before: cellText(old, row), after: cellText(made, row) });
  }
  return { ...result, columns: table.columns.map((column) => (column === old ? made : column)) };
}

/** Columns that the rest of the app finds by name: they keep it. */
export function isUsedByRole({ rowShape: _, targetYes: __, ignored: ___, ...byRole }: Roles, name: string): boolean {
  return Object.values(byRole).includes(name);
}

export function textOf(table: Table, name: string): (row: number) => string {
  const column = table.columns.find((candidate) => candidate.name === name);
  return (row) => (column ? cellText(column, row) : '');
}
