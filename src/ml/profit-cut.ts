/**
 * Down to which chance a contact pays: value of a success times its chance against the cost of contacting (Elkan 2001), and the
 * money made down the ranked list, with a band of what other customers like these could have given (Verbeke et al. 2012).
 * All amounts in money. Chances have to come true (calibrated), rows must not have been learned from.
 */
import { AppError } from '../core/errors.ts';
import { RandomState } from '../core/rng.ts';
import { quantileOfSorted } from '../core/stats.ts';

export interface ContactTerms {
  /** What one success is worth. */
  value: number;
  /** Cost of one contact, whether it succeeds or not. */
  cost: number;
  /** What is given away with each success (a discount). */
  offer: number;
  /** Share of the successes that the contact itself brings about: 1 = nobody would have come without it. */
  share: number;
}

export interface ProfitPoint {
  contacted: number;
  profit: number;
  /** 95 % band over resampled customers. */
  low: number;
  high: number;
}

export interface ProfitCut {
  /** Contact where the chance is above this. Above 1 (Infinity): never. */
  breakEven: number;
  /** Customers above it, and what they brought. */
  atBreakEven: ProfitPoint;
  /** The best place of these very rows, at most `capacity` down: looks better than it will be again. */
  best: ProfitPoint;
  /** From nobody to all, at most 101 points. */
  curve: ProfitPoint[];
}

const RESAMPLES = 200;
const POINTS = 101;

/** Chance at which a contact neither wins nor loses: chance · (share · value − offer) = cost. */
export function breakEvenChance({ value, cost, offer, share }: ContactTerms): number {
  const gain = share * value - offer;
  return gain > 0 ? cost / gain : Infinity;
}

/** @param y 0/1, @param chance of the same rows, @param capacity contacts at most; absent: all */
export function profitCut(y: ArrayLike<number>, chance: Float64Array, terms: ContactTerms, seed: number, capacity = y.length): ProfitCut {
  const n = y.length;
  if (n === 0) throw new AppError('too-few-rows', { rows: 0, needed: 1 });
  for (const [name, amount] of Object.entries(terms)) {
    const isFine = Number.isFinite(amount) && amount >= 0 && (name !== 'share' || amount <= 1);
    if (!isFine) throw new AppError('bad-parameter', { name, value: String(amount) });
  }
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => chance[b] - chance[a]);
  const profits = cumulativeProfit(y, chance, order, terms, undefined);
  const breakEven = breakEvenChance(terms);
  const most = Math.max(0, Math.min(n, Math.floor(capacity)));
  let best = 0;
  for (let k = 1; k <= most; k++) if (profits[k] > profits[best]) best = k;
  const above = Math.min(most, chance.filter((p) => p > breakEven).length);
  const steps = Math.min(POINTS - 1, n);
  const places = [above, best, ...Array.from({ length: steps + 1 }, (_, i) => Math.round((i * n) / steps))];

  const random = new RandomState(seed);
  const drawn = places.map(() => new Float64Array(RESAMPLES));
  const weights = new Float64Array(n);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    weights.fill(0);
    for (let i = 0; i < n; i++) weights[random.interval(n - 1)]++;
    const money = cumulativeProfit(y, chance, order, terms, weights);
    places.forEach((k, at) => (drawn[at][resample] = money[k]));
  }
  const [atBreakEven, atBest, ...curve] = places.map((k, at): ProfitPoint => {
    const sorted = drawn[at].sort();
    return { contacted: k, profit: profits[k], low: quantileOfSorted(sorted, 0.025), high: quantileOfSorted(sorted, 0.975) };
  });
  return { breakEven, atBreakEven, best: atBest, curve };
}

/** Money after the first k contacts, k = 0 ... n. Equal chances share their places by expectation; weights count a row so often. */
function cumulativeProfit(
  y: ArrayLike<number>,
  chance: Float64Array,
  order: Uint32Array,
  { value, cost, offer, share }: ContactTerms,
  weights: Float64Array | undefined,
): Float64Array {
  const n = order.length;
  const profits = new Float64Array(n + 1);
  const gain = share * value - offer;
  let contacted = 0;
  for (let start = 0; start < n;) {
    let end = start;
    let rows = 0;
    let yes = 0;
    for (; end < n && chance[order[end]] === chance[order[start]]; end++) {
      const weight = weights ? weights[order[end]] : 1;
      rows += weight;
      yes += weight * y[order[end]];
    }
    const before = profits[contacted];
    for (let k = 1; k <= rows; k++) profits[contacted + k] = before + k * ((gain * yes) / rows - cost);
    contacted += rows;
    start = end;
  }
  return profits;
}
