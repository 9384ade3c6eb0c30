import { describe, expect, it } from 'vitest';
import { valueBands } from '../../src/ml/value-bands.ts';

/** Oracle: quantiles of the ranks by hand, which is what pandas' qcut does. */
function byQuantiles(ranks: number[]): number[] {
  const n = ranks.length;
  const edges = [1, 2, 3, 4].map((i) => 1 + (n - 1) * (i / 5));
  // A hair of room: 1 + 9 · 0.6 is not 6.4 to the last bit.
  return ranks.map((rank) => 1 + edges.filter((edge) => edge < rank - 1e-9).length);
}

describe('value bands', () => {
  it.each([5, 6, 7, 10, 11, 23, 100, 101])('part %i rows at the quantiles of their ranks', (n) => {
    const values = Array.from({ length: n }, (_, i) => (i * 37) % 103);
    const sorted = [...values].sort((a, b) => a - b);
    const { bands, by } = valueBands(values);
    expect(by).toBe('equal-counts');
    expect([...bands]).toEqual(byQuantiles(values.map((value) => sorted.indexOf(value) + 1)));
    const sizes = [1, 2, 3, 4, 5].map((band) => bands.filter((one) => one === band).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it('part equal values by their place, so that bands stay equal', () => {
    expect([...valueBands([3, 3, 1, 2, 3, 2, 1, 2, 9, 8]).bands]).toEqual([3, 4, 1, 2, 4, 2, 1, 3, 5, 5]);
  });

  it('keep equal values together where more than 40 % share one', () => {
    const { bands, by } = valueBands([1, 1, 1, 1, 1, 2, 3, 3, 4, 9]);
    expect(by).toBe('equal-values');
    expect([...bands]).toEqual([2, 2, 2, 2, 2, 3, 4, 4, 5, 5]);
    expect(new Set(valueBands([7, 7, 7, 7]).bands).size).toBe(1);
  });

  it('leave out missing values', () => {
    expect([...valueBands([NaN, 1, 2, 3, 4, 5]).bands]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...valueBands([]).bands, ...valueBands([4]).bands]).toEqual([3]);
  });
});
