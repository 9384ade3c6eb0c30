import { describe, expect, it } from 'vitest';
import { matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { backwardPass, forwardPass, glorotNetwork, packRows, type Activation, type MlpNetwork } from '../../src/ml/mlp-network.ts';
import { Optimiser, parametersOf } from '../../src/ml/mlp-optimiser.ts';
import { onePass, targetsOf, type MlpStep } from '../../src/ml/mlp-train.ts';
import { mlp, type MlpModel, type MlpParams } from '../../src/ml/mlp.ts';
import { applyScaler, fitScaler } from '../../src/ml/standardise.ts';
import { newAdam } from '../../src/ml/tf/adam.ts';
import { parametersOf as parameters32, runEpoch } from '../../src/ml/tf/epoch.ts';
import data500 from '../reference/data500.json';
import reference from '../reference/mlp.json';
import { nodeBackend } from './node-backend.ts';

/** Oracle: scikit-learn 1.2.1 MLPClassifier and MLPRegressor (golden numbers), finite differences, the float32 network on tfjs. */
const raw = matrixOf(data500.X.map((row) => row.slice(0, 6)));
const x500 = applyScaler(fitScaler(raw), raw);
const y500 = Float64Array.from(data500.y);
const y3 = Float64Array.from(data500.y3);

async function fit(x: Matrix, y: Float64Array, params: Partial<MlpParams>, seed: number, trace = false) {
  const steps: MlpStep[] = [];
  const input = { x, y, params: { ...mlp.defaults, ...params }, random: new RandomState(seed), trace };
  return { model: await train(mlp, input, { onStep: (step) => steps.push(step) }), steps };
}

/** |found - expected| <= tolerance · max(1, |expected|). */
function expectNear(found: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value))));
}

function expectWeights(model: MlpModel, coefs: number[][][], intercepts: number[][], tolerance: number): void {
  coefs.forEach((weights, depth) => expectNear(model.layers[depth].weights, weights.flat(), tolerance));
  intercepts.forEach((biases, depth) => expectNear(model.layers[depth].biases, biases, tolerance));
}

describe('loss curve, weights and chances are those of MLPClassifier', () => {
  it.each(reference.runs.map((run) => [JSON.stringify(run.params), run] as const))('%s', async (_, run) => {
    const { hidden_layer_sizes: sizes, ...rest } = run.params as { hidden_layer_sizes: number[] } & Partial<MlpParams>;
    const { model } = await fit(x500, y500, { ...rest, units_1: sizes[0], units_2: sizes[1] ?? null }, run.seed);
    // A line search multiplies rounding more than fifty small steps do.
    const isLbfgs = rest.solver === 'lbfgs';
    expect(model.epochs).toBe(run.n_iter);
    if (run.loss_curve) expectNear(model.lossCurve, run.loss_curve, 1e-13);
    expectNear([model.loss], [run.loss], isLbfgs ? 1e-11 : 1e-13);
    expectWeights(model, run.coefs, run.intercepts, isLbfgs ? 1e-9 : 1e-12);
    expectNear(mlp.predict(model, x500).subarray(0, 10), run.proba_first10, isLbfgs ? 1e-9 : 1e-12);
    if (run.val_scores) expectNear(model.validationScores, run.val_scores, 0);
  });

  it('three classes', async () => {
    const { model } = await fit(x500, y3, { units_1: 8, max_iter: 20 }, 0);
    expectNear(model.lossCurve, reference.multi.loss_curve, 1e-13);
    const chances = mlp.probabilities!(model, x500);
    reference.multi.proba_first5.forEach((row, i) => expectNear(Array.from(row, (_, k) => chances.values[k * 500 + i]), row, 1e-12)); // prettier-ignore
    const predicted = mlp.predict(model, x500);
    reference.multi.proba_first5.forEach((row, i) => expect(predicted[i]).toBe(row.indexOf(Math.max(...row))));
  });

  it('an amount (MLPRegressor)', async () => {
    const centre = data500.yr.reduce((sum, value) => sum + value, 0) / 500;
    const scale = Math.sqrt(data500.yr.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 500);
    const params = { output: 'amount', units_1: 8, max_iter: 20 } as const;
    const { model } = await fit(
      x500,
      Float64Array.from(data500.yr, (value) => (value - centre) / scale),
      params,
      0,
    );
    expectNear(model.lossCurve, reference.reg.loss_curve, 1e-13);
    expectNear(mlp.predict(model, x500).subarray(0, 5), reference.reg.pred_first5, 1e-12);
    const own = await fit(x500, Float64Array.from(data500.yr), { ...params, standardise_target: true }, 0);
    const expected = reference.reg.pred_first5.map((value) => centre + scale * value);
    expectNear(mlp.predict(own.model, x500).subarray(0, 5), expected, 1e-12);
  });
});

