/** What would have to be otherwise about one customer for the chance to cross the list's cut. */
import { AppError } from '../../src/core/errors.ts';
import { rowOf } from '../../src/insight/align-features.ts';
import { whatIf } from '../../src/insight/what-if.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel, scoresOf } from './base-facts.ts';
import { loadBase, type Job } from './load-base.ts';

type Call = LearnCalls['whatIf'];

/** null: an amount is predicted, which has no cut. Errors: `not-found`, those of `loadBase` and `scoreBase`. */
export async function whatIfCustomer(store: Store, { datasetId, modelId, id, cut }: Call['args'], job: Job): Promise<Call['result']> {
  const { base } = await loadBase(store, datasetId, job);
  const row = base.facts.ids.indexOf(id);
  if (row < 0) throw new AppError('not-found');
  const model = await requireModel(store, modelId);
  if (model.card.question.kind === 'amount') return null;
  const { x } = scoresOf(base, model);
  return whatIf(model, x, rowOf(x, row), cut);
}
