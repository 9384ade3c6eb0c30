import { describe, expect, it } from 'vitest';
import { matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { binRows, numberBins } from '../../src/ml/boosting-bins.ts';
import { quadsOf, type Histogram } from '../../src/ml/boosting-histogram.ts';
import { PlainRows, type GrowingRows } from '../../src/ml/boosting-rows.ts';
import { newHistogramKernel } from '../../src/ml/kernels/histogram-kernel.ts';
import { valuesAt } from '../../src/ml/order-statistics.ts';

/** Each kernel against its twin in TypeScript, bit for bit. k-means: `kmeans.test.ts`. */
describe('histograms', () => {
  const rows = 3000;

  it.each([
    [1, false],
    [4, false],
    [7, true],
  ])('of %i columns, flat: %s', (columns, isFlat) => {
    const random = new RandomState(columns);
    const x = matrix(rows, columns);
    for (let i = 0; i < x.values.length; i++) x.values[i] = i % 11 === 0 ? NaN : i % 3 === 0 ? random.interval(5) : random.normal();
    const features = Array.from({ length: columns }, (_, j) => numberBins(x, j, 255));
    const both = [new PlainRows(rows, columns, 2, isFlat), newHistogramKernel(rows, columns, 2, isFlat)];
    const draw = () => Float32Array.from({ length: rows }, () => random.normal());
    const derivatives = [0, 1].map(() => [draw(), draw().map(Math.abs)]);
    const isLeft = Uint8Array.from({ length: 256 }, () => random.interval(1));
    const [plain, kernel] = both.map((work) => {
      if (!work) throw new Error('no kernel');
      const data = binRows(x, features, work.quads, work.stride);
      derivatives.forEach(([slope, curve], k) => {
        work.slopes[k].set(slope);
        if (!isFlat) work.curves[k].set(curve);
      });
      work.order.forEach((_, i) => (work.order[i] = i));
      const middle = work.partition(columns - 1, 0, rows, isLeft);
      const wanted = quadsOf(Int32Array.from({ length: columns }, (_, j) => j));
      const sums = [0, 1].flatMap((output) => [histogram(work, output, 0, middle), histogram(work, output, middle, rows)]);
      return { middle, order: [...work.order], sums };

      function histogram(of: GrowingRows, output: number, from: number, to: number) {
        const into: Histogram = { sums: new Float64Array(2 * data.slots).fill(7), counts: new Int32Array(data.slots).fill(7) };
        of.addUp(data, output, wanted, from, to, into);
        return features.map(({ count }, j) => {
          const at = data.offsets[j];
          return [...into.sums.subarray(2 * at, 2 * (at + count + 1)), ...into.counts.subarray(at, at + count + 1)];
        });
      }
    });
    expect(kernel).toEqual(plain);
    // Every row is in one bin of each feature.
    expect(plain.sums[0][0].slice(-features[0].count - 1).reduce((sum, count) => sum + count, 0)).toBe(plain.middle);
  });
});

describe('values by their place', () => {
  const random = new RandomState(5);
  const draws: Record<string, () => number> = {
    normal: () => random.normal(),
    skewed: () => Math.exp(6 * random.normal()),
    few: () => random.interval(3),
    equal: () => 4,
    far: () => (random.interval(1) - 0.5) * 1.7e308 * random.random() * 2,
    lone: () => (random.interval(400) === 0 ? 1e12 : random.normal()),
  };

  it.each(Object.keys(draws))('are those of the sorted values: %s', (name) => {
    for (const length of [1, 2, 700, 5000]) {
      const values = Float64Array.from({ length }, draws[name]);
      const places = Uint32Array.from({ length: 90 }, (_, i) => Math.floor(((length - 1) * i) / 89));
      const sorted = values.slice().sort();
      expect([...valuesAt(values, places)]).toEqual([...places].map((place) => sorted[place]));
    }
  });
});
