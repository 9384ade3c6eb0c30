/** What a recipe makes of a staged table, on its own and beside the files that are there: the basis of plan and keep. */
import type { Dataset } from '../../src/core/dataset.ts';
import type { Roles, Step } from '../../src/core/recipe.ts';
import { suggestSteps } from '../../src/data/suggest-steps.ts';
import { keptRows, takeTableRows } from '../../src/data/take-rows.ts';
import { planUpsert, upsertKey, type Upsert } from '../../src/data/upsert.ts';
import type { Store } from '../../src/store/contract.ts';
import type { Table } from '../../src/core/column.ts';
import { cleanedParts, cleanPart, type CleanedPart } from './cleaned-parts.ts';
import type { Job, StoredTable } from './stored-table.ts';

export interface CookedTable {
  steps: Step[];
  incoming: CleanedPart;
  /** The incoming rows that are left after cleaning. */
  cleaned: Table;
  /** The files of the dataset it goes into, and what meeting them does. */
  existing: CleanedPart[];
  upsert?: Upsert;
}

/** `steps` absent: those that would do something. Errors: `not-found`, `damaged`, `cancelled`. */
export async function cookTable(
  store: Store,
  { report, table }: StoredTable,
  { roles, steps, dataset }: { roles: Roles; steps?: Step[]; dataset?: Dataset },
  job: Job,
): Promise<CookedTable> {
  job.progress({ stage: 'clean', done: 0, total: 1, rows: table.rowCount });
  const chosen = steps ?? suggestSteps(table, roles, report);
  await job.pause();
  const incoming = cleanPart({ report, table }, { roles }, chosen);
  await job.pause();
  const cleaned = takeTableRows(incoming.table, keptRows(incoming.keep));
  job.progress({ stage: 'clean', done: 1, total: 1, rows: cleaned.rowCount });
  if (!dataset) return { steps: chosen, incoming, cleaned, existing: [] };

  const existing = await cleanedParts(store, dataset, job);
  const key = upsertKey([...existing, incoming], roles);
  await job.pause();
  return { steps: chosen, incoming, cleaned, existing, upsert: planUpsert(existing, incoming.table, key, incoming.keep) };
}
