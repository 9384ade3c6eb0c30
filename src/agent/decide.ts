/**
 * Who gets contacted: everybody in order of expected value, first matching rule wins, the list is filled to the capacity.
 * On the way a fixed share is kept aside at random, and the next in line takes the place. Pure and total: the same input
 * gives the same output, in whatever order the customers come.
 */
import { featureKey } from '../core/feature-key.ts';
import type { FeatureSpec } from '../core/features.ts';
import { median } from '../core/stats.ts';
import type { ActionKind, Decision, LosingRule, Playbook, Rule } from '../core/work.ts';
import type { FactOf } from './condition.ts';
import type { ContactHistory } from './contact-history.ts';
import { holdoutShare, isHeldOut } from './holdout.ts';
import { matchRules } from './rule.ts';

/** One customer as scored. */
export interface Candidate {
  id: string;
  name: string;
  phone?: string;
  email?: string;
  /** null for a question about an amount. */
  chance: number | null;
  predicted: number;
  /** Spent, or worth, so far; NaN when not known. */
  value: number;
  /** In the order of `DecideInput.features`, real units, NaN = missing. */
  features: ArrayLike<number>;
}

export interface DecideInput {
  candidates: readonly Candidate[];
  features: readonly FeatureSpec[];
  playbook: Playbook;
  history: ContactHistory;
  now: number;
  /** Keeps the same people aside from run to run. */
  salt: string;
  /** How many that are not on the list are remembered. */
  keepOthers?: number;
}

/** What was chosen for one customer. */
export interface Choice {
  /** Index into `candidates`. */
  candidate: number;
  arm: Decision['arm'];
  rule: Rule | null;
  action: ActionKind | 'none';
  propensity: number;
  /** 1-based place on the list; null when not on it. */
  rank: number | null;
  /** As used for the order: never NaN. */
  value: number;
  expectedValue: number;
  losing: LosingRule[];
}

export const KEPT_OTHERS = 200;
const DAY_MS = 86_400_000;

interface InLine {
  candidate: number;
  id: string;
  value: number;
  expectedValue: number;
}

/** What each is worth, as used for the order of the list: an unknown value counts as the middle one, or as 1 where none is known. */
export function usedValues(candidates: readonly Candidate[]): Float64Array {
  const values = Float64Array.from(candidates, (candidate) => candidate.value);
  const middle = median(values);
  const typical = Number.isNaN(middle) ? 1 : middle;
  return values.map((value) => (Number.isNaN(value) ? typical : value));
}

/** Highest expected value first, ties by customer id, one entry per customer. Expected value: chance x value, or the predicted amount. */
export function queueOf(candidates: readonly Candidate[]): InLine[] {
  const values = usedValues(candidates);
  const queue = candidates.map(({ id, chance, predicted }, i): InLine => {
    return { candidate: i, id, value: values[i], expectedValue: chance === null ? predicted : chance * values[i] };
  });
  const height = (entry: InLine) => (Number.isNaN(entry.expectedValue) ? -Infinity : entry.expectedValue);
  queue.sort((a, b) => height(b) - height(a) || (a.id < b.id ? -1 : Number(a.id > b.id)));
  const seen = new Set<string>();
  return queue.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function factsOf(candidate: Candidate, columns: ReadonlyMap<string, number>, { history, now }: DecideInput): FactOf {
  const known = (value: number | null | undefined) => (value === undefined || value === null || Number.isNaN(value) ? null : value);
  const state = history.of.get(candidate.id);
  return (field) => {
    switch (field) {
      case 'chance':
        return known(candidate.chance);
      case 'value':
        return known(candidate.value);
      case 'has-open-task':
        return state?.hasOpenTask ? 1 : 0;
      case 'said-stop':
        return state?.saidStop ? 1 : 0;
      case 'days-since-contact':
        return state?.lastContactAt === undefined ? null : Math.max(0, Math.floor((now - state.lastContactAt) / DAY_MS));
      default: {
        const column = columns.get(field.slice('feature:'.length));
        return column === undefined ? null : known(candidate.features[column]);
      }
    }
  };
}

function columnsOf(features: DecideInput['features']): Map<string, number> {
  return new Map(features.map((feature, i) => [featureKey(feature), i]));
}

/** Indexes of the candidates whom no `never` rule claims: those the list is drawn from. */
export function contactable(input: DecideInput): number[] {
  const columns = columnsOf(input.features);
  const never = input.playbook.rules.filter((rule) => rule.do.action === 'never');
  return input.candidates.flatMap((candidate, i) =>
    matchRules(never, factsOf(candidate, columns, input)).matching.length === 0 ? [i] : [],
  );
}

/** Choices for the list, those kept aside, and the next `keepOthers` in line, in the order of the queue. */
export function decide(input: DecideInput): Choice[] {
  const { candidates, features, playbook, history, salt, keepOthers = KEPT_OTHERS } = input;
  const columns = columnsOf(features);
  const share = holdoutShare(playbook.holdout);
  const places = Math.max(0, playbook.capacity - history.takenToday);
  const usedByRule = new Map<string, number>();
  const choices: Choice[] = [];
  let selected = 0;
  let others = 0;

  for (const { candidate: index, value, expectedValue } of queueOf(candidates)) {
    if (selected >= places && others >= keepOthers) break;
    const candidate = candidates[index];
    const { matching, losing } = matchRules(playbook.rules, factsOf(candidate, columns, input));
    const hasRoom = (rule: Rule) => rule.limit === undefined || (usedByRule.get(rule.id) ?? 0) < rule.limit;
    const rule = matching.find((match) => match.do.action === 'never' || hasRoom(match)) ?? null;
    const place = rule ? matching.indexOf(rule) : matching.length;
    losing.push(...matching.slice(0, place).map((match): LosingRule => ({ ruleId: match.id, because: 'limit' })));
    losing.push(...matching.slice(place + 1).map((match): LosingRule => ({ ruleId: match.id, because: 'later' })));
    const choice: Choice = {
      candidate: index,
      arm: 'not-selected',
      rule,
      action: rule?.do.action ?? 'none',
      propensity: 1,
      rank: null,
      value,
      expectedValue,
      losing,
    };

    if (rule?.do.action === 'never') choice.arm = 'excluded';
    else if (rule && !history.of.get(candidate.id)?.hasOpenTask && selected < places) {
      const heldOut = isHeldOut(candidate.id, salt, share);
      choice.arm = heldOut ? 'held-out' : 'selected';
      choice.propensity = heldOut ? share : 1 - share;
      if (!heldOut) {
        choice.rank = ++selected;
        usedByRule.set(rule.id, (usedByRule.get(rule.id) ?? 0) + 1);
      }
    }
    if (choice.arm === 'not-selected' || choice.arm === 'excluded') {
      if (others >= keepOthers) continue;
      others++;
    }
    choices.push(choice);
  }
  return choices;
}
