/** Training in batches (Adam, gradient descent) or on all rows at once (L-BFGS), in the order and with the draws of scikit-learn. */
import { AppError } from '../core/errors.ts';
import { take, takeRows, type Matrix } from '../core/matrix.ts';
import type { RandomState } from '../core/rng.ts';
import { mean } from '../core/stats.ts';
import { lbfgs } from './lbfgs.ts';
import { backwardPass, forwardPass, packRows, type Backward, type Forward, type MlpLayer, type MlpNetwork } from './mlp-network.ts';
import { Optimiser, parametersOf, type OptimiserSettings } from './mlp-optimiser.ts';
import { stratifiedSplit, trainTestSplit } from './split.ts';

export interface TrainSettings extends OptimiserSettings {
  alpha: number;
  batch_size: number | null;
  max_iter: number;
  max_fun: number;
  tol: number;
  n_iter_no_change: number;
  early_stopping: boolean;
  validation_fraction: number;
  shuffle: boolean;
}

export type MlpStep =
  /** One pass over the rows. `score`: share of right answers (or R²) on rows held back; null without early stopping. */
  | { kind: 'epoch'; epoch: number; loss: number; score: number | null; rate: number }
  /** A place where it may be stopped. */
  | { kind: 'working'; epoch: number }
  /** Trace only: what went forward, what came back, and how weights moved. `rows` of the training rows in this batch. */
  | {
      kind: 'batch';
      epoch: number;
      batch: number;
      rows: Uint32Array;
      forward: Forward;
      backward: Backward;
      after: MlpLayer[];
      rate: number;
    };

export interface Trained {
  network: MlpNetwork;
  epochs: number;
  loss: number;
  lossCurve: number[];
  validationScores: number[];
  converged: boolean;
}

type Run = Generator<MlpStep, Trained, void>;

/** Multiplications between two places where it may be stopped. */
const WORK_PER_YIELD = 3e7;

/** Targets in the shape of the last layer: one column (yes/no, amount) or one a class. */
export function targetsOf(y: Float64Array, outputs: number): Float64Array {
  if (outputs === 1) return y;
  const targets = new Float64Array(y.length * outputs);
  y.forEach((label, i) => (targets[i * outputs + label] = 1));
  return targets;
}

/** Changes `network` in place; with early stopping the weights of the best epoch are put back at the end. */
export function* trainInBatches(
  network: MlpNetwork,
  x: Matrix,
  y: Float64Array,
  settings: TrainSettings,
  random: RandomState,
  trace: boolean,
): Run {
  const { early_stopping: stopsEarly, validation_fraction: share, tol } = settings;
  const isYesNo = network.last === 'logistic';
  const split = stopsEarly ? (isYesNo ? stratifiedSplit(y, share, random) : trainTestSplit(y.length, share, random)) : undefined;
  const [knownX, knownY] = split ? [takeRows(x, split.train), take(y, split.train)] : [x, y];
  const held = split && { input: packRows(x, split.test), y: take(y, split.test) };
  const n = knownX.rows;
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const optimiser = new Optimiser(network.layers, settings);
  const result: Trained = { network, epochs: 0, loss: NaN, lossCurve: [], validationScores: [], converged: false };
  let best = { value: Infinity, layers: copyOf(network.layers) };
  let stale = 0;
  while (result.epochs < settings.max_iter) {
    const epoch = result.epochs + 1;
    if (settings.shuffle) random.shuffle(order);
    result.loss = yield* onePass(network, optimiser, knownX, knownY, order, settings, epoch, trace);
    if (!Number.isFinite(result.loss)) throw new AppError('diverged', { epoch });
    result.epochs = epoch;
    result.lossCurve.push(result.loss);
    const score = held ? scoreOf(network, held.input, held.y) : null;
    if (score !== null) result.validationScores.push(score);
    // Smaller is better: the loss, or the score turned round.
    const value = score === null ? result.loss : -score;
    stale = value > best.value - tol ? stale + 1 : 0;
    if (value < best.value) best = { value, layers: score === null ? best.layers : copyOf(network.layers) };
    optimiser.passed(epoch * n);
    yield { kind: 'epoch', epoch, loss: result.loss, score, rate: optimiser.rate };
    if (stale <= settings.n_iter_no_change) continue;
    if (optimiser.stalled()) {
      result.converged = true;
      break;
    }
    stale = 0;
  }
  return { ...result, network: stopsEarly ? { ...network, layers: best.layers } : network };
}

