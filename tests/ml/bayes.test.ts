import { describe, expect, it } from 'vitest';
import { matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { bayes, bayesChances } from '../../src/ml/bayes.ts';
import { train } from '../../src/ml/contract.ts';
import data500 from '../reference/data500.json';

/** Oracle: the densities themselves, multiplied, from rows picked by class. */
function byDensities(rows: number[][], y: number[], target: number[], smoothing: number): number[] {
  const spread = (values: number[]) => {
    const centre = values.reduce((a, b) => a + b, 0) / values.length;
    return { centre, variance: values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length };
  };
  const epsilon = smoothing * Math.max(...target.map((_, j) => spread(rows.map((row) => row[j])).variance));
  const joint = [...new Set(y)].sort().map((label) => {
    const own = rows.filter((_, i) => y[i] === label);
    return target.reduce((product, value, j) => {
      const { centre, variance } = spread(own.map((row) => row[j]));
      const v = variance + epsilon;
      return (product * Math.exp(-((value - centre) ** 2) / (2 * v))) / Math.sqrt(2 * Math.PI * v);
    }, own.length / rows.length);
  });
  return joint.map((value) => value / joint.reduce((a, b) => a + b, 0));
}

const learn = (x: Matrix, y: number[], var_smoothing = 1e-9) =>
  train(bayes, { x, y: Float64Array.from(y), params: { var_smoothing }, random: new RandomState(0), trace: false });

describe('naive Bayes', () => {
  const rows = data500.X.map((row) => row.slice(0, 6));

  it.each([
    ['two classes', data500.y, 1e-9],
    ['three classes', data500.y3, 1e-9],
    ['much smoothing', data500.y, 0.01],
  ])('gives the chances of the densities written out: %s', async (_, y, smoothing) => {
    const model = await learn(matrixOf(rows), y, smoothing);
    const chances = bayesChances(model, matrixOf(rows));
    for (let i = 0; i < 500; i += 7) {
      byDensities(rows, y, rows[i], smoothing).forEach((chance, c) =>
        expect(Math.abs(chances.values[c * 500 + i] - chance)).toBeLessThan(1e-12),
      );
    }
  });

  it('stays a chance where every density is too small to write down', async () => {
    const model = await learn(matrixOf([[0], [1], [1000], [1001]]), [0, 0, 1, 1]);
    const [low, high, between] = bayes.predict(model, matrixOf([[-1e6], [1e6], [500.5]]));
    expect([low, high]).toEqual([0, 1]);
    expect(between).toBeCloseTo(0.5, 9);
    expect(bayes.predict(model, matrixOf([[400]]))[0]).toBe(0);
    expect(bayes.predict(model, matrixOf([[600]]))[0]).toBe(1);
  });

  it('worked by hand: two classes of one column', async () => {
    const model = await learn(matrixOf([[0], [2], [4], [6]]), [0, 0, 1, 1], 0);
    expect([...model.means.values, ...model.variances.values, ...model.priors]).toEqual([1, 5, 1, 1, 0.5, 0.5]);
    // Log odds of class 1 at x: ((x - 1)^2 - (x - 5)^2) / 2 = 4 x - 12.
    expect(bayes.predict(model, matrixOf([[3.25]]))[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 14);
  });

  it('learns nothing from a column that is the same for everybody, also where all are', async () => {
    const [one, two] = [
      matrixOf([[1], [2], [2], [3]]),
      matrixOf([
        [1, 5],
        [2, 5],
        [2, 5],
        [3, 5],
      ]),
    ];
    const y = [0, 0, 1, 1];
    const alone = bayes.predict(await learn(one, y), one);
    bayes.predict(await learn(two, y), two).forEach((chance, i) => expect(Math.abs(chance - alone[i])).toBeLessThan(1e-14));
    const constant = await learn(matrixOf([[0.1], [0.1], [0.1], [0.1]]), [0, 1, 1, 1]);
    for (const chance of bayes.predict(constant, matrixOf([[0.1], [0.3]]))) expect(chance).toBeCloseTo(0.75, 12);
  });

  it('gives a class that no row has no chance, and refuses one class alone and a class without spread', async () => {
    const x = matrixOf([[1], [2], [3], [4]]);
    expect([...bayesChances(await learn(x, [0, 0, 2, 2]), x).values.slice(4, 8)]).toEqual([0, 0, 0, 0]);
    await expect(learn(x, [1, 1, 1, 1])).rejects.toThrow('one-class');
    await expect(learn(matrixOf([[1], [1], [3], [4]]), [0, 0, 1, 1], 0)).rejects.toThrow('no-finite-estimate');
    await expect(learn(x, [0, 1, 0.5, 1])).rejects.toThrow('bad-parameter');
  });
});
