/** How a model's answer moves with one fact, over the customers of today. */
import { factCurve } from '../../src/insight/fact-curve.ts';
import { predictorOf } from '../../src/insight/score-base.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel, scoresOf } from './base-facts.ts';
import { loadBase, type Job } from './load-base.ts';

type Trace = LearnCalls['traceFact'];

/** Errors: `not-found`, `column-missing`, `cancelled`, those of `loadBase`. */
export async function traceFact(store: Store, { modelId, feature }: Trace['args'], job: Job): Promise<Trace['result']> {
  const model = await requireModel(store, modelId);
  const { base } = await loadBase(store, model.card.datasetId, job);
  const { x, isChance } = scoresOf(base, model);
  const { seed } = model.card.split;
  const run = factCurve(predictorOf(model), model.encoder.features, x, feature, { isChance, seed });
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
    job.progress({ stage: 'predict', ...step.value });
    await job.pause();
  }
}
