import { describe, expect, it } from 'vitest';
import { RandomState } from '../../src/core/rng.ts';
import { benjaminiHochberg, categoryStability, driftOf, kolmogorovSmirnov, populationStability, wasserstein } from '../../src/ml/drift.ts';
import { kolmogorovTwoSided } from '../../src/ml/kolmogorov.ts';
import golden from '../reference/drift.json';

/** Oracle: scipy 1.10.1, statsmodels 0.13.5; small cases by every arrangement. */
const drawn = (n: number, of: (random: RandomState) => number, seed: number) => {
  const random = new RandomState(seed);
  return Float64Array.from({ length: n }, () => of(random));
};

describe('numbers of drift', () => {
  it('equal scipy, statsmodels and the index on deciles', () => {
    const { gap, p } = kolmogorovSmirnov(golden.a, golden.b);
    expect(Math.abs(gap - golden.ks)).toBeLessThan(1e-15);
    expect(Math.abs(p / golden.ks_p - 1)).toBeLessThan(1e-10);
    expect(Math.abs(populationStability(golden.a, golden.b) / golden.psi10 - 1)).toBeLessThan(1e-12);
    expect(Math.abs(wasserstein(golden.a, golden.b) / golden.wasserstein - 1)).toBeLessThan(1e-12);
    benjaminiHochberg(golden.p).forEach((value, i) => expect(Math.abs(value - golden.bh[i])).toBeLessThan(1e-15));
  });

  it('the chance of a gap is the share of arrangements that show it', () => {
    const [n, m] = [5, 4];
    const gaps: number[] = [];
    // Which of the nine places the first sample takes.
    for (let mask = 0; mask < 1 << (n + m); mask++) {
      const places = Array.from({ length: n + m }, (_, place) => (mask >> place) & 1);
      if (places.reduce((a, b) => a + b, 0) !== n) continue;
      let [i, j, most] = [0, 0, 0];
      for (const one of places) {
        if (one) i++;
        else j++;
        most = Math.max(most, Math.abs(i * m - j * n));
      }
      gaps.push(most);
    }
    expect(gaps).toHaveLength(126);
    for (const gap of new Set(gaps)) {
      expect(kolmogorovTwoSided(gap, n, m)).toBeCloseTo(gaps.filter((other) => other >= gap).length / 126, 14);
    }
  });

  it('of many values goes over into the limit: 5 % at 1.358', () => {
    const n = 3000;
    const gap = Math.round(1.3581 * Math.sqrt(2 / n) * n * n);
    expect(kolmogorovTwoSided(gap, n, n)).toBeCloseTo(0.05, 2);
    // The last size that is counted out and the first that is not, side by side.
    const exact = kolmogorovTwoSided(Math.round(0.03 * 2000 * 2000), 2000, 2000);
    const limit = kolmogorovTwoSided(Math.round(0.03 * 2000 * 2001), 2000, 2001);
    expect(Math.abs(limit / exact - 1)).toBeLessThan(0.02);
  });

  it('of equal samples are none; of unequal ones with ties, worked by hand', () => {
    expect(kolmogorovSmirnov([1, 2, 2], [2, 1, 2])).toEqual({ gap: 0, p: 1 });
    expect(wasserstein([1, 2], [1, 2])).toBe(0);
    expect(wasserstein([0, 0, 1], [5])).toBeCloseTo((5 + 5 + 4) / 3, 14);
    expect(kolmogorovSmirnov([1, 1, 3], [1, 3, 3]).gap).toBeCloseTo(1 / 3, 15);
    expect(populationStability(golden.a, golden.a)).toBeCloseTo(0, 12);
  });

  it('see values go missing and categories come', () => {
    const values = drawn(1000, (random) => random.normal(), 1);
    const gaps = values.map((value, i) => (i % 4 === 0 ? NaN : value));
    expect(populationStability(values, gaps)).toBeGreaterThan(0.25);
    // Half of a category moves to one that was not there: (0.25 - 0.5) ln 0.5 + (0.25 - 1e-4) ln 2500.
    expect(categoryStability([0, 0, 1, 1], [0, 0, 1, 7], 2)).toBeCloseTo(0.25 * Math.log(2) + (0.25 - 1e-4) * Math.log(2500), 12);
  });
});

describe('drift of columns', () => {
  const same = (seed: number) => drawn(800, (random) => random.normal(), seed);
  const columns = [
    ...Array.from({ length: 20 }, (_, i) => ({ name: `same ${i}`, expected: same(i), actual: same(100 + i) })),
    { name: 'moved', expected: same(50), actual: same(51).map((value) => value + 1) },
    { name: 'a little', expected: same(52), actual: same(53).map((value) => value + 0.25) },
    { name: 'town', expected: drawn(400, (r) => r.integer(0, 3), 5), actual: drawn(400, (r) => r.integer(0, 3), 6), levels: 3 },
    { name: 'new town', expected: drawn(400, (r) => r.integer(0, 3), 7), actual: drawn(400, (r) => r.integer(0, 4), 8), levels: 3 },
  ];

  it('finds those that changed, most changed first, and lets chance pass', () => {
    const found = driftOf(columns);
    const state = (name: string) => found.find((one) => one.name === name)?.state;
    expect(
      found
        .slice(0, 2)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['moved', 'new town']);
    expect(state('moved')).toBe('alarm');
    expect(state('a little')).toBe('watch');
    expect(state('new town')).toBe('alarm');
    expect(state('town')).toBe('same');
    for (let i = 0; i < 20; i++) expect(state(`same ${i}`)).toBe('same');
    for (const { p, q } of found) if (p !== undefined) expect(q).toBeGreaterThanOrEqual(p);
    expect(found.find(({ name }) => name === 'new town')?.newShare).toBeCloseTo(0.25, 1);
  });
});
