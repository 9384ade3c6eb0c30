/** A model used later: alarms about facts that moved, none by chance; and facts that are gone are refused by name. */
import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../../src/core/features.ts';
import { chiSquaredTail } from '../../src/core/special.ts';
import { columnOf, matrix, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { baselineOf, movedFacts } from '../../src/insight/model-fit.ts';
import { populationStability, sameKindChance } from '../../src/ml/drift.ts';

const features: FeatureSpec[] = [
  { kind: 'order-fact', fact: 'recency', unit: 'days' },
  { kind: 'order-fact', fact: 'tenure', unit: 'days' },
  { kind: 'column', column: 'fee' },
  { kind: 'level', column: 'city', level: 'A' },
];

function customers(rows: number, seed: number): Matrix {
  const random = new RandomState(seed);
  const x = matrix(rows, features.length);
  for (let i = 0; i < rows; i++) {
    x.values[i] = Math.floor(random.uniform(0, 200));
    x.values[rows + i] = Math.floor(random.uniform(0, 500));
    x.values[2 * rows + i] = random.uniform(0, 1) < 0.1 ? NaN : random.normal();
    x.values[3 * rows + i] = Number(random.uniform(0, 1) < 0.3);
  }
  return x;
}

describe('facts that moved since training', () => {
  it('have the index of the whole columns, though only bins were kept', () => {
    const [before, now] = [customers(700, 1), customers(500, 2)];
    columnOf(now, 2).forEach((value, i, values) => (values[i] = value + 1.5));
    const [moved, ...others] = movedFacts(baselineOf(before), features, now);
    expect(others).toEqual([]);
    expect(moved.feature).toEqual(features[2]);
    expect(Math.abs(moved.index - populationStability(columnOf(before, 2), columnOf(now, 2)))).toBeLessThan(1e-12);
    expect(moved.now).toBeGreaterThan(1.2);
  });

  it('come most moved first; a level by its share of yes; and what went missing is seen', () => {
    const [before, now] = [customers(700, 1), customers(500, 2)];
    columnOf(now, 3).fill(1);
    columnOf(now, 0).fill(NaN);
    const moved = movedFacts(baselineOf(before), features, now);
    expect(moved.map(({ feature, now: today }) => [feature.kind, today])).toEqual([
      ['order-fact', null],
      ['level', 1],
    ]);
    expect(moved[0].index).toBeGreaterThan(moved[1].index);
  });

  it('are none where only the calendar went on', () => {
    const [before, now] = [customers(700, 1), customers(500, 2)];
    columnOf(now, 1).forEach((value, i, values) => (values[i] = value + 300));
    expect(movedFacts(baselineOf(before), features, now)).toEqual([]);
  });

  it('are hardly ever found among customers of one kind, however few: an index of 0.25 alone would be in most lists', () => {
    let alarms = 0;
    let bare = 0;
    for (let seed = 0; seed < 200; seed++) {
      const all = customers(100, 1000 + seed);
      const part = (from: number) =>
        takeRows(
          all,
          Array.from({ length: 50 }, (_, i) => from + i),
        );
      const baseline = baselineOf(part(0));
      alarms += Number(movedFacts(baseline, features, part(50)).length > 0);
      bare += Number(features.some((_, j) => populationStability(columnOf(part(0), j), columnOf(part(50), j)) >= 0.25));
    }
    console.log(`alarms by chance in 200 comparisons of 50 with 50: ${alarms}; by 0.25 alone ${bare}`);
    expect(bare).toBeGreaterThan(100);
    // 1 in 100 is aimed at; 9 of 200 and more would come by chance in 1 of 4,000 such tests.
    expect(alarms).toBeLessThan(9);
  });

  it('the chance is chi-squared (quantiles of 1, 2, 9 and 10 degrees from the table)', () => {
    const table = [[1, 3.841459, 0.05], [2, 5.991465, 0.05], [9, 27.877165, 0.001], [9, 16.918978, 0.05], [10, 23.209251, 0.01]]; // prettier-ignore
    for (const [freedom, x, tail] of table) expect(Math.abs(chiSquaredTail(x, freedom) / tail - 1)).toBeLessThan(1e-6);
    // Two bins, 30 of 40 against 10 of 40: 80 · (30 · 30 − 10 · 10)² / 40⁴ = 20.
    const bins = { edges: Float64Array.of(0.5), counts: Float64Array.of(30, 10, 0) };
    const other = Float64Array.from({ length: 40 }, (_, i) => Number(i >= 10));
    expect(Math.abs(sameKindChance(bins, other) / chiSquaredTail(20, 1) - 1)).toBeLessThan(1e-9);
  });
});
