/** Did the lists help? */
import { summariseResults } from '../../src/agent/results.ts';
import type { ResultsSummary } from '../../src/core/work.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { orderDays } from './base-facts.ts';
import { loadBase, type Job } from './load-base.ts';
import { workRecords } from './work-records.ts';

/** Errors: `not-found`, `damaged`. */
export async function sumResults(store: Store, { datasetId }: LearnCalls['results']['args'], job: Job): Promise<ResultsSummary> {
  const { dataset, base } = await loadBase(store, datasetId, job);
  const { runs, outcomes } = await workRecords(store, datasetId);
  const { question } = dataset.recipe;
  return summariseResults({
    runs,
    outcomes,
    orderDaysOf: orderDays(base),
    lastDay: base.facts.asOfDay,
    horizonDays: question?.kind === 'will-not-return' ? question.horizonDays : undefined,
  });
}
