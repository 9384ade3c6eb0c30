/** Everybody as the Customers screen lists them, and one person with all that is known. */
import { decisionOf } from '../../src/agent/record-run.ts';
import { AppError } from '../../src/core/errors.ts';
import { featureKey } from '../../src/core/feature-key.ts';
import type { OrderFact } from '../../src/core/features.ts';
import { columnOf } from '../../src/core/matrix.ts';
import type { Decision, Task } from '../../src/core/work.ts';
import { customerHistory, customerCells } from '../../src/insight/customer-history.ts';
import type { CustomerBase } from '../../src/insight/customer-base.ts';
import { customerPage } from '../../src/insight/customer-page.ts';
import type { Scores } from '../../src/insight/score-base.ts';
import type { CustomerDetail, CustomerPage, CustomerRow, LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel, scoresOf } from './base-facts.ts';
import { undecided } from './decide-list.ts';
import { loadBase, type Job } from './load-base.ts';
import { workRecords } from './work-records.ts';

type Person = CustomerRow & { phone?: string; email?: string };

/** Errors: `not-found`, `damaged`. */
export async function pageCustomers(
  store: Store,
  { datasetId, modelId, ...query }: LearnCalls['customers']['args'],
  job: Job,
): Promise<CustomerPage> {
  const { base } = await loadBase(store, datasetId, job);
  const scores = modelId === undefined ? undefined : scoresOf(base, await requireModel(store, modelId));
  const { tasks } = await workRecords(store, datasetId);
  const { from, total, rows } = customerPage(people(base, scores, tasks), query);
  return { from, total, rows: rows.map(({ phone: _, email: __, ...row }) => row) };
}

/** Errors: `not-found` (no such customer, or model), `damaged`. */
export async function showCustomer(
  store: Store,
  { datasetId, modelId, id }: LearnCalls['customer']['args'],
  job: Job,
): Promise<CustomerDetail> {
  const { base } = await loadBase(store, datasetId, job);
  const row = base.facts.ids.indexOf(id);
  if (row < 0) throw new AppError('not-found');
  const model = modelId === undefined ? undefined : await requireModel(store, modelId);
  const scores = model && scoresOf(base, model);
  const { tasks, runs } = await workRecords(store, datasetId);
  const asOfDay = base.facts.asOfDay;
  const recorded = runs
    .filter((run) => run.modelId === modelId && run.asOfDay === asOfDay)
    .flatMap((run) => run.decisions)
    .findLast((decision) => decision.customerId === id);
  const made = model && scores && !recorded ? undecided(base, model, scores, row) : undefined;
  const fresh = made && { ...made, model };
  return {
    ...personOf(base, scores, row, actionsOf(tasks)),
    decision: recorded ?? freshDecision(base, row, fresh),
    history: base.lines ? customerHistory(base.lines, row) : [],
    cells: customerCells(base, row),
  };
}

function freshDecision(
  base: CustomerBase,
  row: number,
  made: (ReturnType<typeof undecided> & { model?: { id: string } }) | undefined,
): Decision {
  const { ids, names, value, asOfDay } = base.facts;
  const candidate = made?.candidate ?? { id: ids[row], name: names[row], chance: null, predicted: NaN, value: value[row], features: [] };
  const choice = {
    arm: 'not-selected' as const,
    rule: null,
    action: 'none' as const,
    propensity: 1,
    rank: null,
    value: candidate.value,
    expectedValue: (candidate.chance ?? NaN) * candidate.value,
    losing: [],
  };
  const facts = { modelId: made?.model?.id ?? '', playbookVersion: 0, asOfDay, now: Date.now() };
  if (!made)
    return {
      ...decisionOf(facts, { ...candidate, predicted: 0 }, choice, { start: 0, parts: [] }, { decision: '', run: '' }),
      predicted: NaN,
    };
  return decisionOf(facts, candidate, choice, made.explanation, { decision: '', run: '' });
}

function people(base: CustomerBase, scores: Scores | undefined, tasks: readonly Task[]): Person[] {
  const actions = actionsOf(tasks);
  return base.facts.ids.map((_, row) => personOf(base, scores, row, actions));
}

/** Customer -> what is to be done next. */
function actionsOf(tasks: readonly Task[]): Map<string, Task['action']> {
  return new Map(tasks.filter(({ state }) => state === 'open' || state === 'later').map((task) => [task.customerId, task.action]));
}

function personOf(
  { facts, phones, emails }: CustomerBase,
  scores: Scores | undefined,
  row: number,
  actions: ReadonlyMap<string, Task['action']>,
): Person {
  const { features, x, asOfDay, value } = facts;
  const factOf = (fact: OrderFact): number | undefined => {
    const j = features.findIndex((feature) => feature.kind === 'order-fact' && featureKey(feature) === fact);
    return j < 0 ? undefined : columnOf(x, j)[row];
  };
  const recency = factOf('recency');
  const predicted = scores?.predicted[row] ?? NaN;
  const person: Person = { id: facts.ids[row], name: facts.names[row], chance: scores?.isChance ? predicted : null, predicted };
  if (asOfDay !== undefined && recency !== undefined) person.lastDay = asOfDay - recency;
  const orders = factOf('frequency');
  if (orders !== undefined) person.orders = orders;
  if (!Number.isNaN(value[row])) person.spent = value[row];
  const next = actions.get(person.id);
  if (next) person.next = next;
  if (phones[row]) person.phone = phones[row];
  if (emails[row]) person.email = emails[row];
  return person;
}
