import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MISSING_CODE, MISSING_DAY } from '../../src/core/column.ts';
import { median, quantile } from '../../src/core/stats.ts';
import { countValues, mostFrequent, quantileOfCounts } from '../../src/data/count-values.ts';

const number = (values: number[]) => ({ kind: 'number', name: 'n', values: Float64Array.from(values) }) as const;

describe('counting values', () => {
  it('counts in place and by sorting alike, missing ones left out', () => {
    const whole = countValues(number([3, NaN, 1, 3, -2]));
    expect([...whole.values]).toEqual([-2, 1, 3]);
    expect([...whole.counts]).toEqual([1, 1, 2]);
    const spread = countValues(number([3e9, NaN, 1, 3e9, -2]));
    expect([...spread.values]).toEqual([-2, 1, 3e9]);
    expect([...spread.counts]).toEqual([1, 1, 2]);
    expect([...countValues(number([0.5, 0.5, -0, 0])).counts]).toEqual([2, 2]);
    const days = countValues({ kind: 'date', name: 'd', values: Int32Array.of(10, MISSING_DAY, 10, 12) });
    expect([[...days.values], [...days.counts], days.filled]).toEqual([[10, 12], [2, 1], 3]); // prettier-ignore
    const text = { kind: 'text', name: 't', use: 'text', codes: Uint32Array.of(1, MISSING_CODE, 1), dictionary: ['a', 'b'] } as const;
    expect([...countValues({ ...text, dictionary: ['a', 'b'] }).values]).toEqual([1]);
    expect(countValues(number([])).filled).toBe(0);
    expect(quantileOfCounts(countValues(number([NaN])), 0.5)).toBeNaN();
  });

  it('has the quantiles of the values themselves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, q) => {
          const counts = countValues(number(values));
          expect(quantileOfCounts(counts, q)).toBeCloseTo(quantile(values, q), 6);
          expect(quantileOfCounts(counts, 0.5)).toBeCloseTo(median(values), 6);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it('lists the most frequent first, the lower of equally frequent ones before the higher', () => {
    const found = countValues(number([5, 5, 1, 1, 9, 7, 7, 7]));
    expect(mostFrequent(found, 3).map((i) => found.values[i])).toEqual([7, 1, 5]);
  });
});
