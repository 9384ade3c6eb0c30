/** What a recipe makes of a staged table, on its own and beside the files that are there: the basis of plan and keep. */
import type { Dataset } from '../../src/core/dataset.ts';
import type { Roles, Step } from '../../src/core/recipe.ts';
import { candidateSteps, doesSomething } from '../../src/data/suggest-steps.ts';
import { keptRows, takeTableRows } from '../../src/data/take-rows.ts';
import { conflictingRows, planUpsert, upsertKey, type Upsert } from '../../src/data/upsert.ts';
import type { Store } from '../../src/store/contract.ts';
import type { Table } from '../../src/core/column.ts';
import { cleanedParts, cleanPart, type CleanedPart } from './cleaned-parts.ts';
import { neededColumns } from './needed-columns.ts';
import { loadedStaged } from './staged-tables.ts';
import type { Job } from './stored-table.ts';

export interface CookedTable {
  steps: Step[];
  incoming: CleanedPart;
  /** The incoming rows that are left after cleaning. */
  cleaned: Table;
  /** The files of the dataset it goes into, and what meeting them does. */
  existing: CleanedPart[];
  upsert?: Upsert;
}

/** `steps` absent: those that would do something. Tables have the columns of `neededColumns`. Errors: `not-found`, `damaged`, `cancelled`. */
export async function cookTable(
  store: Store,
  tableId: string,
  { roles, steps, dataset }: { roles: Roles; steps?: Step[]; dataset?: Dataset },
  job: Job,
): Promise<CookedTable> {
  const { pause, progress } = job;
  const { report, table } = await loadedStaged(tableId, (read) => neededColumns(read, roles, steps), job);
  progress({ stage: 'clean', done: 0, total: 1, rows: table.rowCount });
  const incoming = await cleanPart({ report, table }, { roles }, steps ?? candidateSteps(table, roles), undefined, pause);
  // A step that does nothing changes nothing for those after it.
  if (!steps) incoming.effects = incoming.effects.filter(doesSomething);
  const cleaned = incoming.keep.includes(0) ? takeTableRows(incoming.table, keptRows(incoming.keep)) : incoming.table;
  const cooked = { steps: steps ?? incoming.effects.map(({ step }) => step), incoming, cleaned, existing: [] };
  progress({ stage: 'clean', done: 1, total: 1, rows: cleaned.rowCount });
  await pause();
  if (!dataset) return cooked;

  const existing = await cleanedParts(store, dataset, job);
  const key = upsertKey([...existing, incoming], roles);
  await pause();
  const upsert = planUpsert(existing, incoming.table, key, incoming.keep);
  upsert.plan.conflicting = conflictingRows(incoming, roles);
  await pause();
  return { ...cooked, existing, upsert };
}
