import { describe, expect, it } from 'vitest';
import { columnOf, matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { dependenceGrid, partialDependence, type Setting } from '../../src/ml/partial-dependence.ts';
import { tree } from '../../src/ml/tree.ts';
import reference from '../reference/explain_model.json';

const x = matrixOf(reference.x);

function dependence(predict: (x: Matrix) => Float64Array, of: Matrix, settings: readonly Setting[]) {
  const run = partialDependence(predict, of, settings);
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

async function models(): Promise<Record<'logistic' | 'tree', (x: Matrix) => Float64Array>> {
  const { coefficients, intercept } = reference.logistic;
  const { max_depth, min_samples_leaf } = reference.tree;
  const params = { ...tree.defaults, max_depth, min_samples_leaf, random_state: 0 };
  const grown = await train(tree, { x, y: Float64Array.from(reference.y), params, random: new RandomState(0), trace: false });
  return {
    logistic: (rows) =>
      Float64Array.from({ length: rows.rows }, (_, i) => {
        const line = coefficients.reduce((sum, weight, j) => sum + weight * rows.values[j * rows.rows + i], intercept);
        return 1 / (1 + Math.exp(-line));
      }),
    tree: (rows) => tree.predict(grown, rows),
  };
}

describe('partial dependence', () => {
  it('is scikit-learn’s by brute force: grid, average and single lines (within 1e-12)', async () => {
    const predict = await models();
    for (const name of ['logistic', 'tree'] as const) {
      for (const { column, points, grid, average, individual } of reference[name].cases) {
        const own = dependenceGrid(columnOf(x, column), points);
        expect(own.grid).toHaveLength(grid.length);
        own.grid.forEach((value, at) => expect(value).toBeCloseTo(grid[at], 12));
        const found = dependence(
          predict[name],
          x,
          Array.from(own.grid, (value) => [{ column, value }]),
        );
        found.average.forEach((value, at) => expect(value, `${name} ${column} ${at}`).toBeCloseTo(average[at], 12));
        individual.forEach((line, row) => line.forEach((value, at) => expect(columnOf(found.individual, at)[row]).toBeCloseTo(value, 12)));
      }
    }
  });

  it('sets the columns of one fact together, and leaves the rows as they were', () => {
    const levels = matrixOf([
      [1, 0, 5],
      [0, 1, 6],
      [0, 1, 7],
    ]);
    const before = levels.values.slice();
    const sum = (rows: Matrix) => columnOf(rows, 0).map((first, i) => 10 * first + 20 * columnOf(rows, 1)[i] + columnOf(rows, 2)[i]);
    const level = (j: number): Setting => [0, 1].map((column) => ({ column, value: Number(column === j) }));
    const found = dependence(sum, levels, [level(0), level(1)]);
    // By hand: 10 + 6 and 20 + 6.
    expect(Array.from(found.average)).toEqual([16, 26]);
    expect(Array.from(columnOf(found.individual, 1))).toEqual([25, 26, 27]);
    expect(levels.values).toEqual(before);
  });

  it('has a grid also where values are missing, few, or nearly all the same', () => {
    expect(Array.from(dependenceGrid([3, NaN, 1, 3], 40).grid)).toEqual([1, 3]);
    expect(dependenceGrid([NaN], 40).grid).toHaveLength(0);
    const mostlyZero = Array.from({ length: 1000 }, (_, i) => (i < 960 ? 0 : i));
    const { grid } = dependenceGrid(mostlyZero, 11);
    expect([grid[0], grid[10]]).toEqual([0, 999]);
  });
});
