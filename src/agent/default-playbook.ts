/** The playbook a customer base starts with: whom to leave alone, whom to call, whom to write to. */
import type { Dataset } from '../core/dataset.ts';
import type { Question } from '../core/recipe.ts';
import { quantile } from '../core/stats.ts';
import type { ActionKind, Condition, Playbook, Rule, Template } from '../core/work.ts';
import { DEFAULT_TEMPLATES } from './default-templates.ts';

/** What the scored base looks like; without it the numbers are the general ones. `chance` NaN: not known. */
export interface BaseNumbers {
  chance: ArrayLike<number>;
  value: ArrayLike<number>;
}

export const DEFAULT_CAPACITY = 20;
export const DEFAULT_HOLDOUT = 0.1;
/** Days in which nobody is contacted twice. */
export const REST_DAYS = 30;
const CALL_CHANCE = 0.5;
const WRITE_CHANCE = 0.3;
/** Silent for this many times the question's own horizon: taken as gone already, not as somebody who may go. */
const GONE_HORIZONS = 2;

/** `value` with two significant digits, downwards: a number a person would write into a rule. */
function roundDown(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 0;
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / step) * step).toPrecision(2));
}

function rule(id: string, when: Condition, action: ActionKind, dueDays: number, templateId?: string): Rule {
  return { id, version: 1, on: true, when, do: templateId ? { action, templateId, dueDays } : { action, dueDays } };
}

/** How many have at least this chance. */
function atLeast(chance: ArrayLike<number>, least: number): number {
  let count = 0;
  for (let i = 0; i < chance.length; i++) if (chance[i] >= least) count++;
  return count;
}

/**
 * First never (nor those long gone: the riskiest are no longer there to be kept), then call the likely and valuable, then write to the likely. When too few fit to fill the list twice over
 * (some are kept aside, some were contacted lately), a last rule writes to anyone in order of expected value. `made.base`
 * sets the numbers; without it only the general ones are used.
 * The question about an amount knows no chance: the most valuable quarter is called, the rest written to.
 */
export function defaultPlaybook(
  dataset: Pick<Dataset, 'id' | 'recipe'>,
  lang: Template['lang'],
  question: Question | undefined,
  made: { id: string; now: number; base?: BaseNumbers; capacity?: number },
): Playbook {
  const { base, capacity = DEFAULT_CAPACITY } = made;
  const { email, phone } = dataset.recipe.roles;
  const write: ActionKind = phone && !email ? 'message' : 'email';
  const winsBack = question?.kind === 'will-not-return' || (question?.kind === 'yes-no' && question.meaning === 'leave');
  const templateId = winsBack ? 'win-back' : 'offer';
  const highValue = base ? roundDown(quantile(base.value, 0.75)) : 0;
  const worthACall: Condition[] = highValue > 0 ? [{ field: 'value', is: '>=', than: highValue }] : [];
  const rules = [
    rule(
      'never',
      {
        any: [
          { field: 'said-stop', is: '=', than: 1 },
          { field: 'days-since-contact', is: '<', than: REST_DAYS },
          { field: 'has-open-task', is: '=', than: 1 },
        ],
      },
      'never',
      0,
    ),
  ];
  if (question?.kind === 'will-not-return') {
    rules.push(rule('gone', { field: 'feature:recency', is: '>', than: GONE_HORIZONS * question.horizonDays }, 'never', 0));
  }
  if (question?.kind === 'amount') {
    if (worthACall.length > 0) rules.push(rule('call', { all: worthACall }, 'call', 1, templateId));
    rules.push(rule('anyone', { all: [] }, write, 3, templateId));
  } else {
    rules.push(rule('call', { all: [{ field: 'chance', is: '>=', than: CALL_CHANCE }, ...worthACall] }, 'call', 1, templateId));
    rules.push(rule('write', { field: 'chance', is: '>=', than: WRITE_CHANCE }, write, 3, templateId));
    if (!base || atLeast(base.chance, WRITE_CHANCE) < 2 * capacity) rules.push(rule('anyone', { all: [] }, write, 3, templateId));
  }
  const templates = DEFAULT_TEMPLATES.filter((template) => template.id === templateId);
  templates.sort((a, b) => Number(b.lang === lang) - Number(a.lang === lang));
  return { id: made.id, datasetId: dataset.id, version: 1, rules, templates, capacity, holdout: DEFAULT_HOLDOUT, updatedAt: made.now };
}
