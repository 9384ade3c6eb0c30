import { describe, expect, it } from 'vitest';
import { matrix, matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { mean } from '../../src/core/stats.ts';
import { chooseGroups, type ChooseStep } from '../../src/ml/choose-groups.ts';
import { adjustedRand, silhouette, silhouettes } from '../../src/ml/group-quality.ts';
import { pointsOf } from '../../src/ml/points.ts';
import golden from '../reference/cluster.json';

const data: Record<string, Matrix> = { rfm: matrixOf(golden.rfm), blobs: matrixOf(golden.blobs) };

function choose(x: Matrix, seed = 42) {
  const steps: ChooseStep[] = [];
  const run = chooseGroups(x, new RandomState(seed));
  for (let next = run.next(); ; next = run.next()) {
    if (next.done) return { choice: next.value, steps };
    steps.push(next.value);
  }
}

describe('quality of groups (oracle: scikit-learn 1.2.1)', () => {
  it.each(golden.kmeans)('silhouette of $data k=$k', ({ data: name, labels, silhouette: expected }) => {
    expect(Math.abs(silhouette(pointsOf(data[name]), labels, new RandomState(0)) - expected)).toBeLessThan(1e-12);
  });

  it('silhouette of single rows', () => {
    const { labels } = golden.kmeans.find((run) => run.data === 'blobs' && run.k === 4) ?? golden.kmeans[0];
    const first = silhouettes(pointsOf(data.blobs), labels);
    golden.silhouette_samples_blobs_k4_first10.forEach((value, i) => expect(Math.abs(first[i] - value)).toBeLessThan(1e-12));
  });

  it('silhouette of a sample is near that of all, and undefined for one group', () => {
    const { labels, silhouette: all } = golden.kmeans[8];
    expect(Math.abs(silhouette(pointsOf(data.blobs), labels, new RandomState(1), 150) - all)).toBeLessThan(0.05);
    expect(
      silhouettes(
        pointsOf(data.blobs),
        labels.map(() => 0),
      )[0],
    ).toBeNaN();
  });

  it.each(golden.kmeans.filter(({ ari }) => ari !== null))('adjusted Rand index of blobs k=$k', ({ labels, ari }) => {
    const truth = labels.map((_, i) => Math.floor(i / 60));
    expect(Math.abs(adjustedRand(truth, labels) - Number(ari))).toBeLessThan(1e-12);
    expect(adjustedRand(labels, truth)).toBeCloseTo(Number(ari), 12);
  });

  it('adjusted Rand index by all pairs', () => {
    const random = new RandomState(8);
    const [a, b] = [3, 4].map((k) => Array.from({ length: 60 }, () => random.interval(k - 1)));
    let [both, one, other, pairs] = [0, 0, 0, 0];
    for (let i = 0; i < 60; i++) {
      for (let j = 0; j < i; j++) {
        pairs++;
        if (a[i] === a[j]) one++;
        if (b[i] === b[j]) other++;
        if (a[i] === a[j] && b[i] === b[j]) both++;
      }
    }
    const expected = (one * other) / pairs;
    expect(adjustedRand(a, b)).toBeCloseTo((both - expected) / ((one + other) / 2 - expected), 12);
    expect(adjustedRand([0, 0, 1], [5, 5, 2])).toBe(1);
  });
});

describe('choice of the number of groups', () => {
  it('finds the four groups that are there: silhouette 0.728, and 1644 by BIC', () => {
    const { choice, steps } = choose(data.blobs);
    expect(choice).toMatchObject({ k: 4, because: 'found' });
    const four = choice.tried.find(({ k }) => k === 4);
    expect(four?.silhouette).toBeCloseTo(0.728, 3);
    expect(Math.abs(Number(four?.bic) - 1644)).toBeLessThan(1);
    expect(four?.stability).toBeGreaterThan(0.95);
    expect(choice.tried.reduce((least, one) => (one.bic < least.bic ? one : least)).k).toBe(4);
    expect(steps.filter(({ kind }) => kind === 'tried')).toHaveLength(7);
    const agreements = steps.flatMap((step) => (step.kind === 'resample' && step.k === 4 ? [step.agreement] : []));
    expect(agreements).toHaveLength(20);
    expect(mean(agreements)).toBe(four?.stability);
  });

  it('refuses where there are none: customers without gaps, silhouette about 0.25 for all k', () => {
    const { choice } = choose(data.rfm);
    expect(choice.k).toBeUndefined();
    expect(choice.because).toBe('no-gap');
    for (const one of choice.tried) {
      expect(one.silhouette).toBeLessThan(0.35);
      expect(one.silhouette).toBeGreaterThan(0.2);
      expect(one.stability).toBeUndefined();
    }
  });

  it('refuses groups that change with the rows: one cloud and one row far off', () => {
    const random = new RandomState(5);
    const rows = Array.from({ length: 200 }, () => [random.normal(), random.normal()]);
    const { choice } = choose(matrixOf([...rows, [60, 60]]));
    expect(choice.tried[0].silhouette).toBeGreaterThan(0.35);
    expect(choice.k).toBeUndefined();
    expect(choice.because).toBe('unstable');
  });

  it('looks at a sample of many rows, the same for the same seed', () => {
    const random = new RandomState(6);
    const x = matrix(6000, 2);
    for (let i = 0; i < x.rows; i++) {
      x.values[i] = random.normal() * 0.3 + (i % 3) * 4;
      x.values[x.rows + i] = random.normal() * 0.3;
    }
    expect(choose(x, 1).choice.k).toBe(3);
    expect(choose(data.blobs, 1)).toEqual(choose(data.blobs, 1));
  });

  it('refuses two rows', () => {
    expect(() => choose(matrixOf([[1], [2]]))).toThrow('too-few-rows');
  });
});
