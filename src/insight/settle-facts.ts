/** Facts about orders that follow from others: when some are changed by hand, the rest is worked out anew. */
import type { FeatureSpec, OrderFact } from '../core/features.ts';

const WHOLE: ReadonlySet<OrderFact> = new Set(['recency', 'frequency', 'tenure', 'recent-orders', 'products', 'returns']);

/** Counts of orders and of days between days. */
export function isWholeFact(feature: FeatureSpec): boolean {
  return feature.kind === 'order-fact' && WHOLE.has(feature.fact);
}

/**
 * A row whose following facts fit the others: lateness = recency / usual gap, average order = money / orders. Only where one
 * of those was changed: of a customer as they are nothing moves, a mean that does not count returns included.
 */
export function settleFacts(features: readonly FeatureSpec[], start: ArrayLike<number>, changed: Float64Array): Float64Array {
  const row = changed.slice();
  const at = (fact: OrderFact) => features.findIndex((feature) => feature.kind === 'order-fact' && feature.fact === fact);
  const follow = (fact: OrderFact, over: OrderFact, under: OrderFact): void => {
    const [j, a, b] = [at(fact), at(over), at(under)];
    if (j < 0 || a < 0 || b < 0) return;
    if (Object.is(row[a], start[a]) && Object.is(row[b], start[b])) return;
    row[j] = row[b] > 0 ? row[a] / row[b] : NaN;
  };
  follow('lateness', 'recency', 'usual-gap');
  follow('average-order', 'monetary', 'frequency');
  return row;
}
