/** What every cleaning step is given and gives back. Steps never touch the table they are given: columns are replaced, rows are marked. */
import type { Column, Table } from '../../core/column.ts';
import type { ReadReport } from '../../core/reading.ts';
import type { Roles, StepEffect } from '../../core/recipe.ts';

export interface StepInput {
  table: Table;
  /** One byte per row: 1 = still there. A step writes 0 for the rows it drops. */
  keep: Uint8Array;
  roles: Roles;
  /** How the table was read; absent for rows that came from elsewhere. */
  report?: ReadReport;
}

export interface StepResult extends Omit<StepEffect, 'step'> {
  /** Present when the step changed cells. */
  columns?: Column[];
}

/** As many examples as a person reads. */
export const MAX_EXAMPLES = 5;
