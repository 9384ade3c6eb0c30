import { describe, expect, it } from 'vitest';
import { RandomState } from '../../src/core/rng.ts';
import { mean } from '../../src/core/stats.ts';
import {
  conformalInterval,
  conformalQuantile,
  coverage,
  fitQuantileConformal,
  fitSplitConformal,
  fitSureness,
  sureAnswer,
  type Conformal,
} from '../../src/ml/conformal.ts';
import golden from '../reference/conformal.json';

const drawn = (n: number, random: RandomState, of: (random: RandomState) => number) => Float64Array.from({ length: n }, () => of(random));
const covered = (conformal: Conformal, y: Float64Array, low: Float64Array, high: Float64Array) => {
  const intervals = Array.from(y, (_, i) => conformalInterval(conformal, low[i], high[i]));
  return coverage(
    y,
    intervals.map(([from]) => from),
    intervals.map(([, to]) => to),
  );
};

describe('conformal intervals', () => {
  it('take the k-th smallest residual (oracle: numpy by the definition)', () => {
    expect(conformalQuantile(golden.residuals, golden.alpha)).toBe(golden.qhat);
    expect([...golden.residuals].sort((a, b) => a - b)[golden.k - 1]).toBe(golden.qhat);
    const y = Float64Array.from(golden.residuals);
    expect(fitSplitConformal(y, new Float64Array(199), golden.alpha).margin).toBe(golden.qhat);
  });

  it('of nine rows at 70 % take the seventh, of too few none', () => {
    expect(conformalQuantile([9, 8, 7, 6, 5, 4, 3, 2, 1], 0.3)).toBe(7);
    expect(conformalQuantile([1, 2, 3], 0.1)).toBe(Infinity);
    expect(() => conformalQuantile([1], 0)).toThrow('bad-parameter');
  });

  it('hold as often as they say, whatever the model: k / (m + 1) on average', () => {
    const random = new RandomState(4);
    const shares = Array.from({ length: 300 }, () => {
      const [known, next] = [drawn(49, random, (r) => r.normal() ** 3), drawn(200, random, (r) => r.normal() ** 3)];
      // A model that always says 1: bad, but its intervals are honest.
      const said = new Float64Array(200).fill(1);
      return covered(fitSplitConformal(known, new Float64Array(49).fill(1), 0.1), next, said, said);
    });
    // 45 / 50; one share varies by 0.05, so their mean by 0.003.
    expect(Math.abs(mean(shares) - 0.9)).toBeLessThan(0.01);
  });

  it('by quantiles are narrow where little varies and wide where much does, and hold on average', () => {
    const random = new RandomState(9);
    const shares: number[] = [];
    for (let run = 0; run < 200; run++) {
      const spread = drawn(299, random, (r) => 0.2 + r.random());
      const y = spread.map((s) => s * random.normal());
      // Guessed half as wide as needed.
      const [low, high] = [-0.8, 0.8].map((z) => spread.map((s) => s * z));
      const [known, next] = [
        [0, 99],
        [99, 299],
      ].map(([from, to]) => ({ y: y.slice(from, to), low: low.slice(from, to), high: high.slice(from, to) }));
      const conformal = fitQuantileConformal(known.y, known.low, known.high, 0.1);
      expect(conformal.margin).toBeGreaterThan(0);
      shares.push(covered(conformal, next.y, next.low, next.high));
    }
    expect(Math.abs(mean(shares) - 0.9)).toBeLessThan(0.01);
    const tooWide = fitQuantileConformal(
      Float64Array.from(golden.residuals, (_, i) => i % 2),
      new Float64Array(199).fill(-5),
      new Float64Array(199).fill(5),
      0.1,
    );
    expect(tooWide.margin).toBe(-4);
    expect(conformalInterval(tooWide, -5, 5)).toEqual([-1, 1]);
    expect(conformalInterval(tooWide, 0, 2)).toEqual([1, 1]);
  });

  it('hold within each segment when asked', () => {
    const random = new RandomState(2);
    const segments = Array.from({ length: 2000 }, (_, i) => i % 2);
    const y = Float64Array.from(segments, (segment) => (segment === 0 ? 1 : 10) * random.normal());
    const zero = new Float64Array(2000);
    const conformal = fitSplitConformal(y, zero, 0.1, segments);
    // 1.645 deviations hold 90 %.
    expect(conformal.bySegment?.get(0)).toBeCloseTo(1.645, 0);
    expect(Math.abs(Number(conformal.bySegment?.get(1)) / 16.45 - 1)).toBeLessThan(0.1);
    expect(conformalInterval(conformal, 3, 3, 7)).toEqual([3 - conformal.margin, 3 + conformal.margin]);
    expect(
      fitSplitConformal(
        y,
        zero,
        0.1,
        segments.map((_, i) => (i < 5 ? 9 : 0)),
      ).bySegment?.has(9),
    ).toBe(false);
  });

  it('say sure yes, sure no or unsure, and are wrong as rarely as promised', () => {
    const random = new RandomState(6);
    const chance = drawn(4000, random, (r) => r.random());
    const y = Array.from(chance, (p) => Number(random.random() < p));
    const least = fitSureness(y.slice(0, 2000), chance.slice(0, 2000), 0.1);
    const answers = Array.from(chance.slice(2000), (p) => sureAnswer(least, p));
    const wrong = answers.filter((answer, i) => answer !== 'unsure' && (answer === 'yes') !== (y[2000 + i] === 1)).length / 2000;
    // Binomial with 2,000 rows: give or take 0.013, and as much from the 2,000 that calibrate.
    expect(wrong).toBeLessThan(0.1 + 0.02);
    expect(new Set(answers)).toEqual(new Set(['yes', 'no', 'unsure']));
  });
});
