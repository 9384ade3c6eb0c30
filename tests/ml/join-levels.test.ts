/** Levels put together and trees that ask about them, against a table joined by hand. */
import { describe, expect, it } from 'vitest';
import { matrix, matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { boosting, type BoostingParams } from '../../src/ml/boosting.ts';
import { train } from '../../src/ml/contract.ts';
import { fitJoined, joinLevels } from '../../src/ml/join-levels.ts';
import { applyScaler, fitScaler } from '../../src/ml/standardise.ts';

const random = new RandomState(4);
const codes = Array.from({ length: 400 }, () => random.interval(4));
const number = codes.map(() => random.normal());
/** Four columns of levels 1 to 4 (0 = none of them) around a number. */
const hot = matrixOf(codes.map((code, i) => [Number(code === 1), Number(code === 2), number[i], Number(code === 3), Number(code === 4)]));
const byHand = matrixOf(codes.map((code, i) => [code, number[i]]));
const y = Float64Array.from(codes, (code, i) => Number((code === 2 || code === 3 ? 1.5 : -1) + number[i] + random.normal() > 0));
const levels_of = [1, 1, 0, 1, 1];

const learn = (x: Matrix, params: Partial<BoostingParams>) =>
  train(boosting, { x, y, params: { ...boosting.defaults, max_iter: 20, ...params }, random: new RandomState(2), trace: false });

describe('levels joined', () => {
  it('are the number of the level, whatever the columns were scaled to', () => {
    for (const x of [hot, applyScaler(fitScaler(hot), hot)]) {
      const made = joinLevels(fitJoined(x, levels_of), x);
      expect(Array.from(made.values.subarray(0, 400))).toEqual(codes);
      expect(Array.from(made.values.subarray(400))).toEqual(Array.from(x.values.subarray(800, 1200)));
    }
  });

  it('are learned from the rows given: a level that is not among them counts as none', () => {
    const few = matrixOf([[1, 0, 0], [0, 0, 0], [1, 0, 5]]); // prettier-ignore
    const joined = fitJoined(few, [1, 1, 0]);
    const seen = joinLevels(joined, matrixOf([[0, 1, 2]]));
    expect(Array.from(seen.values)).toEqual([0, 2]);
  });
});

describe('boosting with levels joined', () => {
  it('grows the trees of the table joined by hand, and says the same', async () => {
    const [joined, plain] = [await learn(hot, { levels_of }), await learn(byHand, {})];
    expect(boosting.predict(joined, hot)).toEqual(boosting.predict(plain, byHand));
    expect({ ...joined, joined: undefined }).toEqual({ ...plain, joined: undefined });
  });

  it('gives each fact its share, of all its levels at once, and they add up', async () => {
    const [joined, plain] = [await learn(hot, { levels_of }), await learn(byHand, {})];
    const shares = boosting.factShares?.(joined, hot, [[0, 1, 3, 4], [2]]);
    expect(shares).toEqual(boosting.factShares?.(plain, byHand, [[0], [1]]));
  });

  it('refuses rows of another width, and constraints on columns that joining moves', async () => {
    const model = await learn(hot, { levels_of });
    expect(() => boosting.predict(model, matrix(1, 2))).toThrow('bad-parameter');
    await expect(learn(hot, { levels_of, increasing: [2] })).rejects.toThrow('bad-parameter');
    await expect(learn(hot, { levels_of: [...levels_of, 0] })).rejects.toThrow('bad-parameter');
  });
});
