/** Curves against scikit-learn's pipeline of the same pieces (tests/reference/additive.py, 1.9.1). */
import { describe, expect, it } from 'vitest';
import { matrix, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { additive, type AdditiveModel, type AdditiveParams } from '../../src/ml/additive.ts';
import { train } from '../../src/ml/contract.ts';
import { explainShares } from '../../src/ml/explain.ts';
import { fitKnots, hingeBasis } from '../../src/ml/hinges.ts';
import golden from '../reference/additive.json';

const x: Matrix = { rows: golden.yes.length, columns: golden.x.length, values: Float64Array.from(golden.x.flat()) };

const learn = (y: readonly number[], params: Partial<AdditiveParams>): Promise<AdditiveModel> => {
  const input = { x, y: Float64Array.from(y), params: { ...additive.defaults, ...params }, random: new RandomState(1), trace: false };
  return train(additive, input);
};

const near = (ours: ArrayLike<number>, theirs: readonly number[], tolerance: number) => {
  expect(ours.length).toBe(theirs.length);
  theirs.forEach((value, i) => expect(Math.abs(ours[i] - value)).toBeLessThan(tolerance));
};

describe('knots', () => {
  it('stand beside frequent values and at even quantiles of the rest, as an independent count has them', () => {
    fitKnots(x, 6).forEach((found, j) => near(found, golden.knots[j], 1e-12));
  });

  it('are none for two values, and never a value of a row', () => {
    const known = new Set(x.values);
    expect(fitKnots(x, 6)[3]).toHaveLength(0);
    for (const found of fitKnots(x, 6)) for (const knot of found) expect(known.has(knot)).toBe(false);
  });

  it('make pieces that are 0 up to the knot and a straight line from there', () => {
    const one = hingeBasis({ rows: 4, columns: 1, values: Float64Array.of(-1, 2, 3, 5) }, [Float64Array.of(2.5, 4)]);
    expect(Array.from(one.values)).toEqual([-1, 2, 3, 5, 0, 0, 0.5, 2.5, 0, 0, 0, 1]);
  });
});

describe('an additive model', () => {
  it('says scikit-learn’s chances to 1e-8', async () => {
    near(additive.predict(await learn(golden.yes, { C: 0.3 }), x), golden.chance, 1e-8);
  });

  it('says scikit-learn’s amounts to 1e-9', async () => {
    near(additive.predict(await learn(golden.amount, { output: 'amount', alpha: 2.5 }), x), golden.predicted, 1e-9);
  });

  it('explains itself to the last digit: the shares of facts add up, and a fact’s share does not depend on the others', async () => {
    const model = await learn(golden.yes, { C: 0.3 });
    const groups = [[0], [1], [2, 3]];
    const shares = additive.factShares?.(model, x, groups);
    if (!shares) throw new Error('no shares');
    const chance = additive.predict(model, x);
    shares.shares.forEach((of, i) => {
      const raw = of.reduce((sum, share) => sum + share, shares.average);
      expect(Math.abs(Number(additive.answerOf?.(model, raw)) - chance[i])).toBeLessThan(1e-12);
    });
    // On the rows it was learned from a fact's shares are 0 in the mean.
    groups.forEach((_, group) => {
      expect(Math.abs(shares.shares.reduce((sum, of) => sum + of[group], 0) / x.rows)).toBeLessThan(1e-12);
    });
    const other = matrix(1, 4);
    other.values.set([x.values[0], 9, 9, 9]);
    const alone = additive.factShares?.(model, other, groups)?.shares[0][0];
    expect(alone).toBeCloseTo(shares.shares[0][0], 12);
    const [explained] = explainShares({ ...shares, shares: [shares.shares[5]] }, (raw) => additive.answerOf?.(model, raw) ?? raw);
    expect(explained.end).toBeCloseTo(chance[5], 12);
  });

  it('learns nothing from other rows, and refuses one class and three', async () => {
    const some = takeRows(
      x,
      Array.from({ length: 80 }, (_, i) => i),
    );
    expect(fitKnots(some, 6)).not.toEqual(fitKnots(x, 6));
    await expect(learn(golden.yes.map(() => 1), { C: 1 })).rejects.toThrow('one-class'); // prettier-ignore
    await expect(learn(golden.yes.map((yes, i) => (i === 0 ? 2 : yes)), {})).rejects.toThrow('bad-parameter'); // prettier-ignore
  });
});
