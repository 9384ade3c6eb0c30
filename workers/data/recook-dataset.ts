/** Other steps for a kept dataset: the files' chunks stay as they are, only the recipe and the counts change. */
import type { Dataset } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import { joinTables } from '../../src/data/take-rows.ts';
import type { DataCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { cleanedParts } from './cleaned-parts.ts';
import type { Job } from './stored-table.ts';
import { mergedTable } from './merged-table.ts';
import { tableFacts } from './table-facts.ts';

/** Errors: `not-found`, `no-usable-rows` (the steps would drop everything), `read-only-tab`, `stale-tab`, `cancelled`. */
export async function recookDataset(store: Store, { datasetId, steps }: DataCalls['recook']['args'], job: Job): Promise<Dataset> {
  const old = await store.get('dataset', datasetId);
  if (!old) throw new AppError('not-found');
  const recipe = { ...old.recipe, steps };
  const parts = await cleanedParts(store, { ...old, recipe }, job);
  await job.pause();
  const table = joinTables(parts);
  const { customers, lastDay } = tableFacts(await mergedTable(store, datasetId, table, recipe.roles), recipe.roles);
  const cleaning = parts.at(-1)?.effects ?? [];
  const dataset: Dataset = { ...old, recipe, rowCount: table.rowCount, customerCount: customers, lastDay, cleaning, updatedAt: Date.now() };
  if (job.signal.aborted) throw new AppError('cancelled');
  await store.write([{ kind: 'dataset', put: dataset }]);
  return dataset;
}
