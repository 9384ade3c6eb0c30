/**
 * What an outcome teaches. A customer who was contacted and answered is a training row: the facts as they were seen at the
 * decision, and the answer.
 *
 * | marked          | may leave (1 = lost) | may buy (1 = buys) |
 * | came-back       | 0                    | 1                  |
 * | not-interested  | 1                    | 0                  |
 * | done, no-answer | by the orders: 0 with one in the horizon, 1 without once it is over, until then nothing |
 *
 * Targets with another meaning, and amounts, take no labels from outcomes: "came back" does not answer them.
 */
import { featureKey } from '../core/feature-key.ts';
import type { FeatureSpec } from '../core/features.ts';
import { matrix, type Matrix } from '../core/matrix.ts';
import type { Question } from '../core/recipe.ts';
import type { Decision, Outcome, OutcomeKind, Run } from '../core/work.ts';

/** Days of a customer's orders, in any order; empty or absent when there are none. */
export type OrderDaysOf = (customerId: string) => ArrayLike<number> | undefined;

export interface OutcomeRows {
  customerIds: string[];
  /** One row per outcome that says something, columns as asked for (NaN where that fact was not seen). */
  x: Matrix;
  y: Float64Array;
}

/** True when one of the days lies in (from, to]. */
export function anyDayWithin(days: ArrayLike<number> | undefined, from: number, to: number): boolean {
  for (let i = 0; i < (days?.length ?? 0); i++) if (days && days[i] > from && days[i] <= to) return true;
  return false;
}

/** NaN: says nothing (yet). `lastDay`: last day of the orders at hand. */
export function labelOf(
  kind: OutcomeKind,
  question: Question,
  decision: Pick<Decision, 'customerId' | 'asOfDay'>,
  orderDaysOf?: OrderDaysOf,
  lastDay?: number,
): number {
  const asksLeave = question.kind === 'will-not-return' || (question.kind === 'yes-no' && question.meaning === 'leave');
  const asksBuy = question.kind === 'yes-no' && question.meaning === 'buy';
  if (!asksLeave && !asksBuy) return NaN;
  if (kind === 'came-back') return asksLeave ? 0 : 1;
  if (kind === 'not-interested') return asksLeave ? 1 : 0;
  if (question.kind !== 'will-not-return' || decision.asOfDay === undefined || lastDay === undefined) return NaN;
  const end = decision.asOfDay + question.horizonDays;
  if (anyDayWithin(orderDaysOf?.(decision.customerId), decision.asOfDay, end)) return 0;
  return lastDay >= end ? 1 : NaN;
}

/** The latest outcome of each decision that was not taken back. */
export function latestOutcomes(outcomes: readonly Outcome[]): Map<string, Outcome> {
  const latest = new Map<string, Outcome>();
  for (const outcome of outcomes) {
    if (outcome.undone) continue;
    const before = latest.get(outcome.decisionId);
    if (!before || before.at <= outcome.at) latest.set(outcome.decisionId, outcome);
  }
  return latest;
}

/** Training rows from what was marked, in the order of runs and decisions, under the feature columns asked for. */
export function outcomeRows(
  runs: readonly Run[],
  outcomes: readonly Outcome[],
  features: readonly FeatureSpec[],
  question: Question,
  orderDaysOf?: OrderDaysOf,
  lastDay?: number,
): OutcomeRows {
  const latest = latestOutcomes(outcomes);
  const found: { decision: Decision; columns: Map<string, number>; label: number }[] = [];
  for (const run of runs) {
    const columns = new Map(run.features.map((feature, i) => [featureKey(feature), i]));
    for (const decision of run.decisions) {
      const outcome = latest.get(decision.id);
      const label = outcome ? labelOf(outcome.kind, question, decision, orderDaysOf, lastDay) : NaN;
      if (!Number.isNaN(label)) found.push({ decision, columns, label });
    }
  }
  const x = matrix(found.length, features.length);
  features.forEach((feature, j) => {
    const key = featureKey(feature);
    found.forEach(({ decision, columns }, i) => {
      const column = columns.get(key);
      x.values[j * x.rows + i] = (column === undefined ? null : decision.saw[column]) ?? NaN;
    });
  });
  return { customerIds: found.map(({ decision }) => decision.customerId), x, y: Float64Array.from(found, ({ label }) => label) };
}