it.each([
  ['relu', 'logistic'], ['tanh', 'softmax'], ['logistic', 'identity'], ['identity', 'logistic'],
] as const)('slopes are those of finite differences: %s, %s', (activation: Activation, last: MlpNetwork['last']) => {
  const random = new RandomState(3);
  const outputs = last === 'softmax' ? 3 : 1;
  const network = glorotNetwork([3, 4, 2, outputs], activation, last, random);
  const x = matrixOf(Array.from({ length: 6 }, () => [random.normal(), random.normal(), random.normal()]));
  const y = Float64Array.from({ length: 6 }, (_, i) => (last === 'identity' ? random.normal() : i % Math.max(2, outputs)));
  const input = packRows(x, [0, 1, 2, 3, 4, 5]);
  const at = () => backwardPass(network, forwardPass(network, input, 6), targetsOf(y, outputs), 0.3);
  const slopes = parametersOf(at().gradients);
  parametersOf(network.layers).forEach((values, p) =>
    values.forEach((value, k) => {
      values[k] = value + 1e-5;
      const above = at().loss;
      values[k] = value - 1e-5;
      const below = at().loss;
      values[k] = value;
      // 1e-8: what is left of a difference of losses near 1 after division by 2e-5, and its cubic term.
      expect(Math.abs(slopes[p][k] - (above - below) / 2e-5)).toBeLessThan(1e-8);
    }),
  );
}); // prettier-ignore

it('traced batches replay: forward, deltas, slopes and the move give the next weights', async () => {
  const params = { units_1: 4, solver: 'sgd', momentum: 0, nesterovs_momentum: false, learning_rate_init: 0.1, max_iter: 3 } as const;
  const { model, steps } = await fit(x500, y500, params, 7, true);
  const batches = steps.filter((step) => step.kind === 'batch');
  expect(batches.length).toBe(9);
  const epochs = steps.filter((step) => step.kind === 'epoch');
  expect(epochs.map(({ loss }) => loss)).toEqual(model.lossCurve);
  const network = glorotNetwork([6, 4, 1], 'relu', 'logistic', new RandomState(7));
  for (const { rows, forward, backward, after, rate } of batches) {
    const again = forwardPass(network, packRows(x500, rows), rows.length);
    expect(again).toEqual(forward);
    expect(backward.deltas[1]).toEqual(forward.outputs[1].map((chance, i) => chance - y500[rows[i]]));
    const slopes = parametersOf(backward.gradients);
    parametersOf(network.layers).forEach((values, p) => values.forEach((value, k) => (values[k] = value - rate * slopes[p][k])));
    expect(network.layers).toEqual(after);
  }
  expect(network.layers).toEqual(model.layers);
});

