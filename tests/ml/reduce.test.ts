/** Scalers, principal components and target encoding. Oracle: scikit-learn 1.2.1; for the encoding its published example. */
import { describe, expect, it } from 'vitest';
import { columnOf, matrix, matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { mean, variance } from '../../src/core/stats.ts';
import { auc } from '../../src/ml/auc.ts';
import { applyPca, fitPca, type PcaOptions } from '../../src/ml/pca.ts';
import { fitMinMax, fitRobust } from '../../src/ml/scalers.ts';
import { kFold } from '../../src/ml/split.ts';
import { applyScaler, fitScaler } from '../../src/ml/standardise.ts';
import { dot } from '../../src/ml/svd.ts';
import { applyTargetEncoding, crossFitTargetEncoding, fitTargetEncoding } from '../../src/ml/target-encoding.ts';
import data500 from '../reference/data500.json';
import golden from '../reference/reduce.json';

/** Largest difference between a matrix and its expected rows. */
function apart(m: Matrix, rows: number[][]): number {
  return Math.max(...rows.flatMap((row, i) => row.map((value, j) => Math.abs(value - m.values[j * m.rows + i]))));
}

function pca(x: Matrix, options: Partial<PcaOptions> = {}) {
  const run = fitPca(x, { n_components: null, compat: '1.2', ...options });
  for (let next = run.next(); ; next = run.next()) if (next.done) return next.value;
}

describe('scalers', () => {
  it.each(golden.scalers)('equal MinMaxScaler and RobustScaler', ({ X, minmax, robust }) => {
    const x = matrixOf(X);
    // 2.3: 0 ... 1e-15.
    expect(apart(applyScaler(fitMinMax(x), x), minmax)).toBeLessThan(1e-14);
    const scaler = fitRobust(x);
    expect([...scaler.mean]).toEqual(robust.center);
    expect([...scaler.scale]).toEqual(robust.scale);
    expect(apart(applyScaler(scaler, x), robust.Z)).toBeLessThan(1e-14);
  });

  it('leave a constant column at 0', () => {
    const x = matrixOf([[3], [3], [3]]);
    expect([...applyScaler(fitMinMax(x), x).values, ...applyScaler(fitRobust(x), x).values]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('principal components', () => {
  const x500 = matrixOf(data500.X.map((row) => row.slice(0, 6)));
  const z = applyScaler(fitScaler(x500), x500);

  it('equal PCA: directions with their signs, variances, scores', () => {
    const model = pca(z);
    const expected = golden.pca;
    // 2.3: 6e-14.
    expect(apart(model.components, expected.components)).toBeLessThan(1e-12);
    expected.explained_variance.forEach((value, c) => expect(Math.abs(model.variance[c] / value - 1)).toBeLessThan(1e-13));
    expected.ratio.forEach((value, c) => expect(Math.abs(model.share[c] / value - 1)).toBeLessThan(1e-13));
    expected.singular_values.forEach((value, c) => expect(Math.abs(model.singular[c] / value - 1)).toBeLessThan(1e-13));
    expect(apart(applyPca(model, z), expected.scores_first5)).toBeLessThan(1e-11);
    expect(apart(applyPca(model, z, true), expected.whiten_first5)).toBeLessThan(1e-11);
  });

  it('by the rule of 1.5 and later are the same lines, their largest loading positive', () => {
    const [before, after] = [pca(z), pca(z, { compat: '1.5+' })];
    for (let c = 0; c < 6; c++) {
      const [one, other] = [before, after].map(({ components }) => Array.from({ length: 6 }, (_, j) => components.values[j * 6 + c]));
      const largest = other.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most));
      expect(largest).toBeGreaterThan(0);
      expect(other).toEqual(one.map((value) => (Math.sign(one[other.indexOf(largest)]) === 1 ? value : -value)));
    }
    // One row far off on the low side: the first rule turns the direction after it, the second after the loadings.
    const far = matrixOf([
      [-10, -10.1],
      [1, 1.2],
      [2, 1.9],
      [3, 3.1],
      [4, 4.2],
    ]);
    expect(pca(far).components.values[0]).toBeLessThan(0);
    expect(pca(far, { compat: '1.5+' }).components.values[0]).toBeGreaterThan(0);
  });

  it('put the rows together again when all are kept, also with fewer rows than columns', () => {
    const random = new RandomState(3);
    for (const [rows, columns] of [
      [40, 5],
      [4, 9],
    ]) {
      const x = matrix(rows, columns);
      x.values.forEach((_, at) => (x.values[at] = random.normal() + (at % 7)));
      const model = pca(x);
      expect(model.components.rows).toBe(Math.min(rows, columns));
      const scores = applyPca(model, x);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let value = model.mean[j];
          for (let c = 0; c < model.components.rows; c++)
            value += scores.values[c * rows + i] * model.components.values[j * model.components.rows + c];
          expect(Math.abs(value - x.values[j * rows + i])).toBeLessThan(1e-12);
        }
      }
      // Scores are unrelated to each other.
      expect(Math.abs(dot(columnOf(scores, 0), columnOf(scores, 1)))).toBeLessThan(1e-11);
    }
  });

  it('of collinear columns have variance 0 left over', () => {
    const model = pca(matrixOf(data500.X.map((row) => [row[1], row[7]])));
    expect(model.share[0]).toBeCloseTo(1, 12);
    expect(model.share[1]).toBeLessThan(1e-25);
    expect(() => pca(z, { n_components: 7 })).toThrow('bad-parameter');
    expect(() => pca(matrixOf([[1, 2]]))).toThrow('too-few-rows');
  });
});

describe('target encoding', () => {
  const animals = [...new Array<number>(20).fill(0), ...new Array<number>(30).fill(1), ...new Array<number>(38).fill(2)];
  const repeat = (value: number, times: number) => new Array<number>(times).fill(value);
  const y = Float64Array.from([
    ...repeat(90.3, 5),
    ...repeat(80.1, 15),
    ...repeat(20.4, 5),
    ...repeat(20.1, 25),
    ...repeat(21.2, 8),
    ...repeat(49, 30),
  ]);

  it('gives the numbers of the example in the documentation of TargetEncoder: dog, cat, snake', () => {
    expect([...fitTargetEncoding(animals, 3, y, 5000).values].map(Math.floor)).toEqual([44, 44, 44]);
    expect([...fitTargetEncoding(animals, 3, y, 1).values].map(Math.floor)).toEqual([80, 20, 43]);
    expect(Math.floor(fitTargetEncoding(animals, 3, y).mean)).toBe(44);
  });

  it('with "auto" adds the variance within a category over that of all, in rows', () => {
    const { values, counts, mean: whole } = fitTargetEncoding(animals, 3, y);
    [0, 1, 2].forEach((code) => {
      const own = y.filter((_, i) => animals[i] === code);
      const m = variance(own) / variance(y);
      expect(Math.abs(values[code] - (own.length * mean(own) + m * whole) / (own.length + m))).toBeLessThan(1e-12);
      expect(counts[code]).toBe(own.length);
    });
  });

  it('gives the mean to categories never seen, and to missing ones', () => {
    const encoding = fitTargetEncoding(animals, 4, y);
    expect([...applyTargetEncoding(encoding, [3, 9, NaN, -1])]).toEqual(repeat(encoding.mean, 4));
    expect([...fitTargetEncoding([0, 1], 2, Float64Array.of(5, 5)).values]).toEqual([5, 5]);
  });

  it('cross-fitted gives nothing away where there is nothing: categories of two rows, answers by chance', () => {
    const codes = Array.from({ length: 1000 }, (_, i) => Math.floor(i / 2));
    const areas = Array.from({ length: 20 }, (_, seed) => {
      const random = new RandomState(seed);
      const answers = Float64Array.from(codes, () => Number(random.random() < 0.5));
      const honest = crossFitTargetEncoding(codes, 500, answers, kFold(1000, 5, seed));
      return [auc(answers, applyTargetEncoding(fitTargetEncoding(codes, 500, answers), codes)), auc(answers, honest)];
    });
    // Half of the pairs are alike and tell all, the others nothing: 1/2 · 1 + 1/2 · 3/4. One area varies by 0.023, so the mean by 0.005.
    expect(Math.abs(mean(areas.map(([leaking]) => leaking)) - 0.875)).toBeLessThan(0.015);
    expect(Math.abs(mean(areas.map(([, honest]) => honest)) - 0.5)).toBeLessThan(0.015);
  });

  it('cross-fitted tells a row nothing of its own answer', () => {
    const codes = animals.map((code, i) => (code + i) % 3);
    const folds = kFold(88, 5, 42);
    const before = crossFitTargetEncoding(codes, 3, y, folds);
    for (const { test } of folds) {
      const other = y.slice();
      for (const row of test) other[row] += 100;
      const after = crossFitTargetEncoding(codes, 3, other, folds);
      for (const row of test) expect(after[row]).toBe(before[row]);
    }
  });
});
