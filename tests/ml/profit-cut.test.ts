import { describe, expect, it } from 'vitest';
import { RandomState } from '../../src/core/rng.ts';
import { mean } from '../../src/core/stats.ts';
import { breakEvenChance, profitCut, type ContactTerms } from '../../src/ml/profit-cut.ts';

const terms: ContactTerms = { value: 100, cost: 12, offer: 20, share: 0.5 };

/** Customers whose chances come true. */
function shop(n: number, seed: number) {
  const random = new RandomState(seed);
  const chance = Float64Array.from({ length: n }, () => random.random() ** 2);
  return { chance, y: Array.from(chance, (p) => Number(random.random() < p)) };
}

describe('the cut that pays', () => {
  it('lies where chance times gain is the cost: worked by hand', () => {
    // 100 · 0.5 − 20 = 30 a success, 12 a contact.
    expect(breakEvenChance(terms)).toBe(0.4);
    expect(breakEvenChance({ ...terms, offer: 60 })).toBe(Infinity);
    expect(breakEvenChance({ value: 50, cost: 5, offer: 0, share: 1 })).toBe(0.1);
  });

  it('gives the money of every place in the list, and the best of them (oracle: each counted anew)', () => {
    const { chance, y } = shop(80, 3);
    const order = Array.from(chance.keys()).sort((a, b) => chance[b] - chance[a]);
    const money = (k: number) => order.slice(0, k).reduce((sum, row) => sum + 30 * y[row] - 12, 0);
    const cut = profitCut(y, chance, terms, 1);
    expect(cut.curve).toHaveLength(81);
    for (const { contacted, profit } of cut.curve) expect(profit).toBeCloseTo(money(contacted), 9);
    expect(cut.best.profit).toBeCloseTo(Math.max(...Array.from({ length: 81 }, (_, k) => money(k))), 9);
    expect(cut.atBreakEven.contacted).toBe(chance.filter((p) => p > 0.4).length);
    expect(cut.atBreakEven.profit).toBeCloseTo(money(cut.atBreakEven.contacted), 9);
    expect(profitCut(y, chance, terms, 1)).toEqual(cut);
  });

  it('lets equal chances share their places: the mean over all orders', () => {
    const cut = profitCut([1, 0, 0], Float64Array.of(0.5, 0.5, 0.5), { value: 30, cost: 3, offer: 0, share: 1 }, 1);
    expect(cut.curve.map(({ profit }) => profit)).toEqual([0, expect.closeTo(7, 12), expect.closeTo(14, 12), expect.closeTo(21, 12)]);
  });

  it('stops at what can be done, and contacts nobody where it never pays', () => {
    const { chance, y } = shop(500, 4);
    const capped = profitCut(y, chance, terms, 1, 20);
    expect(capped.best.contacted).toBeLessThanOrEqual(20);
    expect(capped.atBreakEven.contacted).toBe(20);
    const never = profitCut(y, chance, { ...terms, offer: 60 }, 1);
    expect(never.best).toMatchObject({ contacted: 0, profit: 0 });
    expect(never.atBreakEven).toMatchObject({ contacted: 0, profit: 0 });
  });

  it('where chances come true no other cut makes more on average; the best of given rows looks better than it is', () => {
    const cuts = Array.from({ length: 60 }, (_, seed) => {
      const { chance, y } = shop(400, seed);
      const at = (limit: number) => chance.reduce((sum, p, i) => sum + (p > limit ? 30 * y[i] - 12 : 0), 0);
      const cut = profitCut(y, chance, terms, seed);
      return { right: cut.atBreakEven.profit, best: cut.best.profit, low: at(0.2), high: at(0.65) };
    });
    const average = (of: (cut: (typeof cuts)[number]) => number) => mean(cuts.map(of));
    expect(average(({ right }) => right)).toBeGreaterThan(average(({ low }) => low));
    expect(average(({ right }) => right)).toBeGreaterThan(average(({ high }) => high));
    expect(average(({ best }) => best)).toBeGreaterThan(average(({ right }) => right));
  });

  it('the band holds what other customers give, about 95 times in 100', () => {
    // By simulation: the money of the first quarter of 400 such customers.
    const expected = mean(
      Array.from({ length: 400 }, (_, seed) => {
        const { chance, y } = shop(400, 1000 + seed);
        const order = Array.from(chance.keys()).sort((a, b) => chance[b] - chance[a]);
        return order.slice(0, 100).reduce((sum, row) => sum + 30 * y[row] - 12, 0);
      }),
    );
    const inside = Array.from({ length: 100 }, (_, seed) => {
      const { chance, y } = shop(400, seed);
      const quarter = profitCut(y, chance, terms, seed).curve.find(({ contacted }) => contacted === 100);
      return Number(quarter !== undefined && quarter.low <= expected && expected <= quarter.high);
    });
    // 95 give or take 2.2 by chance; the percentile bootstrap is a little too narrow.
    expect(mean(inside)).toBeGreaterThan(0.88);
    expect(mean(inside)).toBeLessThan(1);
  });

  it('refuses amounts that are none, and nobody', () => {
    const { chance, y } = shop(10, 1);
    expect(() => profitCut(y, chance, { ...terms, cost: -1 }, 1)).toThrow('bad-parameter');
    expect(() => profitCut(y, chance, { ...terms, share: 1.5 }, 1)).toThrow('bad-parameter');
    expect(() => profitCut([], new Float64Array(0), terms, 1)).toThrow('too-few-rows');
  });
});
