import { describe, expect, it } from 'vitest';
import { matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { mean } from '../../src/core/stats.ts';
import { learningCurve, type LearningCurveInput } from '../../src/ml/learning-curve.ts';
import { foldEstimate } from '../../src/ml/select-choose.ts';
import { stratifiedKFold } from '../../src/ml/split.ts';
import { tree } from '../../src/ml/tree.ts';
import reference from '../reference/explain_model.json';

const y = Float64Array.from(reference.y);
const input: LearningCurveInput = {
  x: matrixOf(reference.x),
  y,
  isChance: true,
  folds: stratifiedKFold(y, 5, 42),
  algorithm: tree as unknown as LearningCurveInput['algorithm'],
  params: { ...tree.defaults, max_depth: 3, min_samples_leaf: 5, random_state: 0 },
  encoding: () => (x: Matrix) => x,
  seed: 42,
};

describe('learning curve', () => {
  it('is scikit-learn’s, fold by fold (within 1e-12)', async () => {
    const { sizes, learned, held_out: heldOut } = reference.curve;
    const curve = await learningCurve(input);
    expect(curve).toMatchObject({ score: 'auc', skipped: 0 });
    expect(curve.points.map(({ rows }) => rows)).toEqual(sizes);
    curve.points.forEach((point, at) => {
      expect(point.learned).toBeCloseTo(mean(learned[at]), 12);
      expect(point.heldOut.value).toBeCloseTo(mean(heldOut[at]), 12);
    });
    expect(curve.gain?.value).toBeCloseTo(mean(heldOut[4]) - mean(heldOut[2]), 12);
  });

  it('has intervals of the folds: worked by hand', () => {
    // Mean 3, deviation sqrt(2.5), error sqrt(2.5 (1/5 + 1/4)), t(4) = 2.776445.
    const { value, low, high } = foldEstimate([1, 2, 3, 4, 5]);
    expect(value).toBe(3);
    expect(high).toBeCloseTo(3 + 2.7764451 * Math.sqrt(2.5 * 0.45), 6);
    expect(Number(high) - 3).toBeCloseTo(3 - Number(low), 12);
    expect(foldEstimate([4])).toEqual({ value: 4, low: null, high: null });
  });

  it('stops when its time is up or it is told to, and learns the encoding from the rows of each size only', async () => {
    let clock = 0;
    const short = await learningCurve({ ...input, budgetMillis: 25, hooks: { now: () => clock, onProgress: () => (clock += 1.5) } });
    // 5 folds of 1.5 ms a size: after four sizes 30 ms have passed.
    expect(short.points).toHaveLength(4);
    expect(short).toMatchObject({ skipped: 1 });
    expect(short.gain).toBeUndefined();

    const stop = new AbortController();
    const stopped = learningCurve({ ...input, hooks: { signal: stop.signal, onProgress: (done) => done === 3 && stop.abort() } });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });

    const seen: number[] = [];
    await learningCurve({ ...input, encoding: (rows) => (seen.push(rows.length), (x: Matrix) => x) });
    expect(seen).toEqual(reference.curve.sizes.flatMap((rows) => Array<number>(5).fill(rows)));
  });

  it('leaves out sizes that cannot be learned from, and refuses a single fold', async () => {
    // Yes only among the last rows of each fold's shuffle is chance; a single yes cannot be in every tenth.
    const rare = Float64Array.from(y, (_, i) => Number(i % 40 === 0));
    const curve = await learningCurve({ ...input, y: rare, folds: stratifiedKFold(rare, 5, 42) });
    expect(curve.points.length).toBeLessThan(5);
    for (const { heldOut } of curve.points) expect(Number.isFinite(heldOut.value)).toBe(true);
    await expect(learningCurve({ ...input, folds: input.folds.slice(0, 1) })).rejects.toMatchObject({ code: 'too-few-rows' });
  });
});
