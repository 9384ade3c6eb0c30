/** Against scikit-learn 1.2.1 (`tests/reference/impute.py`). */
import { describe, expect, it } from 'vitest';
import { matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { bayesianRidge } from '../../src/ml/bayesian-ridge.ts';
import { fitIterative, imputeIterative } from '../../src/ml/impute-iterative.ts';
import { imputeNearest } from '../../src/ml/impute-nearest.ts';
import prep from '../reference/prep.json';
import golden from '../reference/impute.json';

type Rows = (number | null)[][];
const withGaps = (rows: Rows): Matrix => matrixOf(rows.map((row) => row.map((value) => value ?? NaN)));

/** Largest difference between two matrices, relative to the size of the value. */
function difference(found: Matrix, expected: Rows): number {
  const wanted = withGaps(expected);
  return found.values.reduce((most, value, i) => {
    const apart = Math.abs(value - wanted.values[i]) / Math.max(1, Math.abs(wanted.values[i]));
    return Number.isNaN(apart) ? Infinity : Math.max(most, apart);
  }, 0);
}

describe.each(golden.cases)('imputation, $name', ({ fit, new: fresh, nearest, iterative }) => {
  it.each(nearest)('by the $k nearest, $weights', ({ k, weights, fit: fitted, new: filled }) => {
    const options = { k, weights: weights === 'uniform' ? 'uniform' : 'distance' } as const;
    // scikit-learn gets distances from dot products, which loses digits where values are large and rows near.
    const tolerance = weights === 'uniform' ? 1e-12 : 1e-7;
    expect(difference(imputeNearest(withGaps(fit), withGaps(fit), options), fitted)).toBeLessThan(tolerance);
    expect(difference(imputeNearest(withGaps(fit), withGaps(fresh), options), filled)).toBeLessThan(tolerance);
  });

  it('by regression in rounds', () => {
    const imputer = fitIterative(withGaps(fit));
    expect(imputer.rounds).toBe(iterative.rounds);
    expect(difference(imputeIterative(imputer, withGaps(fit)), iterative.fit)).toBeLessThan(1e-9);
    expect(difference(imputeIterative(imputer, withGaps(fresh)), iterative.new)).toBeLessThan(1e-9);
  });
});

describe('imputation', () => {
  it.each([
    ['2 nearest', prep.impute.X, prep.impute.knn2, 2, 'uniform'],
    ['2 nearest by distance', prep.impute.X, prep.impute.knn2_distance, 2, 'distance'],
    ['3 nearest, one row empty', prep.impute30.X, prep.impute30.knn3, 3, 'uniform'],
    ['5 nearest, one row empty', prep.impute30.X, prep.impute30.knn5, 5, 'uniform'],
  ] as const)('%s', (_, x, filled, k, weights) => {
    expect(difference(imputeNearest(withGaps(x), withGaps(x), { k, weights }), filled)).toBeLessThan(1e-12);
  });

  it('finds the coefficients of BayesianRidge', () => {
    const { x, y, coefficients, intercept } = golden.ridge;
    const found = bayesianRidge(withGaps(x), Float64Array.from(y));
    coefficients.forEach((value, j) => expect(found.coefficients[j]).toBeCloseTo(value, 10));
    expect(found.intercept).toBeCloseTo(intercept, 10);
  });

  it('leaves what it is given, and a feature that nobody has stays missing', () => {
    const x = withGaps([[1, null, 2], [null, null, 4], [3, null, 6]]); // prettier-ignore
    const before = [...x.values];
    for (const filled of [imputeNearest(x, x, { k: 2, weights: 'uniform' }), imputeIterative(fitIterative(x), x)]) {
      expect([...filled.values].map(Number.isNaN)).toEqual([false, false, false, true, true, true, false, false, false]);
    }
    expect([...x.values]).toEqual(before);
  });

  it('gives the mean to a row that has nothing in common with any other', () => {
    const fitted = withGaps([[1, 10], [3, null]]); // prettier-ignore
    expect([...imputeNearest(fitted, withGaps([[null, null]]), { k: 1, weights: 'distance' }).values]).toEqual([2, 10]);
  });
});
