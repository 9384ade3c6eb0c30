/** A run as it is kept: what was seen and chosen for each customer, and one open task for each person on the list. */
import { AppError } from '../core/errors.ts';
import type { FeatureSpec } from '../core/features.ts';
import type { Decision, Playbook, Reason, Run, Task } from '../core/work.ts';
import type { Candidate, Choice } from './decide.ts';
import { orderReasons } from './reason-order.ts';

/** How a chance (or an amount) comes about: `start` plus the parts is the customer's number. */
export interface Explanation {
  start: number;
  parts: Reason[];
}

export interface RunFacts {
  datasetId: string;
  modelId: string;
  playbook: Playbook;
  inputKey: string;
  asOfDay?: number;
  seed: number;
  now: number;
  features: FeatureSpec[];
  scored: number;
  expected: Run['expected'];
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

/**
 * `explanations[i]` belongs to `choices[i]`. `newId` gives a fresh random id on each call.
 */
export function recordRun(
  facts: RunFacts,
  candidates: readonly Candidate[],
  choices: readonly Choice[],
  explanations: readonly Explanation[],
  newId: () => string,
): { run: Run; tasks: Task[] } {
  const { playbook, now, datasetId } = facts;
  const runId = newId();
  const tasks: Task[] = [];
  const decisions = choices.map((choice, i): Decision => {
    const candidate = candidates[choice.candidate];
    const { start, parts } = explanations[i];
    const said = orderReasons(parts);
    const told = said.reasons.reduce((sum, reason) => sum + reason.effect, start + said.otherEffect);
    assertAddsUp(candidate.id, candidate.chance ?? candidate.predicted, told);
    const decision: Decision = {
      id: newId(),
      runId,
      customerId: candidate.id,
      name: candidate.name,
      at: now,
      modelId: facts.modelId,
      playbookVersion: playbook.version,
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
      ...said,
      losing: choice.losing,
      saw: Array.from(candidate.features, (value) => (Number.isNaN(value) ? null : value)),
    };
    if (facts.asOfDay !== undefined) decision.asOfDay = facts.asOfDay;
    if (choice.arm === 'selected' && choice.rule && choice.rank !== null) {
      const task: Task = {
        id: newId(),
        runId,
        decisionId: decision.id,
        datasetId,
        customerId: candidate.id,
        name: candidate.name,
        action: choice.rule.do.action,
        state: 'open',
        dueAt: now + choice.rule.do.dueDays * DAY_MS,
        createdAt: now,
        updatedAt: now,
        rank: choice.rank,
      };
      if (candidate.phone) task.phone = candidate.phone;
      if (candidate.email) task.email = candidate.email;
      if (choice.rule.do.templateId) task.templateId = choice.rule.do.templateId;
      tasks.push(task);
    }
    return decision;
  });
  const run: Run = {
    id: runId,
    datasetId,
    modelId: facts.modelId,
    playbookId: playbook.id,
    playbookVersion: playbook.version,
    at: now,
    seed: facts.seed,
    inputKey: facts.inputKey,
    features: facts.features,
    scored: facts.scored,
    decisions,
    heldOut: choices.filter((choice) => choice.arm === 'held-out').length,
    expected: facts.expected,
  };
  if (facts.asOfDay !== undefined) run.asOfDay = facts.asOfDay;
  return { run, tasks };
}
