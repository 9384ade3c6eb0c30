import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../../src/core/features.ts';
import { matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { encode, fitEncoder, typicalRow } from '../../src/data/encode.ts';

interface Reference {
  standard: { X: number[][]; mean: number[]; scale: number[]; Z: number[][] }[];
  impute: Record<'X' | 'mean' | 'median' | 'most_frequent', (number | null)[][]>;
}
const reference: Reference = JSON.parse(readFileSync(`${import.meta.dirname}/../reference/prep.json`, 'utf8'));

const plain = (count: number): FeatureSpec[] => Array.from({ length: count }, (_, j) => ({ kind: 'column', column: `c${j}` }));
const rowsOf = ({ rows, columns, values }: Matrix) =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => values[j * rows + i]));
const all = (n: number) => [...Array(n).keys()];
const NaNs = (rows: (number | null)[][]) => rows.map((row) => row.map((value) => value ?? NaN));

function expectClose(found: number[][], wanted: number[][]): void {
  expect(found.length).toBe(wanted.length);
  found.forEach((row, i) =>
    row.forEach((value, j) => expect(Math.abs(value - wanted[i][j])).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted[i][j])))),
  );
}

describe('fitEncoder and encode', () => {
  it("equal scikit-learn's StandardScaler within 1e-12", () => {
    for (const { X, mean, scale, Z } of reference.standard) {
      const encoder = fitEncoder(plain(mean.length), matrixOf(X), all(X.length), 'mean');
      expectClose([[...encoder.centre], [...encoder.scale]], [mean, scale]);
      expectClose(rowsOf(encode(encoder, matrixOf(X))), Z);
    }
  });

  it.each([
    ['mean', 'mean'],
    ['median', 'median'],
    ['mode', 'most_frequent'],
  ] as const)("fill by %s as scikit-learn's SimpleImputer", (fill, strategy) => {
    const x = matrixOf(NaNs(reference.impute.X));
    const { fill: filled } = fitEncoder(plain(4), x, all(6), fill);
    const found = rowsOf(x).map((row) => row.map((value, j) => (Number.isNaN(value) ? filled[j] : value)));
    expectClose(found, NaNs(reference.impute[strategy]));
  });

  it('fill each feature in its own way when asked to', () => {
    const x = matrixOf(NaNs(reference.impute.X));
    expect([...fitEncoder(plain(4), x, all(6), ['mean', 'median', 'mode', 'mean']).fill]).toEqual([4, 4, 3, 4.6]);
  });

  it('learn from the given rows only: whatever stands in the other rows changes nothing', () => {
    const x = matrixOf([
      [1, NaN],
      [2, 5],
      [1000, -7],
      [4, 9],
    ]);
    const moved = matrixOf([
      [1, NaN],
      [2, 5],
      [NaN, 1e9],
      [4, 9],
    ]);
    const encoder = fitEncoder(plain(2), x, [0, 1, 3], 'median');
    expect(fitEncoder(plain(2), moved, [0, 1, 3], 'median')).toEqual(encoder);
    expect([...encoder.fill]).toEqual([2, 7]);
    expect(encoder.centre[0]).toBeCloseTo(7 / 3, 12);
  });

  it('leave a constant feature at 0 and an empty one at 0', () => {
    const x = matrixOf([
      [0.1, NaN],
      [0.1, NaN],
      [0.1, NaN],
    ]);
    const encoder = fitEncoder(plain(2), x, all(3), 'mean');
    expect([...encoder.scale]).toEqual([1, 1]);
    expectClose(rowsOf(encode(encoder, x)), [
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('fill a category with its most frequent level as a whole, or with the shares of its levels', () => {
    const features: FeatureSpec[] = ['a', 'b', 'c'].map((level) => ({ kind: 'level', column: 'k', level }));
    const x = matrixOf([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 1],
      [NaN, NaN, NaN],
    ]);
    expect([...fitEncoder(features, x, all(6), 'median').fill]).toEqual([0, 1, 0]);
    expect([...fitEncoder(features, x, all(6), 'mean').fill]).toEqual([0.2, 0.4, 0.4]);
  });

  it('do not touch the matrix they are given', () => {
    const x = matrixOf([[1], [NaN], [3]]);
    encode(fitEncoder(plain(1), x, all(3), 'mean'), x);
    expect(rowsOf(x)).toEqual([[1], [NaN], [3]]);
  });
});

describe('typicalRow', () => {
  it('is the median of numbers, the more frequent answer, and the most frequent level of a category', () => {
    const features: FeatureSpec[] = [
      { kind: 'column', column: 'age' },
      { kind: 'level', column: 'k', level: 'a' },
      { kind: 'level', column: 'k', level: 'b' },
      { kind: 'column', column: 'yes' },
      { kind: 'was-missing', column: 'age' },
    ];
    const x = matrixOf([
      [10, 1, 0, 1, 0],
      [20, 0, 1, 0, 0],
      [60, 0, 1, 1, 0],
      [NaN, 1, 0, 0, 1],
      [NaN, 0, 1, 1, 1],
      [999, 1, 0, 0, 1],
    ]);
    expect([...typicalRow(features, x, [0, 1, 2, 3, 4])]).toEqual([20, 0, 1, 1, 0]);
  });
});
