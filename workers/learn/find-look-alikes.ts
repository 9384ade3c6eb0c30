/** Customers who look like the same person, for the review queue. What was answered before teaches. */
import { AppError } from '../../src/core/errors.ts';
import { customerBase } from '../../src/insight/customer-base.ts';
import { lookAlikes, type LookAlikes } from '../../src/insight/same-person.ts';
import type { Store } from '../../src/store/contract.ts';
import { loadRows, type Job } from './load-base.ts';
import { samePerson } from './same-person-record.ts';

/** Errors: `not-found`, `damaged`, `no-usable-rows`, `column-missing`, `cancelled`. */
export async function findLookAlikes(store: Store, { datasetId }: { datasetId: string }, job: Job): Promise<LookAlikes> {
  const dataset = await store.get('dataset', datasetId);
  if (!dataset) throw new AppError('not-found');
  // As in the files: merged customers have to be seen apart to learn from them.
  const base = customerBase(await loadRows(store, dataset, job), dataset.recipe.roles);
  const { judgements } = await samePerson(store, datasetId);
  const search = lookAlikes(base, judgements);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
    if (step.value) job.progress({ ...step.value, rows: base.facts.ids.length });
    await job.pause();
  }
}
