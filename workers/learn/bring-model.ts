/** A model from a file put to work for the customers at hand: kept beside the others under an id of its own. */
import { AppError } from '../../src/core/errors.ts';
import type { ModelCard, StoredModel } from '../../src/core/model-card.ts';
import { readModel } from '../../src/insight/model-import/read-model.ts';
import { scoreBase } from '../../src/insight/score-base.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { loadBase, type Job } from './load-base.ts';

type Bring = LearnCalls['bringModel'];

/**
 * Errors: `bad-model`, `newer-model`, `column-missing` (facts of the model that these customers do not have), those of
 * `loadBase`, `read-only-tab`, `cancelled`.
 */
export async function bringModel(store: Store, { datasetId, json, now }: Bring['args'], job: Job): Promise<ModelCard> {
  const read = readModel(json);
  const { base } = await loadBase(store, datasetId, job);
  const id = crypto.randomUUID();
  const model: StoredModel = { ...read, id, card: { ...read.card, id, datasetId, chosenAt: now } };
  const { predicted } = scoreBase(base, model);
  if (!predicted.every(Number.isFinite)) throw new AppError('bad-model', { path: 'model' });
  if (job.signal.aborted) throw new AppError('cancelled');
  await store.write([{ kind: 'model', put: model }]);
  return model.card;
}
