/** A model in a few rules. */
import { modelRules } from '../../src/insight/model-rules.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { learnedOf } from './learned-of.ts';
import type { Job } from './load-base.ts';

type State = LearnCalls['stateRules'];

/** Errors: those of `learnedOf`, `cancelled`. */
export async function stateRules(store: Store, { modelId }: State['args'], job: Job): Promise<State['result']> {
  const { model, rows } = await learnedOf(store, modelId, job);
  return modelRules(model, rows, job);
}
