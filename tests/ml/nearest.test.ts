import { describe, expect, it } from 'vitest';
import { matrix, matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { nearest, nearestChances, neighboursOf, type NearestParams } from '../../src/ml/nearest.ts';

/** Oracle: every distance, sorted. */
function bruteForce(x: Matrix, target: (j: number) => number, k: number): { row: number; distance: number }[] {
  const all = Array.from({ length: x.rows }, (_, row) => {
    let total = 0;
    for (let j = 0; j < x.columns; j++) total += (x.values[j * x.rows + row] - target(j)) ** 2;
    return { row, distance: Math.sqrt(total) };
  });
  return all.sort((a, b) => a.distance - b.distance || a.row - b.row).slice(0, k);
}

function filled(rows: number, columns: number, of: (random: RandomState) => number, seed = 1): Matrix {
  const random = new RandomState(seed);
  const x = matrix(rows, columns);
  x.values.forEach((_, at) => (x.values[at] = of(random)));
  return x;
}

const learn = (x: Matrix, y: ArrayLike<number>, params: Partial<NearestParams> = {}) =>
  train(nearest, { x, y: Float64Array.from(y), params: { ...nearest.defaults, ...params }, random: new RandomState(0), trace: false });

describe('nearest neighbours', () => {
  it.each([
    ['few columns', 2000, 2, (r: RandomState) => r.normal()],
    ['many columns', 700, 30, (r: RandomState) => r.normal()],
    ['whole numbers, many of them equal', 1500, 3, (r: RandomState) => r.integer(0, 5)],
    ['fewer rows than a leaf holds', 20, 4, (r: RandomState) => r.normal()],
    ['all rows alike', 300, 2, () => 7],
  ])('are the rows that a look at every row finds: %s', async (_, rows, columns, of) => {
    const x = filled(rows, columns, of);
    const queries = filled(60, columns, of, 2);
    const model = await learn(x, new Float64Array(rows), { n_neighbors: 7 });
    for (let i = 0; i < queries.rows; i++) {
      const found = neighboursOf(model, queries, i).map(({ row, distance }) => ({ row, distance }));
      expect(found).toEqual(bruteForce(x, (j) => queries.values[j * queries.rows + i], 7));
    }
  });

  it('of a training row, itself comes first', async () => {
    const x = filled(500, 3, (random) => random.normal());
    const model = await learn(x, new Float64Array(500), { n_neighbors: 1 });
    for (const row of [0, 17, 499]) expect(neighboursOf(model, x, row)).toEqual([{ row, distance: 0, weight: 1 }]);
  });

  it('vote alike, or by 1 / distance: worked by hand', async () => {
    const x = matrixOf([[0], [1], [3], [10]]);
    // From 2: distances 2, 1, 1, 8.
    const query = matrixOf([[2]]);
    const classes = [1, 0, 1, 0];
    expect((await learn(x, classes, { n_neighbors: 3 }).then((model) => nearest.predict(model, query)))[0]).toBeCloseTo(2 / 3, 15);
    const byDistance = await learn(x, classes, { n_neighbors: 3, weights: 'distance' });
    expect(nearest.predict(byDistance, query)[0]).toBeCloseTo((0.5 + 1) / (0.5 + 1 + 1), 15);
    const amount = await learn(x, [10, 20, 40, 0], { n_neighbors: 3, weights: 'distance', output: 'amount' });
    expect(nearest.predict(amount, query)[0]).toBeCloseTo((0.5 * 10 + 20 + 40) / 2.5, 13);
    const mean = await learn(x, [10, 20, 40, 0], { n_neighbors: 3, output: 'amount' });
    expect(nearest.predict(mean, query)[0]).toBeCloseTo(70 / 3, 13);
  });

  it('that lie on the row are the only ones to count by distance', async () => {
    const x = matrixOf([[1], [1], [2], [3]]);
    const model = await learn(x, [0, 1, 1, 1], { n_neighbors: 4, weights: 'distance' });
    expect(nearest.predict(model, matrixOf([[1]]))[0]).toBe(0.5);
  });

  it('of three classes give shares that add up to 1', async () => {
    const x = filled(200, 2, (random) => random.normal());
    const model = await learn(
      x,
      Array.from({ length: 200 }, (_, i) => i % 3),
      { n_neighbors: 10 },
    );
    const chances = nearestChances(model, x);
    expect(chances.columns).toBe(3);
    for (let i = 0; i < 200; i++) expect(chances.values[i] + chances.values[200 + i] + chances.values[400 + i]).toBeCloseTo(1, 14);
  });

  it('are held by the model, which says so; one class alone answers with it', async () => {
    const model = await learn(matrixOf([[1], [2], [3]]), [1, 1, 1], { n_neighbors: 2 });
    expect(nearest.describe(model, ['a'])).toMatchObject({ rows: 3, holdsTrainingRows: true });
    expect([...nearest.predict(model, matrixOf([[9]]))]).toEqual([1]);
  });

  it('must not be more than there are rows; classes are whole numbers', async () => {
    await expect(learn(matrixOf([[1], [2]]), [0, 1])).rejects.toThrow('too-few-rows');
    await expect(learn(matrixOf([[1], [2]]), [0, 0.5], { n_neighbors: 1 })).rejects.toThrow('bad-parameter');
  });
});
