import { memory, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train } from '../../src/ml/contract.ts';
import { auc } from '../../src/ml/auc.ts';
import { adamStep, newAdam } from '../../src/ml/tf/adam.ts';
import { gradientsOf } from '../../src/ml/tf/epoch.ts';
import { hasRealGpu } from '../../src/ml/tf/gpu.ts';
import { forward, glorotLayers, type Layer } from '../../src/ml/tf/network.ts';
import { createNeural, type NeuralModel, type NeuralParams, type NeuralStep } from '../../src/ml/tf/neural.ts';
import { nodeBackend } from './node-backend.ts';

const neural = createNeural(nodeBackend);

interface Trained {
  model: NeuralModel;
  steps: Extract<NeuralStep, { kind: 'epoch' }>[];
}

async function learn(x: Matrix, y: Float64Array, params: Partial<NeuralParams> = {}, seed = 1): Promise<Trained> {
  const steps: Trained['steps'] = [];
  const input = { x, y, params: { ...neural.defaults, ...params }, random: new RandomState(seed), trace: false };
  const model = await train(neural, input, { onStep: (step) => step.kind === 'epoch' && steps.push(step) });
  return { model, steps };
}

const xor = { x: matrixOf([[0, 0], [0, 1], [1, 0], [1, 1]]), y: Float64Array.of(0, 1, 1, 0) }; // prettier-ignore

/** Yes inside a ring around 0: no straight line tells it. */
function ring(rows: number, seed: number): { x: Matrix; y: Float64Array } {
  const random = new RandomState(seed);
  const points = Array.from({ length: rows }, () => [random.normal(), random.normal(), random.normal()]);
  return { x: matrixOf(points), y: Float64Array.from(points, ([a, b]) => Number(a * a + b * b < 1.4)) };
}