it('the float32 network on tfjs learns the same from the same weights and batches', async () => {
  await nodeBackend({ operations: 0, trial: () => undefined });
  for (const output of ['chance', 'amount'] as const) {
    const random = new RandomState(5);
    const rows = Array.from({ length: 96 }, () => [random.normal(), random.normal(), random.normal()].map(Math.fround));
    const y = Float64Array.from(rows, ([a, b, c]) => (output === 'chance' ? Number(a * b + c > 0) : Math.fround(a * b + c)));
    const network = glorotNetwork([3, 8, 5, 1], 'relu', output === 'chance' ? 'logistic' : 'identity', random);
    for (const values of parametersOf(network.layers)) values.forEach((value, k) => (values[k] = Math.fround(value)));
    const layers = network.layers.map((layer) => ({
      ...layer,
      weights: Float32Array.from(layer.weights),
      biases: Float32Array.from(layer.biases),
    }));
    const start = network.layers[0].weights.slice();
    const adam = newAdam(parameters32(layers));
    const optimiser = new Optimiser(network.layers, { ...mlp.defaults, solver: 'adam', learning_rate_init: 0.01 });
    const order = Uint32Array.from({ length: 96 }, (_, i) => i);
    for (let epoch = 1; epoch <= 5; epoch++) {
      random.shuffle(order);
      const x = Float32Array.from(Array.from(order).flatMap((row) => rows[row]));
      const settings = { output, rate: 0.01, alpha: 0.02, batchSize: 32 };
      Array.from(runEpoch(layers, adam, { x, y: Float32Array.from(order, (row) => y[row]), columns: 3 }, settings));
      // scikit-learn divides the penalty by the rows of the batch, the other network does not.
      const pass = onePass(network, optimiser, matrixOf(rows), y, order, { alpha: 0.02 * 32, batch_size: 32 }, epoch, false);
      while (!pass.next().done);
    }
    // 15 steps of at most 0.01 each in numbers of 24 bits; weights moved a thousand times as far.
    network.layers.forEach(({ weights, biases }, depth) => {
      expectNear(layers[depth].weights, Array.from(weights), 1e-4);
      expectNear(layers[depth].biases, Array.from(biases), 1e-4);
    });
    expect(Math.max(...start.map((value, k) => Math.abs(network.layers[0].weights[k] - value)))).toBeGreaterThan(0.05);
  }
});

it('learns exclusive or; an adaptive rate falls by fifths until it stops', async () => {
  const x = matrixOf([[0, 0], [0, 1], [1, 0], [1, 1]]); // prettier-ignore
  const y = Float64Array.of(0, 1, 1, 0);
  const { model } = await fit(x, y, { units_1: 8, solver: 'lbfgs', alpha: 1e-6 }, 1);
  mlp.predict(model, x).forEach((chance, i) => expect(Math.abs(chance - y[i])).toBeLessThan(0.05));
  const params = { units_1: 2, solver: 'sgd', learning_rate: 'adaptive', learning_rate_init: 0.1, tol: 1e-2, max_iter: 1000 } as const;
  const { steps, model: slow } = await fit(x, y, params, 1);
  const rates = [...new Set(steps.map((step) => (step.kind === 'epoch' ? step.rate : NaN)))];
  expect(slow.converged).toBe(true);
  rates.forEach((rate, k) => expect(rate).toBeCloseTo(0.1 / 5 ** k, 12));
  expect(rates[rates.length - 1]).toBeLessThan(1e-6);
});

it('refuses one class, holes, wrong settings, another width, and a loss that is not a number', async () => {
  await expect(fit(x500, new Float64Array(500), {}, 0)).rejects.toThrow('one-class');
  await expect(fit(matrixOf([[NaN], [1]]), Float64Array.of(0, 1), {}, 0)).rejects.toThrow('not-finite'); // prettier-ignore
  await expect(fit(x500, y500, { units_1: 0 }, 0)).rejects.toThrow('bad-parameter');
  const huge = { output: 'amount', solver: 'sgd', learning_rate_init: 10, activation: 'identity', max_iter: 200, momentum: 1 } as const;
  await expect(fit(x500, Float64Array.from(data500.yr), huge, 0)).rejects.toThrow('diverged');
  const wide = { solver: 'lbfgs', units_1: 4096, units_2: 4096 } as const;
  await expect(fit(x500, y500, wide, 0)).rejects.toMatchObject({ code: 'too-many-rows', params: { rows: 500, most: 5 } });
  const { model } = await fit(x500, y500, { max_iter: 1, units_1: 2 }, 0);
  expect(() => mlp.predict(model, matrixOf([[1]]))).toThrow('bad-parameter');
});
