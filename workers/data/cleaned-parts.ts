/** A dataset as its recipe makes it: every part loaded, the rows that later files replaced left out, the steps replayed. */
import type { Table } from '../../src/core/column.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import type { ReadReport } from '../../src/core/reading.ts';
import type { Step, StepEffect } from '../../src/core/recipe.ts';
import { markSteps } from '../../src/data/run-steps.ts';
import { joinTables, keepMask } from '../../src/data/take-rows.ts';
import type { Store } from '../../src/store/contract.ts';
import { allColumns, neededColumns } from './needed-columns.ts';
import { loadTable, type Job, type StoredTable } from './stored-table.ts';

/** All rows of one file, with the cells as cleaned, and which of its rows are in force. */
export interface CleanedPart {
  table: Table;
  keep: Uint8Array;
  effects: StepEffect[];
}

/** Step by step, so that a cancel is obeyed in between. Errors: `cancelled`. */
export async function cleanPart(
  { table, report }: StoredTable,
  { roles }: Pick<Dataset['recipe'], 'roles'>,
  steps: readonly Step[],
  superseded: Uint8Array | undefined,
  pause: Job['pause'],
): Promise<CleanedPart> {
  let part: CleanedPart = { table, keep: new Uint8Array(table.rowCount).fill(1), effects: [] };
  for (const step of steps) {
    const { effects, ...marked } = markSteps(part.table, [step], roles, report, part.keep);
    part = { ...marked, effects: [...part.effects, ...effects] };
    await pause();
  }
  if (!superseded) return part;
  // Only now: a row whose twin was replaced by a later file is still a duplicate, and goes with it.
  const inForce = keepMask(superseded, table.rowCount);
  return { ...part, keep: part.keep.map((kept, row) => kept & inForce[row]) };
}

type Needed = (report: ReadReport) => number[];

/** With the columns that cleaning and counting look at, or those of `needed`. Errors: `not-found`, `damaged`, `cancelled`. */
export async function cleanedParts(store: Store, { parts, recipe }: Dataset, job: Job, needed?: Needed): Promise<CleanedPart[]> {
  const { roles, steps } = recipe;
  const cleaned: CleanedPart[] = [];
  for (const { tableId, superseded } of parts) {
    const stored = await loadTable(store, tableId, job, needed ?? ((report) => neededColumns(report, roles, steps)));
    cleaned.push(await cleanPart(stored, recipe, steps, superseded, job.pause));
  }
  return cleaned;
}

/** The rows in force of all parts, as one table with all columns. */
export async function cleanedTable(store: Store, dataset: Dataset, job: Job): Promise<Table> {
  return joinTables(await cleanedParts(store, dataset, job, allColumns));
}
