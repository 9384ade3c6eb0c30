/** One step on a literal table, and what it leaves as text. */
import type { Column } from '../../../src/core/column.ts';
import type { Roles, Step, StepEffect } from '../../../src/core/recipe.ts';
import { cellText } from '../../../src/data/cell-text.ts';
import { runSteps } from '../../../src/data/run-steps.ts';
import { tableOf } from '../table-of.ts';

export interface Ran {
  effect: StepEffect;
  names: string[];
  /** Cells of a column as text, '' = missing. */
  cells(column: string): string[];
}

/** The table given must come out as it went in: steps never touch it. */
export function ran(step: Step, columns: Column[], roles: Roles = { rowShape: 'customer' }): Ran {
  const table = tableOf(...columns);
  const before = columns.map((column) => Array.from({ length: table.rowCount }, (_, row) => cellText(column, row)));
  const { table: left, effects } = runSteps(table, [step], roles);
  const after = columns.map((column) => Array.from({ length: table.rowCount }, (_, row) => cellText(column, row)));
  if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error('the step changed the table it was given');
  return {
    effect: effects[0],
    names: left.columns.map(({ name }) => name),
    cells: (name) => {
      const column = left.columns.find((candidate) => candidate.name === name);
      if (!column) throw new Error(`no column ${name}`);
      return Array.from({ length: left.rowCount }, (_, row) => cellText(column, row));
    },
  };
}
