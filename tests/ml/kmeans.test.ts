import { describe, expect, it } from 'vitest';
import { matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { kmeans, type KMeansParams, type KMeansStep } from '../../src/ml/kmeans.ts';
import { seedCentres } from '../../src/ml/kmeans-seed.ts';
import { lloyd } from '../../src/ml/kmeans-lloyd.ts';
import { PlainLoops, type LloydLoops } from '../../src/ml/kmeans-loops.ts';
import { newLloydKernel } from '../../src/ml/kernels/lloyd-kernel.ts';
import { pointsOf, type Points } from '../../src/ml/points.ts';
import { findGroups } from '../../src/ml/unsupervised.ts';
import golden from '../reference/cluster.json';

/** Oracle: scikit-learn 1.2.1, and plain Lloyd written out here. */
const plainLoops = (rows: number, columns: number, k: number) =>
  new PlainLoops({ rows, columns, values: new Float64Array(rows * columns) }, k);

function withPoints(loops: LloydLoops | undefined, { values }: Points): LloydLoops {
  if (!loops) throw new Error('no kernel');
  loops.points.values.set(values);
  return loops;
}

const data: Record<string, Matrix> = { rfm: matrixOf(golden.rfm), blobs: matrixOf(golden.blobs) };

async function fit(x: Matrix, params: Partial<KMeansParams>, seed = 42, trace = false) {
  const steps: KMeansStep[] = [];
  const input = { x, params: { ...kmeans.defaults, ...params }, random: new RandomState(seed), trace };
  const model = await findGroups(kmeans, input, { onStep: (step) => steps.push(step) });
  return { model, steps };
}

/** Largest difference of a centre from scikit-learn's. */
function apart(centres: Matrix, expected: number[][]): number {
  return Math.max(...expected.flatMap((row, i) => row.map((value, j) => Math.abs(value - centres.values[j * centres.rows + i]))));
}

describe('first centres', () => {
  it.each(golden.kpp)('are those of kmeans_plusplus: k=$k seed=$seed', ({ data: name, k, seed, indices }) => {
    expect([...seedCentres(pointsOf(data[name]), k, new RandomState(seed), '1.2')]).toEqual(indices);
  });

  it.each(golden.kpp_modern_1_3_plus)('follow the rule of 1.3 and later: k=$k seed=$seed', ({ data: name, k, seed, indices }) => {
    expect([...seedCentres(pointsOf(data[name]), k, new RandomState(seed), '1.4+')]).toEqual(indices);
  });
});

describe('k-means', () => {
  it.each(golden.kmeans)('gives labels, centres, inertia and iterations of KMeans: $data k=$k', async (expected) => {
    const x = data[expected.data];
    const { model } = await fit(x, { n_clusters: expected.k, n_init: expected.n_init }, expected.seed);
    expect([...kmeans.assign(model, x)]).toEqual(expected.labels);
    expect(model.iterations).toBe(expected.n_iter);
    expect(Math.abs(model.inertia / expected.inertia - 1)).toBeLessThan(1e-12);
    expect(apart(model.centres, expected.centers)).toBeLessThan(1e-12);
    expect([...model.sizes]).toEqual(Array.from(model.sizes, (_, c) => expected.labels.filter((label) => label === c).length));
  });

  it.each([
    ['in TypeScript', plainLoops],
    ['in WebAssembly', newLloydKernel],
  ] as const)('with bounds takes the same steps as plain Lloyd, %s', (_, make) => {
    const random = new RandomState(3);
    for (const [rows, columns, k] of [
      [800, 2, 7],
      [700, 3, 1],
      [600, 8, 12],
      [600, 5, 17],
      [400, 4, 10],
      [500, 25, 5],
    ]) {
      // Whole numbers too: rows that lie on each other and exactly between two centres.
      const x = matrixOf(
        Array.from({ length: rows }, () =>
          Array.from({ length: columns }, () => Math.round(2 * random.normal()) + (columns > 2 ? random.normal() : 0)),
        ),
      );
      const points = pointsOf(x);
      const first = seedCentres(points, k, random, '1.2');
      const values = Float64Array.from(
        { length: k * columns },
        (_, at) => points.values[first[Math.floor(at / columns)] * columns + (at % columns)],
      );
      const start = { rows: k, columns, values };
      const plain = plainLloyd(points.values, start.values, rows, columns, k, 100);
      const run = lloyd(withPoints(make(rows, columns, k), points), start, 100, 0);
      let step = run.next();
      while (!step.done) {
        expect([...step.value.labels]).toEqual(plain.labels[step.value.iteration - 1]);
        step = run.next();
      }
      expect(step.value.iterations).toBe(plain.labels.length);
      expect(step.value.centres.values).toEqual(plain.centres);
    }
  });

  it('gives an empty group the row farthest from its centre', () => {
    const x = matrixOf([[0], [1], [2], [10], [11], [30]]);
    const start = { rows: 3, columns: 1, values: Float64Array.of(1, 10, 1000) };
    const first = lloyd(new PlainLoops(pointsOf(x), 3), start, 100, 0).next();
    if (first.done) throw new Error('no step');
    expect([...first.value.labels]).toEqual([0, 0, 0, 1, 1, 1]);
    expect([...first.value.centres.values]).toEqual([1, 10.5, 30]);
  });

  it('finds fewer groups where rows are alike, and says their sizes', async () => {
    const { model } = await fit(matrixOf([[1], [1], [2], [2], [2]]), { n_clusters: 4 });
    expect([...model.sizes].filter((size) => size > 0).sort()).toEqual([2, 3]);
    expect(model.inertia).toBe(0);
  });

  it('shows every distance, change and centre, which add up to the model', async () => {
    const { model, steps } = await fit(data.blobs, { n_clusters: 4, n_init: 1 }, 7, true);
    const last = steps.at(-1);
    if (last?.kind !== 'iteration' || !last.labels || !last.distances) throw new Error('no trace');
    expect(last.changed).toBe(0);
    expect(last.centres).toEqual(model.centres);
    expect([...kmeans.assign(model, data.blobs)]).toEqual([...last.labels]);
    expect(Math.abs(last.distances.reduce((a, b) => a + b, 0) / model.inertia - 1)).toBeLessThan(1e-12);
    expect((await fit(data.blobs, { n_clusters: 4, n_init: 1 }, 7)).model).toEqual(model);
  });

  it('gives a plain model, and describes it as plain JSON', async () => {
    const { model } = await fit(data.blobs, { n_clusters: 3 });
    expect(structuredClone(model)).toEqual(model);
    const described = kmeans.describe(model, ['a', 'b']);
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  });

  it('refuses more groups than rows, a missing value, a parameter out of range; stops when asked', async () => {
    await expect(fit(matrixOf([[1], [2]]), { n_clusters: 3 })).rejects.toThrow('too-few-rows');
    await expect(fit(matrixOf([[1], [NaN], [2], [3]]), { n_clusters: 2 })).rejects.toThrow('not-finite');
    await expect(fit(data.blobs, { n_clusters: 0 })).rejects.toThrow('bad-parameter');
    const input = { x: data.blobs, params: kmeans.defaults, random: new RandomState(1), trace: false };
    await expect(findGroups(kmeans, input, { signal: AbortSignal.abort() })).rejects.toThrow('cancelled');
  });
});

/** Every distance of every iteration, by the differences. */
function plainLloyd(x: Float64Array, start: Float64Array, rows: number, columns: number, k: number, most: number) {
  let centres = start.slice();
  const labels: number[][] = [];
  for (let iteration = 0; iteration < most; iteration++) {
    const now = Array.from({ length: rows }, (_, i) => {
      const distances = Array.from({ length: k }, (_, c) => {
        let total = 0;
        for (let j = 0; j < columns; j++) total += (x[i * columns + j] - centres[c * columns + j]) ** 2;
        return total;
      });
      return distances.indexOf(Math.min(...distances));
    });
    labels.push(now);
    const sums = new Float64Array(k * columns);
    const counts = new Float64Array(k);
    now.forEach((label, i) => {
      counts[label]++;
      for (let j = 0; j < columns; j++) sums[label * columns + j] += x[i * columns + j];
    });
    centres = sums.map((sum, at) => sum * (1 / counts[Math.floor(at / columns)]));
    if (iteration > 0 && now.every((label, i) => label === labels[iteration - 1][i])) break;
  }
  return { labels, centres };
}
