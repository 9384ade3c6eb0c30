/** A scored customer as the agent sees them. */
import type { Candidate } from '../../src/agent/decide.ts';
import { rowOf } from '../../src/insight/align-features.ts';
import type { CustomerBase } from '../../src/insight/customer-base.ts';
import type { Scores } from '../../src/insight/score-base.ts';

/** Where an amount is predicted, that amount is what the customer is worth. */
export function candidateOf({ facts, phones, emails }: CustomerBase, { x, predicted, isChance }: Scores, row: number): Candidate {
  return {
    id: facts.ids[row],
    name: facts.names[row],
    phone: phones[row],
    email: emails[row],
    chance: isChance ? predicted[row] : null,
    predicted: predicted[row],
    value: isChance ? facts.value[row] : predicted[row],
    features: rowOf(x, row),
  };
}
