/** Recency, frequency, money, and each customer's own rhythm, as of a day. Nothing after that day is looked at. */
import { MISSING_CODE } from '../core/column.ts';
import { RECENT_DAYS, type FeatureSpec, type FeatureTable, type OrderFact } from '../core/features.ts';
import { columnOf, matrix } from '../core/matrix.ts';
import { median, quantileOfSorted } from '../core/stats.ts';
import { bucketRows } from './bucket-rows.ts';
import { forEachBuyer, groupOrders, isReturn, pooledGaps, type GroupedOrders } from './group-orders.ts';
import type { OrderLines } from './order-lines.ts';

type OrderFactSpec = Extract<FeatureSpec, { kind: 'order-fact' }>;

const UNITS: Record<OrderFact, OrderFactSpec['unit']> = {
  recency: 'days',
  frequency: 'orders',
  monetary: 'money',
  'average-order': 'money',
  tenure: 'days',
  'usual-gap': 'days',
  lateness: 'ratio',
  'gap-trend': 'ratio',
  'amount-trend': 'ratio',
  'recent-orders': 'orders',
  products: 'times',
  returns: 'times',
};

const MONEY_FACTS: ReadonlySet<OrderFact> = new Set(['monetary', 'average-order', 'amount-trend', 'returns']);

/**
 * One row per customer with at least one order on or before `asOfDay`, in the order of `lines.ids`.
 *
 * An order is a purchase, or a return when its lines sum to less than zero. For a customer with nothing but returns
 * they stand in for purchases wherever a day or an amount is needed; `frequency` and `recent-orders` are then 0.
 *
 * - recency: days from the last purchase to the as-of day
 * - frequency: purchases (distinct orders)
 * - monetary: sum of all amounts, returns taken off
 * - average-order: mean amount of a purchase
 * - tenure: days from the first purchase to the as-of day
 * - usual-gap: median of the days between successive distinct buying days; for somebody with one buying day the median
 *   of all gaps of the shop up to the as-of day (NaN when there is none at all)
 * - lateness: recency / usual-gap
 * - gap-trend: last gap / usual-gap; 1 with one buying day
 * - amount-trend: last purchase / average-order; 1 where that is not defined
 * - recent-orders: purchases in the last 90 days
 * - products: distinct products bought (lines of returns not counted)
 * - returns: orders that sum to less than zero
 *
 * Without amounts the facts about money and returns are left out, without products that one. `value` = monetary. O(lines).
 */
export function orderFeatures(lines: OrderLines, asOfDay: number): FeatureTable {
  const orders = groupOrders(lines, asOfDay);
  const facts = (Object.keys(UNITS) as OrderFact[]).filter(
    (fact) => (lines.hasAmount || !MONEY_FACTS.has(fact)) && (lines.product !== undefined || fact !== 'products'),
  );
  const customers = lines.ids.map((_, c) => c).filter((c) => orders.start[c + 1] > orders.start[c]);
  const x = matrix(customers.length, facts.length);
  const columns = new Map(facts.map((fact, j) => [fact, columnOf(x, j)]));
  const rowOf = new Int32Array(lines.ids.length).fill(-1);
  customers.forEach((c, row) => (rowOf[c] = row));
  const put = (fact: OrderFact, customer: number, value: number) => {
    const column = columns.get(fact);
    if (column) column[rowOf[customer]] = value;
  };

  putMoney(orders, customers, asOfDay, put);
  putRhythm(orders, customers, asOfDay, put);
  if (lines.product) putProducts(lines, asOfDay, put);
  return {
    ids: customers.map((c) => lines.ids[c]),
    names: customers.map((c) => lines.names[c]),
    features: facts.map((fact) => ({ kind: 'order-fact', fact, unit: UNITS[fact] })),
    x,
    asOfDay,
    value: columns.get('monetary')?.slice() ?? new Float64Array(customers.length).fill(NaN),
  };
}

type Put = (fact: OrderFact, customer: number, value: number) => void;

function putMoney(orders: GroupedOrders, customers: readonly number[], asOfDay: number, put: Put): void {
  for (const c of customers) {
    let purchases = 0;
    let recent = 0;
    let returns = 0;
    const spent = { sum: 0, known: 0, last: NaN };
    const back = { sum: 0, last: NaN };
    for (let o = orders.start[c]; o < orders.start[c + 1]; o++) {
      const amount = orders.amount[o];
      if (isReturn(amount)) {
        returns++;
        back.sum += amount;
        back.last = amount;
        continue;
      }
      purchases++;
      if (orders.day[o] > asOfDay - RECENT_DAYS) recent++;
      if (Number.isNaN(amount)) continue;
      spent.sum += amount;
      spent.known++;
      spent.last = amount;
    }
    const average = purchases === 0 ? back.sum / returns : spent.sum / spent.known;
    const last = purchases === 0 ? back.last : spent.last;
    put('frequency', c, purchases);
    put('recent-orders', c, recent);
    put('returns', c, returns);
    put('monetary', c, spent.known + returns > 0 ? spent.sum + back.sum : NaN);
    put('average-order', c, average);
    put('amount-trend', c, average === 0 || Number.isNaN(average) ? 1 : last / average);
  }
}

function putRhythm(orders: GroupedOrders, customers: readonly number[], asOfDay: number, put: Put): void {
  const shopGap = median(pooledGaps(orders));
  const putDays = (c: number, first: number, last: number, usual: number, lastGap: number) => {
    put('recency', c, asOfDay - last);
    put('tenure', c, asOfDay - first);
    put('usual-gap', c, usual);
    put('lateness', c, (asOfDay - last) / usual);
    put('gap-trend', c, Number.isNaN(lastGap) ? 1 : lastGap / usual);
  };
  for (const c of customers) putDays(c, orders.day[orders.start[c]], orders.day[orders.start[c + 1] - 1], shopGap, NaN);
  const buffer = new Int32Array(orders.day.length);
  forEachBuyer(orders, (c, days) => {
    const gaps = buffer.subarray(0, days.length - 1);
    for (let i = 0; i < gaps.length; i++) gaps[i] = days[i + 1] - days[i];
    const lastGap = gaps.length > 0 ? gaps[gaps.length - 1] : NaN;
    putDays(c, days[0], days[days.length - 1], gaps.length > 0 ? quantileOfSorted(gaps.sort(), 0.5) : shopGap, lastGap);
  });
}

function putProducts(lines: OrderLines, asOfDay: number, put: Put): void {
  const { product, customer, amount, day, ids } = lines;
  if (product === undefined) return;
  const counted = customer.map((c, line) =>
    day[line] <= asOfDay && !isReturn(amount[line]) && product[line] !== MISSING_CODE ? c : ids.length,
  );
  const { start, rows } = bucketRows(counted, ids.length);
  const seenBy = new Uint32Array(lines.products.length);
  for (let c = 0; c < ids.length; c++) {
    let distinct = 0;
    for (let i = start[c]; i < start[c + 1]; i++) {
      const p = product[rows[i]];
      if (seenBy[p] === c + 1) continue;
      seenBy[p] = c + 1;
      distinct++;
    }
    if (distinct > 0) put('products', c, distinct);
  }
}
