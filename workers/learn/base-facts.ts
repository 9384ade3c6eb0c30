/** What is worked out of a base once and asked for often: scores by the model in use, and the days on which people bought. */
import { AppError } from '../../src/core/errors.ts';
import type { StoredModel } from '../../src/core/model-card.ts';
import type { OrderDaysOf } from '../../src/agent/outcome-label.ts';
import { buyingDays } from '../../src/insight/buying-days.ts';
import type { CustomerBase } from '../../src/insight/customer-base.ts';
import { scoreBase, type Scores } from '../../src/insight/score-base.ts';
import type { Store } from '../../src/store/contract.ts';

const scored = new WeakMap<CustomerBase, { modelId: string; scores: Scores }>();
const bought = new WeakMap<CustomerBase, Map<string, Int32Array>>();

/** Errors: `not-found`. */
export async function requireModel(store: Store, modelId: string): Promise<StoredModel> {
  const model = await store.get('model', modelId);
  if (!model) throw new AppError('not-found');
  return model;
}

export function scoresOf(base: CustomerBase, model: StoredModel): Scores {
  const known = scored.get(base);
  if (known?.modelId === model.id) return known.scores;
  const scores = scoreBase(base, model);
  scored.set(base, { modelId: model.id, scores });
  return scores;
}

/** undefined for customer tables: they do not say who bought when. */
export function orderDays(base: CustomerBase): OrderDaysOf | undefined {
  if (!base.lines) return undefined;
  const days = bought.get(base) ?? buyingDays(base.lines);
  bought.set(base, days);
  return (customerId) => days.get(customerId);
}
