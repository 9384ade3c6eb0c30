import { describe, expect, it } from 'vitest';
import { columnOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { explainRow, explainRows } from '../../src/ml/explain.ts';
import { factGroups } from '../../src/ml/fact-groups.ts';

/** A function of one row as a model of many. */
const modelOf = (f: (row: number[]) => number) => (x: Matrix) =>
  Float64Array.from({ length: x.rows }, (_, i) => f(Array.from({ length: x.columns }, (_, j) => columnOf(x, j)[i])));

const logisticLike = modelOf((row) => 1 / (1 + Math.exp(-row.reduce((sum, value, j) => sum + (j % 2 ? -1 : 0.7) * value, 0))));
const treeLike = modelOf(([a, b, c = 0]) => (a <= 0.3 ? (b <= -0.2 ? 0.1 : 0.85) : c <= 0 ? 0.4 : 0.6));
const random = new RandomState(9);
const table = Array.from({ length: 4096 }, () => random.random());
const arbitrary = modelOf((row) => table[row.reduce((hash, value) => (hash * 31 + Math.floor(value * 1e4)) & 4095, 7)]);

describe('reasons', () => {
  it('add up to the whole difference, whatever the model', () => {
    for (const model of [logisticLike, treeLike, arbitrary]) {
      for (let trial = 0; trial < 20; trial++) {
        const row = Float64Array.from({ length: 6 }, () => random.normal());
        const typical = Float64Array.from({ length: 6 }, () => random.normal());
        const { start, end, parts } = explainRow(model, row, typical, [[0], [1, 4], [2], [3], [5]]);
        expect(start).toBe(model({ rows: 1, columns: 6, values: typical })[0]);
        expect(end).toBe(model({ rows: 1, columns: 6, values: row })[0]);
        expect(Math.abs(parts.reduce((sum, { effect }) => sum + effect, start) - end)).toBeLessThan(1e-12);
        expect(parts.map(({ group }) => group).sort()).toEqual([0, 1, 2, 3, 4]);
      }
    }
  });

  it('of an additive model are each fact’s own share, largest first', () => {
    const sum = modelOf(([a, b, c]) => 2 * a - 3 * b + c);
    const { parts } = explainRow(sum, Float64Array.of(1, 2, 3), Float64Array.of(0, 0, 0), [[0], [1], [2]]);
    expect(parts).toEqual([
      { group: 1, effect: -6 },
      { group: 2, effect: 3 },
      { group: 0, effect: 2 },
    ]);
  });

  it('of "both together" give the second fact what the first alone could not do', () => {
    const both = modelOf(([a, b]) => Number(a > 0 && b > 0));
    const { parts } = explainRow(both, Float64Array.of(1, 1), Float64Array.of(0, 0), [[0], [1]]);
    expect(parts).toEqual([
      { group: 0, effect: 0 },
      { group: 1, effect: 1 },
    ]);
  });

  it('leave out what is as typical, a hole in both included', () => {
    const { parts, start, end } = explainRow(logisticLike, Float64Array.of(1, 5), Float64Array.of(1, 5), [[0], [1]]);
    expect(parts).toEqual([]);
    expect(end).toBe(start);
    const holes = modelOf(([a, b]) => (Number.isNaN(a) ? 0 : a) + b);
    expect(explainRow(holes, Float64Array.of(NaN, 2), Float64Array.of(NaN, 1), [[0], [1]]).parts).toEqual([{ group: 1, effect: 1 }]);
  });

  it('of many customers at once are those of each alone, in few calls', () => {
    const rows = Array.from({ length: 40 }, () => Float64Array.from({ length: 5 }, () => random.normal()));
    const typical = new Float64Array(5);
    const groups = [[0], [1], [2], [3, 4]];
    let calls = 0;
    const counted = (x: Matrix) => (calls++, treeLike(x));
    const together = explainRows(counted, rows, typical, groups);
    expect(calls).toBe(5);
    expect(together).toEqual(rows.map((row) => explainRow(treeLike, row, typical, groups)));
  });
});

describe('facts', () => {
  it('gather the levels of a category and the flag of a hole', () => {
    const groups = factGroups([
      { kind: 'order-fact', fact: 'recency', unit: 'days' },
      { kind: 'column', column: 'age' },
      { kind: 'was-missing', column: 'age' },
      { kind: 'level', column: 'city', level: 'Bern' },
      { kind: 'level', column: 'city', level: 'Basel' },
      { kind: 'was-missing', column: 'city' },
      { kind: 'level', column: 'plan', level: 'gold' },
    ]);
    expect(groups).toEqual([
      { feature: { kind: 'order-fact', fact: 'recency', unit: 'days' }, columns: [0] },
      { feature: { kind: 'column', column: 'age' }, columns: [1, 2] },
      { feature: { kind: 'column', column: 'city' }, columns: [3, 4, 5] },
      { feature: { kind: 'level', column: 'plan', level: 'gold' }, columns: [6] },
    ]);
  });
});
