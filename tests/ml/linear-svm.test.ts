import { expect, it } from 'vitest';
import { matrix, matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { squaredHinge } from '../../src/ml/linear-svm-newton.ts';
import { linearDecisions, linearSvm, linearVotes, type LinearSvmModel, type LinearSvmStep } from '../../src/ml/linear-svm.ts';
import { applyScaler, fitScaler } from '../../src/ml/standardise.ts';
import data500 from '../reference/data500.json';
import reference from '../reference/svm.json';

/** Oracle: scikit-learn 1.2.1 LinearSVC at tol 1e-10 (golden numbers), slopes of the loss by finite differences. */
const raw = matrixOf(data500.X.slice(0, 200).map((row) => row.slice(0, 6)));
const x200 = applyScaler(fitScaler(raw), raw);
const y200 = Float64Array.from(data500.y.slice(0, 200));
const y3 = Float64Array.from(data500.y3.slice(0, 200));

function fit(x: Matrix, y: Float64Array, params: object = {}, onStep?: (step: LinearSvmStep) => void): Promise<LinearSvmModel> {
  const input = { x, y, params: { ...linearSvm.defaults, ...params }, random: new RandomState(0), trace: false };
  return train(linearSvm, input, { onStep });
}

it.each(reference.linear_svc.map((expected) => [JSON.stringify(expected.params), expected] as const))('%s', async (_, expected) => {
  const { C = 1, loss = 'squared_hinge' } = expected.params as { C?: number; loss?: 'hinge' | 'squared_hinge' };
  const model = await fit(x200, y200, { C, loss, tol: 1e-10, max_iter: 2e6 });
  const [{ coefficients, intercept, converged }] = model.machines;
  expect(converged).toBe(true);
  // How near liblinear's own search ends to the optimum at tol 1e-10: coordinates 1e-9, its trust region 2e-8.
  const tolerance = 'dual' in expected.params ? 2e-8 : 1e-9;
  [...expected.coef, ...expected.intercept].forEach((value, j) => {
    expect(Math.abs([...coefficients, intercept][j] - value)).toBeLessThan(tolerance);
  });
});

it('no direction lowers the loss, hinge or squared', async () => {
  const cost = (w: number[], power: number) => {
    let total = w.reduce((sum, value) => sum + value * value, 0) / 2;
    for (let i = 0; i < 200; i++) {
      const f = w[6] + [0, 1, 2, 3, 4, 5].reduce((sum, j) => sum + w[j] * x200.values[j * 200 + i], 0);
      total += 0.5 * Math.max(0, 1 - (y200[i] === 1 ? f : -f)) ** power;
    }
    return total;
  };
  for (const [loss, power] of [['hinge', 1], ['squared_hinge', 2]] as const) {
    const { machines } = await fit(x200, y200, { C: 0.5, loss, tol: 1e-8, max_iter: 1e5 });
    const w = [...machines[0].coefficients, machines[0].intercept];
    const random = new RandomState(1);
    for (let k = 0; k < 50; k++) {
      const moved = w.map((value) => value + 1e-3 * random.normal());
      expect(cost(moved, power)).toBeGreaterThan(cost(w, power));
    }
  }
}); // prettier-ignore

it('L-BFGS, taken where the Hessian is dear, ends where Newton ends', () => {
  const random = new RandomState(2);
  const [rows, columns] = [900, 700];
  const x = matrix(rows, columns);
  x.values.forEach((_, at) => (x.values[at] = random.normal() / 20));
  const sign = Float64Array.from({ length: rows }, (_, i) => (x.values[i] + 0.02 * random.normal() > 0 ? 1 : -1));
  const cost = new Float64Array(rows).fill(1);
  const run = squaredHinge({ x, sign, cost, tolerance: 1e-9, maxIterations: 1000 });
  let next = run.next();
  while (!next.done) next = run.next();
  expect(next.value.converged).toBe(true);
  // At the optimum the weights are their own pull: w = 2 Σ C (1 − s f) s x over the rows inside the margin.
  const w = next.value.weights;
  const pull = Float64Array.from(sign, (s, i) => {
    let f = w[columns];
    for (let j = 0; j < columns; j++) f += w[j] * x.values[j * rows + i];
    return 2 * Math.max(0, 1 - s * f) * s;
  });
  for (let j = 0; j < columns; j++) {
    let own = 0;
    for (let i = 0; i < rows; i++) own += pull[i] * x.values[j * rows + i];
    expect(Math.abs(own - w[j])).toBeLessThan(1e-5);
  }
});

it('three classes: each against the rest, chances add up to 1', async () => {
  const model = await fit(x200, y3, { tol: 1e-10 });
  const alone = await fit(x200, y3.map((label) => Number(label === 2)), { tol: 1e-10 }); // prettier-ignore
  expect(model.machines[2].coefficients).toEqual(alone.machines[0].coefficients);
  const said = linearDecisions(model, x200);
  expect([...linearVotes(model, x200)]).toEqual(Array.from({ length: 200 }, (_, i) => [0, 1, 2].reduce((a, b) => (said[b][i] > said[a][i] ? b : a)))); // prettier-ignore
  const chances = linearSvm.probabilities!(model, x200);
  for (let i = 0; i < 200; i++) expect(chances.values[i] + chances.values[200 + i] + chances.values[400 + i]).toBeCloseTo(1, 12);
});

it('balanced classes weigh the same in all: twice the rows of a class change nothing', async () => {
  const rare = Array.from(y200.keys()).filter((i) => y200[i] === 1);
  const twice = matrixOf([...Array(200).keys(), ...rare].map((i) => [0, 1].map((j) => x200.values[j * 200 + i])));
  const once = matrixOf(Array.from({ length: 200 }, (_, i) => [0, 1].map((j) => x200.values[j * 200 + i])));
  const params = { class_weight: 'balanced', tol: 1e-10 };
  const both = await fit(twice, Float64Array.from([...y200, ...rare.map(() => 1)]), { ...params, C: 200 / (200 + rare.length) });
  const one = await fit(once, y200, params);
  both.machines[0].coefficients.forEach((value, j) => expect(value).toBeCloseTo(one.machines[0].coefficients[j], 10));
});

it('200,000 rows x 25: a few Newton steps, each short enough to stop after it', async () => {
  const random = new RandomState(3);
  const x = matrix(200_000, 25);
  for (let at = 0; at < x.values.length; at++) x.values[at] = random.random() - 0.5;
  const y = Float64Array.from({ length: x.rows }, (_, i) => Number(x.values[i] - x.values[x.rows + i] + 0.5 * random.normal() > 0));
  let longest = 0;
  let steps = 0;
  const start = process.cpuUsage();
  let before = 0;
  const model = await fit(x, y, {}, () => {
    const { user } = process.cpuUsage(start);
    longest = Math.max(longest, user - before);
    before = user;
    steps++;
  });
  expect(model.machines[0].iterations).toBeLessThan(15);
  expect(steps).toBeLessThan(80);
  expect(before / 1e6).toBeLessThan(30);
  expect(longest / 1000).toBeLessThan(1000);
});

it('refuses one class, holes, wrong settings and another width', async () => {
  await expect(fit(x200, new Float64Array(200))).rejects.toThrow('one-class');
  await expect(fit(matrixOf([[NaN], [1]]), Float64Array.of(0, 1))).rejects.toThrow('not-finite'); // prettier-ignore
  await expect(fit(x200, y200, { C: -1 })).rejects.toThrow('bad-parameter');
  const model = await fit(x200, y200);
  expect(() => linearSvm.predict(model, matrixOf([[1]]))).toThrow('bad-parameter');
});
