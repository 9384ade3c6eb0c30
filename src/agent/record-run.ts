/** A run as it is kept: what was seen and chosen for each customer, and one open task for each person on the list. */
import { AppError } from '../core/errors.ts';
import type { FeatureSpec } from '../core/features.ts';
import type { Decision, Playbook, Reason, Rule, Run, Task } from '../core/work.ts';
import type { Candidate, Choice } from './decide.ts';
import { orderReasons } from './reason-order.ts';

/** How a chance (or an amount) comes about: `start` plus the parts is the customer's number. */
export interface Explanation {
  start: number;
  parts: Reason[];
  fromAverage?: true;
}

export interface DecisionFacts {
  modelId: string;
  playbookVersion: number;
  /** The day the facts speak of; absent without dates. */
  asOfDay?: number;
  now: number;
}

export interface RunFacts extends Omit<DecisionFacts, 'playbookVersion'> {
  datasetId: string;
  playbook: Playbook;
  inputKey: string;
  seed: number;
  features: FeatureSpec[];
  scored: number;
  expected: Run['expected'];
  drift?: Run['drift'];
}

/** Largest gap allowed between a number and the sum of its parts. */
export const SUM_TOLERANCE = 1e-9;
const DAY_MS = 86_400_000;

/** @throws AppError internal when the parts of an explanation do not add up. */
function assertAddsUp(customerId: string, total: number, parts: number): void {
  const gap = Math.abs(total - parts);
  if (!(gap <= SUM_TOLERANCE * Math.max(1, Math.abs(total))))
    throw new AppError('internal', { message: `reasons of ${customerId} miss the chance by ${gap}` });
}

/** What was seen and chosen for one customer. Errors: `internal` (reasons that do not add up to the number they explain). */
export function decisionOf(
  facts: DecisionFacts,
  candidate: Candidate,
  choice: Omit<Choice, 'candidate'>,
  { start, parts, fromAverage }: Explanation,
  ids: { decision: string; run: string },
): Decision {
  const said = orderReasons(parts);
  const told = said.reasons.reduce((sum, reason) => sum + reason.effect, start + said.otherEffect);
  assertAddsUp(candidate.id, candidate.chance ?? candidate.predicted, told);
  return {
    id: ids.decision,
    runId: ids.run,
    customerId: candidate.id,
    name: candidate.name,
    at: facts.now,
    modelId: facts.modelId,
    playbookVersion: facts.playbookVersion,
    chance: candidate.chance,
    predicted: candidate.predicted,
    value: choice.value,
    expectedValue: choice.expectedValue,
    ruleId: choice.rule?.id ?? null,
    ruleVersion: choice.rule?.version ?? null,
    action: choice.action,
    arm: choice.arm,
    propensity: choice.propensity,
    rank: choice.rank,
    start,
    ...(fromAverage && { fromAverage }),
    ...said,
    losing: choice.losing,
    saw: Array.from(candidate.features, (value) => (Number.isNaN(value) ? null : value)),
    ...(facts.asOfDay !== undefined && { asOfDay: facts.asOfDay }),
  };
}

function taskOf(decision: Decision, { phone, email }: Candidate, rule: Rule, rank: number, ids: { task: string; dataset: string }): Task {
  return {
    id: ids.task,
    runId: decision.runId,
    decisionId: decision.id,
    datasetId: ids.dataset,
    customerId: decision.customerId,
    name: decision.name,
    ...(phone && { phone }),
    ...(email && { email }),
    action: rule.do.action,
    ...(rule.do.templateId && { templateId: rule.do.templateId }),
    state: 'open',
    dueAt: decision.at + rule.do.dueDays * DAY_MS,
    createdAt: decision.at,
    updatedAt: decision.at,
    rank,
  };
}

/**
 * `explanations[i]` belongs to `choices[i]`. `newId` gives a fresh random id on each call.
 * Errors: `internal` (reasons that do not add up).
 */
export function recordRun(
  facts: RunFacts,
  candidates: readonly Candidate[],
  choices: readonly Choice[],
  explanations: readonly Explanation[],
  newId: () => string,
): { run: Run; tasks: Task[] } {
  const { playbook, datasetId, now, asOfDay } = facts;
  const runId = newId();
  const tasks: Task[] = [];
  const decisions = choices.map((choice, i) => {
    const candidate = candidates[choice.candidate];
    const ids = { decision: newId(), run: runId };
    const decision = decisionOf({ ...facts, playbookVersion: playbook.version }, candidate, choice, explanations[i], ids);
    if (choice.arm === 'selected' && choice.rule && choice.rank !== null)
      tasks.push(taskOf(decision, candidate, choice.rule, choice.rank, { task: newId(), dataset: datasetId }));
    return decision;
  });
  const run: Run = {
    id: runId,
    datasetId,
    modelId: facts.modelId,
    playbookId: playbook.id,
    playbookVersion: playbook.version,
    at: now,
    ...(asOfDay !== undefined && { asOfDay }),
    seed: facts.seed,
    inputKey: facts.inputKey,
    features: facts.features,
    scored: facts.scored,
    decisions,
    heldOut: choices.filter((choice) => choice.arm === 'held-out').length,
    expected: facts.expected,
    ...(facts.drift && facts.drift.length > 0 && { drift: facts.drift }),
  };
  return { run, tasks };
}
