import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as stats from '../../src/core/stats.ts';

describe('shares and their intervals', () => {
  it.each([
    [17, 20, 0.6395811, 0.9476313],
    [8, 10, 0.4901625, 0.9433178],
    [9, 10, 0.59585, 0.9821238],
    [0, 10, 0, 0.2775328],
    [10, 10, 0.7224672, 1],
  ])('%i of %i has the Wilson interval of scipy.stats.binomtest', (successes, n, low, high) => {
    const estimate = stats.wilson(successes, n);
    expect(estimate.value).toBe(successes / n);
    expect(estimate.low).toBeCloseTo(low, 6);
    expect(estimate.high).toBeCloseTo(high, 6);
  });

  it('56/70 against 48/80 has the interval of Newcombe 1998, table II (a), method 10', () => {
    const estimate = stats.newcombeDifference(56, 70, 48, 80);
    expect(estimate.value).toBeCloseTo(0.2, 12);
    expect(estimate.low).toBeCloseTo(0.0524, 4);
    expect(estimate.high).toBeCloseTo(0.3339, 4);
  });

  it('nothing out of nothing is unknown', () => {
    expect(stats.wilson(0, 0)).toEqual({ value: null, low: null, high: null });
    expect(stats.newcombeDifference(1, 2, 0, 0)).toEqual({ value: null, low: null, high: null });
  });
});

describe('summaries of 3 1 4 1 5 9 2 6 (numpy 1.24.2)', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];

  it('quantiles are linear between neighbours', () => {
    const found = [0, 0.1, 0.25, 0.5, 0.9, 1].map((q) => stats.quantile(values, q));
    [1, 1, 1.75, 3.5, 6.9, 9].forEach((expected, i) => expect(found[i]).toBeCloseTo(expected, 12));
  });

  it('mean, variance, mode, median', () => {
    expect(stats.mean(values)).toBe(3.875);
    expect(stats.variance(values)).toBeCloseTo(6.609375, 12);
    expect(stats.variance(values, 1)).toBeCloseTo(7.553571428571429, 12);
    expect(stats.mode([2, 3, 3, 2, NaN])).toBe(2);
    expect(stats.median([5, NaN, 1])).toBe(3);
    expect(stats.quantile([NaN], 0.5)).toBeNaN();
  });

  it('a mean has a normal interval, one value has none', () => {
    const { value, low, high } = stats.meanEstimate(values);
    expect(value).toBe(3.875);
    // 1.959964 * sqrt(7.553571 / 8) = 1.904493
    expect(low).toBeCloseTo(1.970507, 5);
    expect(high).toBeCloseTo(5.779493, 5);
    expect(stats.meanEstimate([2])).toEqual({ value: 2, low: null, high: null });
  });
});

it('equal values share their ranks', () => {
  expect([...stats.midranks([3, 1, 3, 2, 3, 1])]).toEqual([5, 1.5, 5, 3, 5, 1.5]);
});

it('quantiles by selection are those of the sorted values, to the last bit', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double({ noNaN: false }), fc.integer({ min: 0, max: 4 })), { maxLength: 60 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }), (values, qs) => {
      const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
      expect(stats.quantiles(values, qs).map((value) => value + 0)).toEqual(qs.map((q) => stats.quantileOfSorted(sorted, q) + 0));
    }),
    { seed: 7, numRuns: 2000 },
  ); // prettier-ignore
});
