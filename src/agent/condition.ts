/**
 * Whether a condition holds for a customer, in three-valued logic (Kleene): a missing value makes a comparison unknown,
 * and what is unknown never fires.
 */
import type { Condition, RuleField } from '../core/work.ts';

export type Truth = 'true' | 'false' | 'unknown';

/** Looks up a fact of one customer; null: not known. */
export type FactOf = (field: RuleField) => number | null;

export interface Verdict {
  truth: Truth;
  /** The first comparison that kept the condition from holding, with the value seen; absent when it held. */
  failed?: { field: RuleField; saw: number | null };
}

type Comparison = Extract<Condition, { field: RuleField }>;

const OPERATORS: Record<Comparison['is'], (saw: number, than: number) => boolean> = {
  '>=': (saw, than) => saw >= than,
  '<=': (saw, than) => saw <= than,
  '>': (saw, than) => saw > than,
  '<': (saw, than) => saw < than,
  '=': (saw, than) => saw === than,
};

function compare({ field, is, than }: Comparison, factOf: FactOf): Verdict {
  const saw = factOf(field);
  if (saw === null || Number.isNaN(saw)) return { truth: 'unknown', failed: { field, saw: null } };
  return OPERATORS[is](saw, than) ? { truth: 'true' } : { truth: 'false', failed: { field, saw } };
}

/** The first comparison inside a condition, with the value seen: what speaks for a `not` that failed. */
function firstComparison(condition: Condition, factOf: FactOf): Verdict['failed'] {
  if ('field' in condition) return { field: condition.field, saw: factOf(condition.field) };
  const inner = 'not' in condition ? [condition.not] : 'all' in condition ? condition.all : condition.any;
  for (const part of inner) {
    const found = firstComparison(part, factOf);
    if (found) return found;
  }
  return undefined;
}

/** `all` of nothing is true, `any` of nothing is false. */
export function evaluate(condition: Condition, factOf: FactOf): Verdict {
  if ('field' in condition) return compare(condition, factOf);
  if ('not' in condition) {
    const inner = evaluate(condition.not, factOf);
    if (inner.truth === 'false') return { truth: 'true' };
    return { truth: inner.truth === 'true' ? 'false' : 'unknown', failed: inner.failed ?? firstComparison(condition.not, factOf) };
  }
  const parts = ('all' in condition ? condition.all : condition.any).map((part) => evaluate(part, factOf));
  const settles: Truth = 'all' in condition ? 'false' : 'true';
  const decided = parts.find((part) => part.truth === settles);
  if (decided) return decided;
  const open = parts.find((part) => part.truth === 'unknown');
  if (open) return open;
  return settles === 'false' ? { truth: 'true' } : { truth: 'false', failed: parts.find((part) => part.failed)?.failed };
}
