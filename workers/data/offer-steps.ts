/** What could still be mended in a kept dataset, seen as its recipe leaves it. */
import { AppError } from '../../src/core/errors.ts';
import type { StepEffect } from '../../src/core/recipe.ts';
import { offeredSteps } from '../../src/data/suggest-steps.ts';
import type { DataCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { cleanedTable } from './cleaned-parts.ts';
import type { Job } from './stored-table.ts';

/** Errors: `not-found`, `damaged`, `cancelled`. */
export async function offerSteps(store: Store, { datasetId }: DataCalls['offer']['args'], job: Job): Promise<StepEffect[]> {
  const dataset = await store.get('dataset', datasetId);
  if (!dataset) throw new AppError('not-found');
  const table = await cleanedTable(store, dataset, job);
  await job.pause();
  // What was taken back is not offered once more.
  const known = dataset.recipe.steps.map(({ off: _, ...step }) => JSON.stringify(step));
  return offeredSteps(table, dataset.recipe.roles).filter(({ step }) => !known.includes(JSON.stringify(step)));
}