/** Changes weights batch by batch, rows in the given order; gives back the mean loss, each batch's before its own step. */
export function* onePass(
  network: MlpNetwork,
  optimiser: Optimiser,
  x: Matrix,
  y: Float64Array,
  order: Uint32Array,
  settings: Pick<TrainSettings, 'alpha' | 'batch_size'>,
  epoch: number,
  trace: boolean,
): Generator<MlpStep, number, void> {
  const { layers } = network;
  const size = Math.min(settings.batch_size ?? 200, x.rows);
  const perRow = layers.reduce((sum, { weights }) => sum + 3 * weights.length, 0);
  let total = 0;
  let work = 0;
  for (let from = 0; from < x.rows; from += size) {
    const rows = order.slice(from, from + size);
    const forward = forwardPass(network, packRows(x, rows), rows.length);
    const truth = targetsOf(take(y, rows), layers[layers.length - 1].outputs);
    const backward = backwardPass(network, forward, truth, settings.alpha);
    total += backward.loss * rows.length;
    optimiser.step(backward.gradients);
    work += perRow * rows.length;
    if (trace) yield { kind: 'batch', epoch, batch: from / size, rows, forward, backward, after: copyOf(layers), rate: optimiser.rate };
    else if (work > WORK_PER_YIELD) {
      work = 0;
      yield { kind: 'working', epoch };
    }
  }
  return total / x.rows;
}

export function* trainAtOnce(network: MlpNetwork, x: Matrix, y: Float64Array, settings: TrainSettings, trace: boolean): Run {
  const { layers } = network;
  const input = packRows(x, Uint32Array.from(y.keys()));
  const truth = targetsOf(y, layers[layers.length - 1].outputs);
  const parameters = parametersOf(layers);
  const start = Float64Array.from(parameters.flatMap((values) => Array.from(values)));
  const put = (packed: Float64Array) => {
    let at = 0;
    for (const values of parameters) values.set(packed.subarray(at, (at += values.length)));
  };
  const evaluate = (packed: Float64Array) => {
    put(packed);
    const { loss, gradients } = backwardPass(network, forwardPass(network, input, x.rows), truth, settings.alpha);
    return { value: loss, gradient: Float64Array.from(parametersOf(gradients).flatMap((values) => Array.from(values))) };
  };
  const options = {
    gradientTolerance: settings.tol,
    reductionTolerance: 2.220446049250313e-9,
    lineEvaluations: 20,
    maxIterations: settings.max_iter,
  };
  const search = lbfgs(evaluate, start, options);
  const lossCurve: number[] = [];
  let next = search.next();
  while (!next.done && next.value.evaluations <= settings.max_fun) {
    const { iteration: epoch, x: packed, value: loss, stepLength: rate } = next.value;
    lossCurve.push(loss);
    if (trace) yield batchOf(network, () => put(packed), input, truth, x.rows, settings.alpha, epoch, rate);
    yield { kind: 'epoch', epoch, loss, score: null, rate };
    next = search.next();
  }
  const { x: packed, value: loss, iteration: epochs } = next.value;
  put(packed);
  const converged = next.done === true && (next.value.stopped === 'gradient' || next.value.stopped === 'reduction');
  return { network, epochs, loss, lossCurve, validationScores: [], converged };
}

/** All rows as one batch, at the weights of now. */
function batchOf(
  network: MlpNetwork,
  put: () => void,
  input: Float64Array,
  truth: Float64Array,
  rows: number,
  alpha: number,
  epoch: number,
  rate: number,
): MlpStep {
  put();
  const forward = forwardPass(network, input.slice(), rows);
  const backward = backwardPass(network, forward, truth, alpha);
  return {
    kind: 'batch',
    epoch,
    batch: 0,
    rows: Uint32Array.from({ length: rows }, (_, i) => i),
    forward,
    backward,
    after: copyOf(network.layers),
    rate,
  };
}

/** Share of right answers, or R². */
function scoreOf(network: MlpNetwork, input: Float64Array, y: Float64Array): number {
  const said = forwardPass(network, input, y.length).outputs[network.layers.length - 1];
  if (network.last === 'identity') {
    const centre = mean(y);
    const missed = y.reduce((sum, value, i) => sum + (value - said[i]) ** 2, 0);
    return 1 - missed / y.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  }
  const k = said.length / y.length;
  let right = 0;
  for (let i = 0; i < y.length; i++) {
    const row = said.subarray(i * k, (i + 1) * k);
    right += Number(y[i] === (k === 1 ? Number(row[0] > 0.5) : row.indexOf(row.reduce((a, b) => Math.max(a, b)))));
  }
  return right / y.length;
}

function copyOf(layers: readonly MlpLayer[]): MlpLayer[] {
  return layers.map((layer) => ({ ...layer, weights: layer.weights.slice(), biases: layer.biases.slice() }));
}
