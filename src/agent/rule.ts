/** Which rules speak for a customer, and why the others do not. */
import type { LosingRule, Rule } from '../core/work.ts';
import { evaluate, type FactOf } from './condition.ts';

export interface RuleMatches {
  /** Rules that hold, in the playbook's order. A `never` that holds stands alone: it wins wherever it stands in the list. */
  matching: Rule[];
  /** Rules that are off, that fail, or whose facts are missing. */
  losing: LosingRule[];
}

export function matchRules(rules: readonly Rule[], factOf: FactOf): RuleMatches {
  const matching: Rule[] = [];
  const losing: LosingRule[] = [];
  for (const rule of rules) {
    if (!rule.on) {
      losing.push({ ruleId: rule.id, because: 'off' });
      continue;
    }
    const { truth, failed } = evaluate(rule.when, factOf);
    if (truth === 'true') matching.push(rule);
    else losing.push({ ruleId: rule.id, because: truth === 'unknown' ? 'unknown' : 'condition', ...failed });
  }
  const never = matching.find((rule) => rule.do.action === 'never');
  if (!never) return { matching, losing };
  const overruled = matching.filter((rule) => rule !== never).map((rule): LosingRule => ({ ruleId: rule.id, because: 'later' }));
  return { matching: [never], losing: [...losing, ...overruled] };
}
