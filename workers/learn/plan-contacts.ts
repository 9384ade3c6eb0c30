/** What contacting so many of the test customers would have brought. */
import { contactPlan } from '../../src/insight/contact-plan.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { scoresOf } from './base-facts.ts';
import { learnedOf } from './learned-of.ts';
import type { Job } from './load-base.ts';

type Plan = LearnCalls['planContacts'];

/** Errors: those of `learnedOf`, `column-missing`, `bad-parameter`. */
export async function planContacts(store: Store, { modelId, capacity, terms }: Plan['args'], job: Job): Promise<Plan['result']> {
  const { model, loaded, rows } = await learnedOf(store, modelId, job);
  const scores = scoresOf(loaded.base, model);
  await job.pause();
  return contactPlan(model, rows, scores, capacity, terms);
}
