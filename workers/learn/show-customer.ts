/** One person with all that is known: facts, orders, cells, and the decision with its reasons. */
import type { Choice } from '../../src/agent/decide.ts';
import { decisionOf } from '../../src/agent/record-run.ts';
import { AppError } from '../../src/core/errors.ts';
import type { StoredModel } from '../../src/core/model-card.ts';
import type { Decision } from '../../src/core/work.ts';
import type { CustomerBase } from '../../src/insight/customer-base.ts';
import { customerCells, customerHistory } from '../../src/insight/customer-history.ts';
import { explainScores, type Scores } from '../../src/insight/score-base.ts';
import type { CustomerDetail, LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel, scoresOf } from './base-facts.ts';
import { candidateOf } from './candidate-of.ts';
import { loadBase, type Job } from './load-base.ts';
import { peopleOf } from './people.ts';
import { workRecords, type WorkRecords } from './work-records.ts';

type Customer = LearnCalls['customer'];

/** Two numbers of one customer are the same number within this. */
const SAME = 1e-9;

/** Errors: `not-found` (no such customer, or model), `damaged`. */
export async function showCustomer(store: Store, { datasetId, modelId, id }: Customer['args'], job: Job): Promise<CustomerDetail> {
  const { base } = await loadBase(store, datasetId, job);
  const row = base.facts.ids.indexOf(id);
  if (row < 0) throw new AppError('not-found');
  const model = modelId === undefined ? undefined : await requireModel(store, modelId);
  const scores = model && scoresOf(base, model);
  const records = await workRecords(store, datasetId);
  const recorded = scores && recordedDecision(records, id, modelId, scores.predicted[row]);
  return {
    ...peopleOf(base, scores, records.tasks)[row],
    decision: recorded ?? (model && scores ? scoredDecision(base, model, scores, row) : unscoredDecision(base, row)),
    history: base.lines ? customerHistory(base.lines, row) : [],
    cells: customerCells(base, row),
  };
}

/** The decision behind the open task, else the latest, as long as it was made by this model from what is known today. */
function recordedDecision({ runs, tasks }: WorkRecords, id: string, modelId: string | undefined, predicted: number): Decision | undefined {
  const own = runs
    .filter((run) => run.modelId === modelId)
    .flatMap((run) => run.decisions)
    .filter((decision) => decision.customerId === id && Math.abs(decision.predicted - predicted) <= SAME);
  const open = new Set(tasks.filter((task) => task.state === 'open' || task.state === 'later').map((task) => task.decisionId));
  return own.find((decision) => open.has(decision.id)) ?? own.at(-1);
}

const NO_CHOICE: Omit<Choice, 'candidate' | 'value' | 'expectedValue'> = {
  arm: 'not-selected',
  rule: null,
  action: 'none',
  propensity: 1,
  rank: null,
  losing: [],
};
const NOT_RECORDED = { decision: '', run: '' };

/** Of a customer who is on no list: the number and its reasons, without a choice. */
function scoredDecision(base: CustomerBase, model: StoredModel, scores: Scores, row: number): Decision {
  const candidate = candidateOf(base, scores, row);
  const { value } = candidate;
  const choice = { ...NO_CHOICE, value, expectedValue: candidate.chance === null ? candidate.predicted : candidate.chance * value };
  const facts = { modelId: model.id, playbookVersion: 0, asOfDay: base.facts.asOfDay, now: Date.now() };
  return decisionOf(facts, candidate, choice, explainScores(model, scores, [row])[0], NOT_RECORDED);
}

/** Before a model is trained nothing is known but the value: `predicted` and `expectedValue` are NaN. */
function unscoredDecision({ facts: { ids, names, value, asOfDay } }: CustomerBase, row: number): Decision {
  const candidate = { id: ids[row], name: names[row], chance: null, predicted: 0, value: value[row], features: [] };
  const facts = { modelId: '', playbookVersion: 0, asOfDay, now: Date.now() };
  const choice = { ...NO_CHOICE, value: value[row], expectedValue: NaN };
  return { ...decisionOf(facts, candidate, choice, { start: 0, parts: [] }, NOT_RECORDED), predicted: NaN, start: NaN };
}
