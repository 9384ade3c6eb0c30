/** The days on which each customer bought, in order. Bringing something back is not buying. */
import { forEachBuyer, groupOrders } from '../data/group-orders.ts';
import type { OrderLines } from '../data/order-lines.ts';

export function buyingDays(lines: OrderLines): Map<string, Int32Array> {
  const days = new Map<string, Int32Array>();
  forEachBuyer(groupOrders(lines), (customer, found) => days.set(lines.ids[customer], found.slice()));
  return days;
}

/** Last day of any line; -Infinity without lines. */
export function lastDayOf(lines: OrderLines): number {
  return lines.day.reduce((last, day) => Math.max(last, day), -Infinity);
}
