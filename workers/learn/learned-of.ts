/** The rows a kept model was learned from and tested on, worked out once for as long as the base is in memory. */
import type { StoredModel } from '../../src/core/model-card.ts';
import type { CustomerBase } from '../../src/insight/customer-base.ts';
import { learnedRows, type LearnedRows } from '../../src/insight/learned-rows.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel } from './base-facts.ts';
import { learningRows } from './learning-rows.ts';
import { loadBase, type Job, type LoadedBase } from './load-base.ts';

const found = new WeakMap<CustomerBase, { modelId: string; rows: LearnedRows }>();

/** Errors: `not-found`, `model-outdated`, those of `loadBase`. */
export async function learnedOf(
  store: Store,
  modelId: string,
  job: Job,
): Promise<{ model: StoredModel; loaded: LoadedBase; rows: LearnedRows }> {
  const model = await requireModel(store, modelId);
  const loaded = await loadBase(store, model.card.datasetId, job);
  const known = found.get(loaded.base);
  if (known?.modelId === modelId) return { model, loaded, rows: known.rows };
  const { rows: all, outcomes } = await learningRows(store, loaded, model.card.question);
  await job.pause();
  const rows = learnedRows(model, all, outcomes);
  found.set(loaded.base, { modelId, rows });
  return { model, loaded, rows };
}
