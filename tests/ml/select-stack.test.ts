/** Weights of a stack against SciPy (tests/reference/additive.py), what a stack says by hand, and that it learns from no row it is tried on. */
import { describe, expect, it } from 'vitest';
import { matrix, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { mean, standardDeviation } from '../../src/core/stats.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { explainRows } from '../../src/ml/explain.ts';
import { logLoss, meanSquaredError } from '../../src/ml/metrics.ts';
import { ALGORITHMS } from '../../src/ml/registry.ts';
import type { FoldRun } from '../../src/ml/select-folds.ts';
import { stackRun, stackWeights } from '../../src/ml/select-stack.ts';
import { kFold, stratifiedKFold } from '../../src/ml/split.ts';
import type { StackModel, StackParams } from '../../src/ml/stack.ts';
import golden from '../reference/additive.json';

const asMatrix = (columns: readonly (readonly number[])[]): Matrix => ({
  rows: columns[0].length,
  columns: columns.length,
  values: Float64Array.from(columns.flat()),
});

describe('weights', () => {
  it('of log odds are the optimum that SciPy finds, with a 0 where one would be negative', () => {
    const { intercept, weights } = stackWeights(asMatrix(golden.stack.raw), Float64Array.from(golden.yes), 'classification');
    const [theirs, ...rest] = golden.stack.weights;
    expect(intercept).toBeCloseTo(theirs, 5);
    rest.forEach((weight, k) => expect(weights[k]).toBeCloseTo(weight, 5));
    expect(weights[3]).toBe(0);
  });

  it('of amounts too, in the units of the amounts', () => {
    const y = Float64Array.from(golden.amount);
    const { intercept, weights } = stackWeights(asMatrix(golden.stackAmount.raw), y, 'regression');
    const [theirs, ...rest] = golden.stackAmount.scaled;
    rest.forEach((weight, k) => expect(weights[k]).toBeCloseTo(weight, 5));
    const total = rest.reduce((sum, weight) => sum + weight, 0);
    expect(intercept).toBeCloseTo(mean(y) + standardDeviation(y) * theirs - mean(y) * total, 4);
  });
});

const random = new RandomState(6);
const y = Float64Array.from({ length: 600 }, () => Number(random.random() < 0.4));
const folds = stratifiedKFold(y, 5, 1);
/** Chances that know something, each with its own errors. */
const opinion = (knows: number): Float64Array =>
  y.map((yes) => 1 / (1 + Math.exp(-(knows * (2 * yes - 1) + random.normal())))); // prettier-ignore
const run = (algorithm: FoldRun['candidate']['algorithm'], predicted: Float64Array, failed?: string): FoldRun => {
  const at = ({ test }: { test: Uint32Array }, of: Float64Array) => Float64Array.from(test, (row) => of[row]);
  const losses = folds.map((fold) => logLoss(at(fold, y), at(fold, predicted)));
  return { candidate: { algorithm, params: {} }, predicted, losses, millis: 1, ...(failed !== undefined && { failed }) };
};
const membersOf = (found: FoldRun | undefined) =>
  (found?.candidate.params.members as StackParams['members']).map(({ algorithm }) => algorithm);

describe('a stack among the candidates', () => {
  const [first, second] = [opinion(0.8), opinion(0.8)];

  it('of two that err apart is better than either, and of one there is none', () => {
    const [one, other] = [run('logistic', first), run('boosting', second)];
    const found = stackRun([one, other], y, folds, 'classification', logLoss);
    expect(membersOf(found)).toEqual(['logistic', 'boosting']);
    expect(mean(found?.losses ?? [])).toBeLessThan(Math.min(mean(one.losses), mean(other.losses)));
    expect(stackRun([one], y, folds, 'classification', logLoss)).toBeUndefined();
    expect(stackRun([one, run('tree', opinion(-0.5))], y, folds, 'classification', logLoss)).toBeUndefined();
  });

  it('takes of an algorithm its best setting, and no rule, baseline, network or failure', () => {
    const noise = run('logistic', opinion(0.1));
    const runs = [run('baseline', first), run('rule', second), noise, run('logistic', first), run('neural', opinion(2)), run('tree', opinion(2), 'not-finite')]; // prettier-ignore
    const found = stackRun([...runs, run('additive', second)], y, folds, 'classification', logLoss);
    expect(membersOf(found)).toEqual(['logistic', 'additive']);
  });

  it('weighs a fold by what the others say: its own answers turned round change none of its predictions', () => {
    const told = stackRun([run('logistic', first), run('boosting', second)], y, folds, 'classification', logLoss);
    const turned = y.slice();
    for (const row of folds[2].test) turned[row] = 1 - turned[row];
    const again = stackRun([run('logistic', first), run('boosting', second)], turned, folds, 'classification', logLoss);
    for (const row of folds[2].test) expect(again?.predicted[row]).toBe(told?.predicted[row]);
    const elsewhere = folds[1].test[0];
    expect(again?.predicted[elsewhere]).not.toBe(told?.predicted[elsewhere]);
  });

  it('is not made of fewer than 500 rows', () => {
    const few = kFold(490, 5, 1);
    expect(stackRun([run('logistic', first), run('boosting', second)], y, few, 'classification', logLoss)).toBeUndefined();
    expect(stackRun([run('linear', first), run('tree', second)], y, few, 'regression', meanSquaredError)).toBeUndefined();
  });
});

describe('a stack that is learned', () => {
  const x = matrix(300, 3);
  x.values.forEach((_, at) => (x.values[at] = random.normal()));
  const yes = Float64Array.from({ length: 300 }, (_, i) =>
    Number(x.values[i] * x.values[300 + i] + x.values[600 + i] + random.normal() > 0),
  );
  const params: StackParams = {
    output: 'chance',
    intercept: -0.2,
    members: [
      { algorithm: 'logistic', params: { C: 0.5 }, weight: 0.7 },
      { algorithm: 'boosting', params: { max_iter: 20 }, weight: 0.5 },
    ],
  };
  const learn = () => train(ALGORITHMS.stack, { x, y: yes, params, random: new RandomState(3), trace: false }) as Promise<StackModel>;

  it('says the logistic of the weighted log odds of its members, each learned as if alone', async () => {
    const model = await learn();
    const logistic = await train(ALGORITHMS.logistic, { x, y: yes, params: { ...ALGORITHMS.logistic.defaults, C: 0.5 }, random: new RandomState(9), trace: false }); // prettier-ignore
    expect(model.members[0].model).toEqual(logistic);
    const [one, other] = model.members.map(({ algorithm, model: part }) => ALGORITHMS[algorithm].predict(part, x));
    const odds = (p: number) => Math.log(p / (1 - p));
    const expected = one.map((p, i) => 1 / (1 + Math.exp(-(-0.2 + 0.7 * odds(p) + 0.5 * odds(other[i])))));
    ALGORITHMS.stack.predict(model, x).forEach((chance, i) => expect(Math.abs(chance - expected[i])).toBeLessThan(1e-12));
  });

  it('has reasons that add up to its chance', async () => {
    const model = await learn();
    const predict = (of: Matrix) => ALGORITHMS.stack.predict(model, of);
    const rows = [0, 1, 2].map((i) => Float64Array.of(x.values[i], x.values[300 + i], x.values[600 + i]));
    const chances = predict(takeRows(x, [0, 1, 2]));
    explainRows(predict, rows, new Float64Array(3), [[0], [1], [2]]).forEach(({ start, parts }, i) => {
      expect(parts.reduce((sum, { effect }) => sum + effect, start)).toBeCloseTo(chances[i], 12);
    });
  });

  it('refuses members that cannot answer, or that are stacks', async () => {
    for (const algorithm of ['linear', 'stack'] as const) {
      const wrong = { ...params, members: [{ algorithm, params: {}, weight: 1 }] };
      await expect(train(ALGORITHMS.stack, { x, y: yes, params: wrong, random: new RandomState(3), trace: false })).rejects.toThrow('bad-parameter'); // prettier-ignore
    }
    for (const weight of [-1, NaN, Infinity]) {
      const wrong = { ...params, members: [{ ...params.members[0], weight }] };
      await expect(train(ALGORITHMS.stack, { x, y: yes, params: wrong, random: new RandomState(3), trace: false })).rejects.toThrow('bad-parameter'); // prettier-ignore
    }
  });
});
