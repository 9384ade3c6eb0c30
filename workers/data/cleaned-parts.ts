/** A dataset as its recipe makes it: every part loaded, the rows that later files replaced left out, the steps replayed. */
import type { Table } from '../../src/core/column.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import type { Step, StepEffect } from '../../src/core/recipe.ts';
import { markSteps } from '../../src/data/run-steps.ts';
import { joinTables, keepMask } from '../../src/data/take-rows.ts';
import type { Store } from '../../src/store/contract.ts';
import { loadTable, type Job, type StoredTable } from './stored-table.ts';

/** All rows of one file, with the cells as cleaned, and which of its rows are in force. */
export interface CleanedPart {
  table: Table;
  keep: Uint8Array;
  effects: StepEffect[];
}

export function cleanPart(
  { table, report }: StoredTable,
  recipe: Pick<Dataset['recipe'], 'roles'>,
  steps: readonly Step[],
  superseded?: Uint8Array,
): CleanedPart {
  const cleaned = markSteps(table, steps, recipe.roles, report);
  if (!superseded) return cleaned;
  // Only now: a row whose twin was replaced by a later file is still a duplicate, and goes with it.
  const inForce = keepMask(superseded, table.rowCount);
  return { ...cleaned, keep: cleaned.keep.map((kept, row) => kept & inForce[row]) };
}

/** Errors: `not-found`, `damaged`, `cancelled`. */
export async function cleanedParts(store: Store, { parts, recipe }: Dataset, job: Job): Promise<CleanedPart[]> {
  const cleaned: CleanedPart[] = [];
  for (const { tableId, superseded } of parts) {
    cleaned.push(cleanPart(await loadTable(store, tableId, job), recipe, recipe.steps, superseded));
    await job.pause();
  }
  return cleaned;
}

/** The rows in force of all parts, as one table. */
export async function cleanedTable(store: Store, dataset: Dataset, job: Job): Promise<Table> {
  return joinTables(await cleanedParts(store, dataset, job));
}
