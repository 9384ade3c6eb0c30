/** The answer that the features as of a day are asked for: who did not come back. */
import { groupOrders, forEachBuyer } from './group-orders.ts';
import type { OrderLines } from './order-lines.ts';

/**
 * Source of the definition: no purchase in (asOfDay, asOfDay + horizonDays], for customers without a contract.
 * Bringing something back is not buying. O(lines).
 *
 * @returns one entry per id: 1 = did NOT buy, 0 = bought; NaN for an id that the lines do not have
 */
export function boughtWithin(lines: OrderLines, ids: readonly string[], asOfDay: number, horizonDays: number): Float64Array {
  const gone = new Float64Array(lines.ids.length).fill(1);
  forEachBuyer(groupOrders(lines, asOfDay + horizonDays, asOfDay + 1), (customer) => (gone[customer] = 0));
  const customerOf = new Map(lines.ids.map((id, customer) => [id, customer]));
  return Float64Array.from(ids, (id) => gone[customerOf.get(id) ?? -1] ?? NaN);
}
