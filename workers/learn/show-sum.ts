/** A fact of one customer, down to the cells of the file. */
import { AppError } from '../../src/core/errors.ts';
import { factSum } from '../../src/insight/fact-sum.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { loadBase, type Job } from './load-base.ts';

type Call = LearnCalls['factSum'];

/** Errors: `not-found`, those of `loadBase`. */
export async function showSum(store: Store, { datasetId, id, feature }: Call['args'], job: Job): Promise<Call['result']> {
  const { base } = await loadBase(store, datasetId, job);
  const customer = base.facts.ids.indexOf(id);
  if (customer < 0) throw new AppError('not-found');
  return factSum(base, customer, feature);
}
