/**
 * What really happens in the made-up shop. Every customer has a rhythm of their own (gamma-distributed gaps, now and then a
 * long pause) and a state that no file shows: settled, cooling, gone. Who cools buys smaller for one to three more orders and
 * then stops; what makes a customer cool is being new, having brought something back, and a temper that differs between
 * people. So lateness against the own rhythm, shrinking orders, a first order and returns all tell something about leaving,
 * and none of them everything: somebody silent for long may only be on a pause.
 */
import type { RandomState } from '../src/core/rng.ts';

export interface Sale {
  customer: number;
  /** Days after the first day of the shop's file. */
  day: number;
  product: number;
  /** Negative: brought back. */
  quantity: number;
  /** Share of the list price that was paid. */
  paid: number;
}

interface Temper {
  /** Mean days between orders while settled, and how regular they are. */
  meanGap: number;
  regularity: number;
  /** What an order is usually worth. */
  basket: number;
  fickleness: number;
  favourites: readonly number[];
}

/** Gamma with mean 1 (Marsaglia & Tsang 2000, doi:10.1145/358407.358414), shape >= 1. */
function gammaMeanOne(random: RandomState, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random.random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

function drawTemper(random: RandomState, products: number): Temper {
  const [shortest, longest] = random.random() < 0.45 ? [9, 28] : [45, 160];
  return {
    meanGap: Math.exp(random.uniform(Math.log(shortest), Math.log(longest))),
    regularity: random.uniform(2, 7),
    basket: 14 + 30 * gammaMeanOne(random, 1.5),
    fickleness: Math.exp(random.normal(0, 0.6)),
    favourites: [random.integer(0, products), random.integer(0, products), random.integer(0, products)],
  };
}

/** Chance that a customer starts to cool after an order. */
function coolingChance(temper: Temper, ordersSoFar: number, returned: boolean): number {
  const newness = ordersSoFar === 1 ? 0.15 : ordersSoFar === 2 ? 0.03 : 0.004;
  return Math.min(0.9, newness * temper.fickleness + (returned ? 0.7 : 0));
}

function liveOneCustomer(random: RandomState, customer: number, firstDay: number, lastDay: number, prices: readonly number[]): Sale[] {
  const temper = drawTemper(random, prices.length);
  const sales: Sale[] = [];
  let ordersLeft = Infinity;
  for (let day = firstDay, orders = 1; day <= lastDay && ordersLeft > 0; orders++, ordersLeft--) {
    const cooling = ordersLeft < Infinity;
    const product = random.random() < 0.8 ? temper.favourites[random.integer(0, 3)] : random.integer(0, prices.length);
    const worth = temper.basket * (cooling ? 0.3 : 1) * Math.exp(random.normal(0, 0.2));
    const quantity = Math.max(1, Math.round(worth / prices[product]));
    sales.push({ customer, day, product, quantity, paid: random.random() < 0.15 ? 0.9 : 1 });

    const returned = random.random() < (cooling ? 0.06 : 0.03);
    const broughtBackOn = day + random.integer(2, 8);
    if (returned && broughtBackOn <= lastDay) sales.push({ customer, day: broughtBackOn, product, quantity: -1, paid: 1 });

    if (!cooling && random.random() < coolingChance(temper, orders, returned)) ordersLeft = orders === 1 ? 1 : random.integer(2, 4);
    const pace = ordersLeft < Infinity ? 1.2 : random.random() < 0.2 ? random.uniform(2, 4) : 1;
    day += Math.max(1, Math.round(temper.meanGap * pace * gammaMeanOne(random, temper.regularity)));
  }
  return sales;
}

/**
 * All sales up to `lastDay`, by day. `customers` people (numbered from 1) come in the first `days` days, a fifth of them from
 * the start and the others more slowly later on; `newcomers` come after that. `prices`: one per product.
 */
export function simulateShop(
  random: RandomState,
  {
    customers,
    days,
    newcomers,
    lastDay,
    prices,
  }: { customers: number; days: number; newcomers: number; lastDay: number; prices: readonly number[] },
): Sale[] {
  const sales: Sale[] = [];
  for (let customer = 1; customer <= customers + newcomers; customer++) {
    const fromTheStart = random.random() < 0.2;
    const later = Math.floor((days - 5) * random.random() ** 0.8);
    const firstDay = customer > customers ? random.integer(days, lastDay) : fromTheStart ? random.integer(0, 70) : later;
    sales.push(...liveOneCustomer(random, customer, firstDay, lastDay, prices));
  }
  const rungUp = random.permutation(sales.length);
  return sales
    .map((sale, i) => ({ sale, place: rungUp[i] }))
    .sort((a, b) => a.sale.day - b.sale.day || a.place - b.place)
    .map(({ sale }) => sale);
}
