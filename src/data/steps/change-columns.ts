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

/** New columns: a cell counts where something stands in it. `before` is what an example shows it was made from. */
export function addColumns({ table, keep }: StepInput, made: readonly Column[], before: (row: number) => string): StepResult {
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  for (const column of made) {
    const missing = missingMask(column);
    let shown = 0;
    for (let row = 0; row < table.rowCount; row++) {
      if (keep[row] === 0 || missing[row] === 1) continue;
      result.cells++;
      if (result.examples.length === MAX_EXAMPLES || shown * made.length >= MAX_EXAMPLES) continue;
      shown++;
      result.examples.push({ line: table.sourceLine[row], column: column.name, before: before(row), after: cellText(column, row) });
    }
  }
  return { ...result, columns: made.reduce(putColumn, table.columns) };
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
