/** The training loop: shuffle, one pass, look at the held-back rows, stop when they no longer improve. */
import { AppError } from '../../core/errors.ts';
import { take, type Matrix } from '../../core/matrix.ts';
import type { RandomState } from '../../core/rng.ts';
import { mean, standardDeviation } from '../../core/stats.ts';
import { stratifiedSplit, trainTestSplit, type Split } from '../split.ts';
import { newAdam } from './adam.ts';
import type { LoadBackend } from './backend.ts';
import { parametersOf, runEpoch, sumsOf, type Batches, type EpochParams } from './epoch.ts';
import { glorotLayers, type Layer } from './network.ts';
import type { NeuralModel, NeuralParams, NeuralStep } from './neural.ts';

/** Fewer held-back rows than this say nothing; then all rows train and all epochs run. */
const LEAST_VALIDATION_ROWS = 20;
const TRIAL_BATCHES = 4;

export async function* trainNetwork(
  x: Matrix,
  y: Float64Array,
  params: NeuralParams,
  random: RandomState,
  loadBackend: LoadBackend,
): AsyncGenerator<NeuralStep, NeuralModel, void> {
  const { output } = params;
  const { train, test } = holdBack(y, params, random);
  // An amount is learned in units of its own spread, so that the same learning rate fits cents and millions.
  const [centre, scale] = output === 'amount' ? [mean(take(y, train)), standardDeviation(take(y, train)) || 1] : [0, 1];
  const targets = y.map((value) => (value - centre) / scale);
  let layers = glorotLayers([x.columns, ...new Array<number>(params.hidden_layers).fill(params.units), 1], random);
  const adam = newAdam(parametersOf(layers));
  const settings: EpochParams = { output, rate: params.learning_rate, alpha: params.alpha, batchSize: params.batch_size };
  const order = Uint32Array.from(train);
  const held = batchesOf(x, targets, test);
  let epoch = 0;

  const backend = await loadBackend({
    operations: 6 * train.length * parametersOf(layers).reduce((sum, { length }) => sum + length, 0) * params.max_epochs,
    trial: () => {
      const some = batchesOf(x, targets, order.subarray(0, TRIAL_BATCHES * params.batch_size));
      const copy = copyOf(layers);
      for (const _ of runEpoch(copy, newAdam(parametersOf(copy)), some, settings));
    },
  });
  /** A lost graphics card answers with zeros or with errors of its own: neither may be learned from. */
  const onBackend = <T>(work: () => T): T => {
    try {
      const result = work();
      if (!backend.isLost()) return result;
    } catch (thrown) {
      if (!backend.isLost()) throw thrown;
    }
    throw new AppError('gpu-lost', { epoch });
  };

  let best = { epoch: 0, loss: Infinity, layers: copyOf(layers) };
  while (epoch < params.max_epochs && epoch - best.epoch < params.patience) {
    epoch++;
    const batches = batchesOf(x, targets, random.shuffle(order));
    const pass = runEpoch(layers, adam, batches, settings);
    while (!onBackend(() => pass.next()).done) yield { kind: 'working', epoch };
    yield { kind: 'working', epoch };
    const loss = onBackend(() => lossOf(layers, batches, output));
    const validationLoss = test.length > 0 ? onBackend(() => lossOf(layers, held, output)) : null;
    if (!Number.isFinite(loss + (validationLoss ?? 0))) throw new AppError('diverged', { epoch });
    // Without held-back rows there is nothing to stop by: every epoch counts as the best so far.
    if (validationLoss === null) best = { epoch, loss, layers };
    else if (validationLoss < best.loss - params.tol) best = { epoch, loss: validationLoss, layers: copyOf(layers) };
    yield { kind: 'epoch', epoch, loss, validationLoss };
  }
  layers = best.layers;
  return { kind: 'neural', output, columns: x.columns, layers, centre, scale, backend: backend.name, epochs: epoch, bestEpoch: best.epoch };
}

function holdBack(y: Float64Array, { output, validation_fraction: share }: NeuralParams, random: RandomState): Split {
  const seed = random.uint32();
  const all: Split = { train: Uint32Array.from(y, (_, i) => i), test: new Uint32Array(0) };
  if (share * y.length < LEAST_VALIDATION_ROWS) return all;
  if (output === 'amount') return trainTestSplit(y.length, share, seed);
  const yes = y.reduce((sum, value) => sum + value, 0);
  return Math.min(yes, y.length - yes) * share < 1 ? all : stratifiedSplit(y, share, seed);
}

function batchesOf(x: Matrix, y: Float64Array, rows: Uint32Array): Batches {
  const { columns } = x;
  const values = new Float32Array(rows.length * columns);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows.length; i++) values[i * columns + j] = x.values[j * x.rows + rows[i]];
  }
  return { x: values, y: Float32Array.from(rows, (row) => y[row]), columns };
}

/** Mean log loss from log-odds, or mean squared error in units of the spread. */
function lossOf(layers: readonly Layer[], { x, y, columns }: Batches, output: NeuralParams['output']): number {
  const sums = sumsOf(layers, x, columns);
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    if (output === 'amount') total += (sums[i] - y[i]) ** 2;
    else total += Math.max(sums[i], 0) + Math.log1p(Math.exp(-Math.abs(sums[i]))) - y[i] * sums[i];
  }
  return total / y.length;
}

function copyOf(layers: readonly Layer[]): Layer[] {
  return layers.map((layer) => ({ ...layer, weights: layer.weights.slice(), biases: layer.biases.slice() }));
}
