/** Would more customers help? Learns the model in use anew from ever more of its rows. */
import { learnFromFewer as curveOf } from '../../src/insight/learn-from-fewer.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { learnedOf } from './learned-of.ts';
import type { Job } from './load-base.ts';

type Fewer = LearnCalls['learnFromFewer'];

/** Errors: those of `learnedOf`, `too-few-rows`, `cancelled`. */
export async function learnFromFewer(store: Store, { modelId }: Fewer['args'], job: Job): Promise<Fewer['result']> {
  const { model, loaded, rows } = await learnedOf(store, modelId, job);
  return curveOf(model, rows, loaded.dataset.recipe.steps, {
    signal: job.signal,
    pause: job.pause,
    now: () => performance.now(),
    onProgress: (done, total) => job.progress({ stage: 'learn', done, total }),
  });
}
