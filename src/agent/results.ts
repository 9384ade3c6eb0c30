/**
 * Did it work? People on the list against people kept aside at random, both measured by the same yardstick: an order in
 * the days after the decision, within the horizon, in files imported since. What was marked by hand is counted apart,
 * since nobody marks the others.
 *
 * Everybody on a list that was worked counts, reached or not (intention to treat): those who were reached are not like
 * those who were kept aside. A list on which nothing was ever marked does not count. A customer counts once, at the first
 * decision.
 */
import { newcombeDifference } from '../core/stats.ts';
import type { ActionKind, Decision, Outcome, ResultsSummary, Run } from '../core/work.ts';
import { anyDayWithin, latestOutcomes, type OrderDaysOf } from './outcome-label.ts';
import { peopleNeeded } from './sample-size.ts';

/** The difference that should be found, and the share that is kept aside when nobody says otherwise. */
const WORTH_FINDING = 0.1;
const USUAL_HOLDOUT = 0.1;

export interface ResultsInput {
  runs: readonly Run[];
  outcomes: readonly Outcome[];
  /** Absent for customer tables: then only the marks are counted. */
  orderDaysOf?: OrderDaysOf;
  /** Last day of the orders at hand. */
  lastDay?: number;
  horizonDays?: number;
}

interface Arm {
  people: number;
  returned: number;
}

/** The first decision of each customer that was drawn into an arm of a worked list and has days of orders after it. */
function firstDrawn(runs: readonly Run[], marked: ReadonlyMap<string, Outcome>, lastDay: number): Decision[] {
  const drawn = new Map<string, Decision>();
  for (const run of runs.toSorted((a, b) => a.at - b.at)) {
    if (run.asOfDay === undefined || run.asOfDay >= lastDay || !run.decisions.some((decision) => marked.has(decision.id))) continue;
    for (const decision of run.decisions) {
      if ((decision.arm === 'selected' || decision.arm === 'held-out') && !drawn.has(decision.customerId))
        drawn.set(decision.customerId, decision);
    }
  }
  return [...drawn.values()];
}

function count(arm: Arm, returned: boolean): void {
  arm.people++;
  if (returned) arm.returned++;
}

/** People on the list still needed for a 10-point difference, 80 times in 100; 0 when both arms are large enough. */
function contactsMissing(contacted: Arm, heldOut: Arm): number {
  const people = contacted.people + heldOut.people;
  const share = (contacted.returned + heldOut.returned + 1) / (people + 2);
  const higher = Math.min(1, share + WORTH_FINDING);
  const ratio = heldOut.people > 0 && contacted.people > 0 ? contacted.people / heldOut.people : (1 - USUAL_HOLDOUT) / USUAL_HOLDOUT;
  const needAside = peopleNeeded(higher - WORTH_FINDING, higher, ratio);
  const need = Math.ceil(needAside * ratio);
  return Math.max(0, need - contacted.people);
}

/** Both groups are followed for the same number of days within each run, so an unfinished horizon favours neither. */
export function summariseResults({ runs, outcomes, orderDaysOf, lastDay, horizonDays }: ResultsInput): ResultsSummary {
  const latest = latestOutcomes(outcomes);
  const contacted = { people: 0, returned: 0, reached: 0 };
  const heldOut: Arm = { people: 0, returned: 0 };
  const byAction = new Map<ActionKind, Arm>();
  if (orderDaysOf && lastDay !== undefined && horizonDays !== undefined) {
    for (const decision of firstDrawn(runs, latest, lastDay)) {
      const from = decision.asOfDay ?? lastDay;
      const returned = anyDayWithin(orderDaysOf(decision.customerId), from, from + horizonDays);
      if (decision.arm === 'held-out') {
        count(heldOut, returned);
        continue;
      }
      count(contacted, returned);
      if (latest.has(decision.id)) contacted.reached++;
      if (decision.action === 'none') continue;
      const arm = byAction.get(decision.action) ?? { people: 0, returned: 0 };
      byAction.set(decision.action, arm);
      count(arm, returned);
    }
  }
  const marked: ResultsSummary['marked'] = { 'came-back': 0, 'not-interested': 0, 'no-answer': 0, done: 0 };
  for (const outcome of latest.values()) marked[outcome.kind]++;

  const neededMore = contactsMissing(contacted, heldOut);
  const summary: ResultsSummary = {
    contacted,
    heldOut,
    neededMore,
    marked,
    byAction: [...byAction].map(([action, arm]) => ({ action, ...arm })),
  };
  const lift = newcombeDifference(contacted.returned, contacted.people, heldOut.returned, heldOut.people);
  if (neededMore === 0 && lift.value !== null && lift.low !== null && lift.high !== null)
    summary.lift = { value: lift.value, low: lift.low, high: lift.high };
  return summary;
}
