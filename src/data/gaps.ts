/** How long customers usually leave between two purchases, and from which silence on "did not come back" says something. */
import { MISSING_DAY } from '../core/column.ts';
import type { GapSummary } from '../core/features.ts';
import { quantileOfSorted } from '../core/stats.ts';
import { groupOrders, isCounting, isReturn, pooledGaps } from './group-orders.ts';
import type { OrderLines } from './order-lines.ts';

const SHORTEST_HORIZON = 14;
const LONGEST_HORIZON = 365;
/** Where nobody bought twice there is no gap to go by: a quarter of a year. */
const HORIZON_WITHOUT_GAPS = 91;

/**
 * Gaps are days between a customer's successive distinct buying days, all customers pooled; quantiles as numpy's.
 * The suggested horizon is the 90 % quantile rounded up to whole weeks, 14 to 365 days, but never more than half of the
 * days between the first and the last line: before the cut-off (last day - horizon) at least half of the history is left
 * to learn from. O(lines).
 */
export function gapSummary(lines: OrderLines): GapSummary {
  const gaps = sortDays(gapsInOrder(lines) ?? pooledGaps(groupOrders(lines)), historyDays(lines));
  const p90Days = gaps.length === 0 ? 0 : quantileOfSorted(gaps, 0.9);
  const wanted = gaps.length === 0 ? HORIZON_WITHOUT_GAPS : Math.ceil(p90Days / 7) * 7;
  const half = Math.max(7, Math.floor(historyDays(lines) / 14) * 7);
  return {
    gaps: gaps.length,
    medianDays: gaps.length === 0 ? 0 : quantileOfSorted(gaps, 0.5),
    p90Days,
    suggestedHorizonDays: Math.min(Math.max(wanted, SHORTEST_HORIZON), LONGEST_HORIZON, half),
  };
}

/** The gaps of a file whose lines are orders and come by day, as most files have them: then nothing needs grouping. Undefined for any other. */
function gapsInOrder({ rowCount, orderCount, order, customer, day, amount, ids }: OrderLines): Float64Array | undefined {
  if (orderCount !== rowCount || !isCounting(order)) return undefined;
  for (let line = 1; line < rowCount; line++) if (day[line] < day[line - 1]) return undefined;
  const last = new Int32Array(ids.length).fill(MISSING_DAY);
  const gaps = new Float64Array(rowCount);
  let count = 0;
  for (let line = 0; line < rowCount; line++) {
    if (isReturn(amount[line])) continue;
    const before = last[customer[line]];
    last[customer[line]] = day[line];
    if (before !== MISSING_DAY && before !== day[line]) gaps[count++] = day[line] - before;
  }
  return gaps.subarray(0, count);
}

/** Counting sort of whole days in [0, highest]. */
function sortDays(days: Float64Array, highest: number): Float64Array {
  const counts = new Uint32Array(highest + 1);
  for (let i = 0; i < days.length; i++) counts[days[i]]++;
  for (let day = 0, at = 0; day <= highest; at += counts[day++]) days.fill(day, at, at + counts[day]);
  return days;
}

/** Days from the first line to the last. */
function historyDays({ day }: OrderLines): number {
  let first = Infinity;
  let last = -Infinity;
  for (let line = 0; line < day.length; line++) {
    if (day[line] < first) first = day[line];
    if (day[line] > last) last = day[line];
  }
  return day.length === 0 ? 0 : last - first;
}