describe('the network', () => {
  it('learns exclusive or, which no straight line can', async () => {
    const { model } = await learn(xor.x, xor.y, { units: 8, alpha: 0, learning_rate: 0.05, max_epochs: 400 });
    const chance = neural.predict(model, xor.x);
    xor.y.forEach((yes, i) => expect(Math.abs(chance[i] - yes)).toBeLessThan(0.1));
  });

  it('ranks a ring on rows it has not seen, and stops by itself', async () => {
    const { x, y } = ring(1500, 1);
    const { model, steps } = await learn(x, y);
    const fresh = ring(1000, 2);
    expect(auc(fresh.y, neural.predict(model, fresh.x))).toBeGreaterThan(0.97);
    expect(steps.length).toBe(model.epochs);
    expect(model.bestEpoch).toBeLessThanOrEqual(model.epochs);
    expect(model.backend).toBe('wasm');
  });

  it('learns amounts in their own size', async () => {
    const random = new RandomState(5);
    const rows = Array.from({ length: 600 }, () => [random.normal(), random.normal()]);
    const y = Float64Array.from(rows, ([a, b]) => 5e6 + 1e6 * a - 2e6 * b);
    const { model } = await learn(matrixOf(rows), y, { output: 'amount' });
    const guessed = neural.predict(model, matrixOf([[1, 0], [0, 1]])); // prettier-ignore
    expect(Math.abs(guessed[0] - 6e6)).toBeLessThan(2e5);
    expect(Math.abs(guessed[1] - 3e6)).toBeLessThan(2e5);
  });

  it('says the loss of each epoch, and it falls', async () => {
    const { x, y } = ring(500, 3);
    const { steps } = await learn(x, y, { max_epochs: 10, patience: 10 });
    expect(steps.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(steps[9].loss).toBeLessThan(steps[0].loss);
    expect(steps[9].validationLoss).toBeLessThan(Number(steps[0].validationLoss));
  });

  it('keeps the weights of the epoch that was best on the rows held back', async () => {
    const random = new RandomState(8);
    const x = matrixOf(Array.from({ length: 300 }, () => Array.from({ length: 10 }, () => random.normal())));
    const y = Float64Array.from({ length: 300 }, () => Number(random.random() < 0.5));
    const { model, steps } = await learn(x, y, { units: 64, alpha: 0, patience: 8 });
    const losses = steps.map(({ validationLoss }) => Number(validationLoss));
    // Labels are noise: it soon gets worse on rows it does not train on.
    expect(model.epochs).toBeLessThan(100);
    expect(Math.abs(losses[model.bestEpoch - 1] - Math.min(...losses))).toBeLessThanOrEqual(8 * neural.defaults.tol);
  });

  it('is the same for the same seed and another for another', async () => {
    const { x, y } = ring(300, 4);
    const [first, again, other] = [
      await learn(x, y, { max_epochs: 3 }),
      await learn(x, y, { max_epochs: 3 }),
      await learn(x, y, { max_epochs: 3 }, 2),
    ];
    expect(again).toEqual(first);
    expect(other.model.layers).not.toEqual(first.model.layers);
  });

  it('may be stopped within an epoch: after some 50 batches, or 1e8 multiplications of large ones', async () => {
    const { x, y } = ring(4000, 9);
    const stepsOf = async (params: Partial<NeuralParams>) => {
      const kinds: string[] = [];
      const input = { x, y, params: { ...neural.defaults, max_epochs: 1, ...params }, random: new RandomState(0), trace: false };
      await train(neural, input, { onStep: ({ kind }) => kinds.push(kind) });
      return kinds;
    };
    // 3,600 rows in batches of 8 are 450; of 600 they are 6, each 600 x 3 x (3 x 1024 + 1024 x 1024 + 1024) multiplications: one a step.
    expect(await stepsOf({ batch_size: 8 })).toEqual([...new Array<string>(450 / 50 + 1).fill('working'), 'epoch']);
    expect(await stepsOf({ batch_size: 600, units: 1024, hidden_layers: 2 })).toEqual([...new Array<string>(7).fill('working'), 'epoch']);
  });

  it('is plain data that scores without a backend', async () => {
    const { x, y } = ring(300, 6);
    const { model } = await learn(x, y, { max_epochs: 2 });
    expect(neural.predict(structuredClone(model), x)).toEqual(neural.predict(model, x));
    expect(neural.describe(model, ['a', 'b', 'c'])).toMatchObject({ layers: [3, 16, 1], weights: 3 * 16 + 16 + 16 + 1, backend: 'wasm' });
  });

  it('leaves no tensor behind, even when stopped between two epochs', async () => {
    const { x, y } = ring(300, 7);
    const before = memory().numTensors;
    const stop = new AbortController();
    const input = { x, y, params: neural.defaults, random: new RandomState(0), trace: false };
    const stopped = train(neural, input, { signal: stop.signal, onStep: ({ epoch }) => epoch === 2 && stop.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    await learn(x, y, { max_epochs: 2 });
    expect(memory().numTensors).toBe(before);
  });

  it('stops at the first loss that is not a number', async () => {
    const { x, y } = ring(100, 1);
    x.values[0] = 1e39;
    await expect(learn(x, y)).rejects.toMatchObject({ code: 'diverged', params: { epoch: 1 } });
  });

  it('stops, and learns nothing, when the graphics card goes away, whether it then answers or throws', async () => {
    const { x, y } = ring(100, 1);
    for (const throws of [false, true]) {
      let asked = 0;
      const onLostGpu = createNeural(async (work) => {
        await nodeBackend(work);
        return {
          name: 'webgl',
          isLost: () => {
            if (++asked === 10 && throws) throw new Error('a broken shader');
            return asked >= 10;
          },
        };
      });
      const input = { x, y, params: neural.defaults, random: new RandomState(0), trace: false };
      await expect(train(onLostGpu, input)).rejects.toMatchObject({ code: 'gpu-lost' });
    }
  });

  it('refuses holes, one class, labels other than 0 and 1, and parameters out of range', async () => {
    await expect(learn(matrixOf([[1], [NaN]]), Float64Array.of(0, 1))).rejects.toMatchObject({ code: 'not-finite' });
    await expect(learn(xor.x, new Float64Array(4))).rejects.toMatchObject({ code: 'one-class' });
    await expect(learn(xor.x, Float64Array.of(0, 1, 2, 1))).rejects.toMatchObject({ code: 'bad-parameter' });
    await expect(learn(xor.x, xor.y, { units: 0 })).rejects.toMatchObject({ code: 'bad-parameter' });
    await expect(learn(xor.x, xor.y, { learning_rate: NaN })).rejects.toMatchObject({ code: 'bad-parameter' });
  });
});

describe('its parts', () => {
  beforeAll(async () => void (await nodeBackend({ operations: 0, trial: () => undefined })));

  it('the first weights are uniform within Glorot’s bound', () => {
    const [layer] = glorotLayers([30, 20], new RandomState(0));
    const bound = Math.sqrt(6 / 50);
    expect(Math.max(...layer.weights.map(Math.abs))).toBeLessThanOrEqual(bound);
    const variance = layer.weights.reduce((sum, weight) => sum + weight * weight, 0) / 600;
    expect(variance).toBeCloseTo((bound * bound) / 3, 2);
    expect(layer.biases.every((bias) => bias === 0)).toBe(true);
  });

  it('forward is the sum worked by hand', () => {
    const layers: Layer[] = [
      { inputs: 2, outputs: 2, weights: Float32Array.of(1, -1, 2, 1), biases: Float32Array.of(0.5, 0) },
      { inputs: 2, outputs: 1, weights: Float32Array.of(3, -2), biases: Float32Array.of(1) },
    ];
    // (1, 2): hidden (1 + 4 + 0.5, -1 + 2) = (5.5, 1); 3 * 5.5 - 2 * 1 + 1 = 15.5. (-1, 0): hidden (-0.5 -> 0, 1); -2 + 1 = -1.
    expect(Array.from(forward(layers, matrixOf([[1, 2], [-1, 0]])))).toEqual([15.5, -1]); // prettier-ignore
  });

  it('gradients are those of finite differences', () => {
    const random = new RandomState(3);
    for (const output of ['chance', 'amount'] as const) {
      const layers = glorotLayers([3, 4, 2, 1], random);
      for (const { biases } of layers) biases.forEach((_, k) => (biases[k] = random.uniform(-0.5, 0.5)));
      const rows = Array.from({ length: 6 }, () => [random.normal(), random.normal(), random.normal()]);
      const y = Float64Array.from(rows, () => Number(random.random() < 0.5));
      const lossAt = () => {
        const sums = forward(layers, matrixOf(rows));
        return (
          sums.reduce((total, s, i) => total + (output === 'chance' ? Math.log1p(Math.exp(s)) - y[i] * s : (s - y[i]) ** 2 / 2), 0) / 6
        );
      };
      const gradients = gradientsOf(layers, tensor2d(rows), tensor2d(Array.from(y), [6, 1]), output);
      layers
        .flatMap(({ weights, biases }) => [weights, biases])
        .forEach((parameter, p) => {
          parameter.forEach((value, k) => {
            // Weights are float32: the step is what was stored, not what was meant.
            const [high, low] = [Math.fround(value + 1e-4), Math.fround(value - 1e-4)];
            parameter[k] = high;
            const above = lossAt();
            parameter[k] = low;
            const below = lossAt();
            parameter[k] = value;
            expect(Math.abs(gradients[p][k] - (above - below) / (high - low))).toBeLessThan(1e-5);
          });
        });
    }
  });

  it('Adam’s first step has the length of the rate, whatever the gradient', () => {
    // m / sqrt(v) after bias correction is g / |g| (Kingma & Ba 2015, algorithm 1).
    const weights = Float32Array.of(1, 1, 1);
    adamStep(newAdam([weights]), [weights], [[0.001, -50, 0]], 0.1, [0]);
    expect(weights[0]).toBeCloseTo(0.9, 4);
    expect(weights[1]).toBeCloseTo(1.1, 6);
    expect(weights[2]).toBe(1);
  });

  it('no GPU is claimed where there is no canvas', () => {
    expect(hasRealGpu()).toBe(false);
  });
});
