/** A network of dense layers in float64: first weights, forward, backward. Row by row, plain loops, sums left to right. */
import type { Matrix } from '../core/matrix.ts';
import type { RandomState } from '../core/rng.ts';
import { sigmoid } from './logistic-line.ts';

export type Activation = 'identity' | 'logistic' | 'tanh' | 'relu';

export interface MlpLayer {
  inputs: number;
  outputs: number;
  /** inputs x outputs, row by row. */
  weights: Float64Array;
  biases: Float64Array;
}

export interface MlpNetwork {
  layers: MlpLayer[];
  /** Between layers. */
  activation: Activation;
  /** After the last: two classes, more, or an amount. */
  last: 'logistic' | 'softmax' | 'identity';
}

/** What went through a network: of each layer its sums z and what came out of them; rows x outputs, row by row. */
export interface Forward {
  rows: number;
  input: Float64Array;
  sums: Float64Array[];
  outputs: Float64Array[];
}

export interface Backward {
  loss: number;
  /** ∂ loss / ∂ sums of each layer, times the rows. */
  deltas: Float64Array[];
  /** Weights and biases of each layer, in the shape of the network. */
  gradients: MlpLayer[];
}

/** Uniform in ±sqrt(6 / (inputs + outputs)), 2 instead of 6 for logistic units (Glorot & Bengio 2010); biases drawn alike. */
export function glorotNetwork(sizes: readonly number[], activation: Activation, last: MlpNetwork['last'], random: RandomState): MlpNetwork {
  const layers = sizes.slice(1).map((outputs, i) => {
    const inputs = sizes[i];
    const bound = Math.sqrt((activation === 'logistic' ? 2 : 6) / (inputs + outputs));
    const draw = (length: number) => Float64Array.from({ length }, () => random.uniform(-bound, bound));
    return { inputs, outputs, weights: draw(inputs * outputs), biases: draw(outputs) };
  });
  return { layers, activation, last };
}

/** The given rows of a matrix, row by row. */
export function packRows(x: Matrix, rows: ArrayLike<number>): Float64Array {
  const packed = new Float64Array(rows.length * x.columns);
  for (let j = 0; j < x.columns; j++) {
    for (let i = 0; i < rows.length; i++) packed[i * x.columns + j] = x.values[j * x.rows + rows[i]];
  }
  return packed;
}

export function forwardPass({ layers, activation, last }: MlpNetwork, input: Float64Array, rows: number): Forward {
  const sums: Float64Array[] = [];
  const outputs: Float64Array[] = [];
  layers.forEach((layer, depth) => {
    const z = timesWeights(depth === 0 ? input : outputs[depth - 1], layer, rows);
    sums.push(z);
    outputs.push(depth < layers.length - 1 ? activated(z, activation) : finished(z, last, layer.outputs));
  });
  return { rows, input, sums, outputs };
}

function timesWeights(from: Float64Array, { inputs, outputs, weights, biases }: MlpLayer, rows: number): Float64Array {
  const z = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++) {
    const to = i * outputs;
    for (let j = 0; j < inputs; j++) {
      const value = from[i * inputs + j];
      if (value === 0) continue;
      const at = j * outputs;
      for (let k = 0; k < outputs; k++) z[to + k] += value * weights[at + k];
    }
    for (let k = 0; k < outputs; k++) z[to + k] += biases[k];
  }
  return z;
}

function activated(z: Float64Array, activation: Activation): Float64Array {
  switch (activation) {
    case 'relu':
      return z.map((value) => Math.max(0, value));
    case 'tanh':
      return z.map(Math.tanh);
    case 'logistic':
      return z.map(sigmoid);
    case 'identity':
      return z.slice();
  }
}

function finished(z: Float64Array, last: MlpNetwork['last'], outputs: number): Float64Array {
  if (last === 'identity') return z.slice();
  if (last === 'logistic') return z.map(sigmoid);
  const chances = z.slice();
  for (let at = 0; at < chances.length; at += outputs) {
    const row = chances.subarray(at, at + outputs);
    const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    for (let k = 0; k < outputs; k++) sum += row[k] = Math.exp(row[k] - most);
    for (let k = 0; k < outputs; k++) row[k] /= sum;
  }
  return chances;
}

/**
 * Mean loss + alpha / (2 rows) ‖weights‖², and its slopes. `truth` in the shape of the last outputs (one column a class, one
 * for two classes). Both log losses and the squared error have the same slope at the last sums: what was said minus what is so.
 */
export function backwardPass(network: MlpNetwork, seen: Forward, truth: Float64Array, alpha: number): Backward {
  const { layers, activation, last } = network;
  const { rows } = seen;
  const said = seen.outputs[layers.length - 1];
  const squares = layers.reduce((sum, { weights }) => sum + weights.reduce((inner, value) => inner + value * value, 0), 0);
  const loss = lossOf(said, truth, last, rows) + (0.5 * alpha * squares) / rows;
  const deltas: Float64Array[] = [];
  const gradients: MlpLayer[] = [];
  let delta = said.map((value, at) => value - truth[at]);
  for (let depth = layers.length - 1; depth >= 0; depth--) {
    const input = depth === 0 ? seen.input : seen.outputs[depth - 1];
    deltas.unshift(delta);
    gradients.unshift(slopesOf(layers[depth], input, delta, rows, alpha));
    if (depth > 0) delta = backThrough(layers[depth], input, delta, rows, activation);
  }
  return { loss, deltas, gradients };
}

/** Chances are kept off 0 and 1 by the spacing of doubles at 1, as in scikit-learn. */
function lossOf(said: Float64Array, truth: Float64Array, last: MlpNetwork['last'], rows: number): number {
  let total = 0;
  for (let at = 0; at < said.length; at++) {
    if (last === 'identity') total += (truth[at] - said[at]) ** 2;
    else {
      const chance = Math.min(Math.max(said[at], Number.EPSILON), 1 - Number.EPSILON);
      if (truth[at] > 0) total -= truth[at] * Math.log(chance);
      if (last === 'logistic' && truth[at] < 1) total -= (1 - truth[at]) * Math.log(1 - chance);
    }
  }
  return last === 'identity' ? total / said.length / 2 : total / rows;
}

function slopesOf({ inputs, outputs, weights }: MlpLayer, input: Float64Array, delta: Float64Array, rows: number, alpha: number): MlpLayer {
  const slopes = { inputs, outputs, weights: new Float64Array(inputs * outputs), biases: new Float64Array(outputs) };
  for (let i = 0; i < rows; i++) {
    const from = i * outputs;
    for (let j = 0; j < inputs; j++) {
      const value = input[i * inputs + j];
      if (value === 0) continue;
      const at = j * outputs;
      for (let k = 0; k < outputs; k++) slopes.weights[at + k] += value * delta[from + k];
    }
    for (let k = 0; k < outputs; k++) slopes.biases[k] += delta[from + k];
  }
  for (let at = 0; at < weights.length; at++) slopes.weights[at] = (slopes.weights[at] + alpha * weights[at]) / rows;
  for (let k = 0; k < outputs; k++) slopes.biases[k] /= rows;
  return slopes;
}

/** δ of the layer before: through the weights, then through the slope of its activation, known from what came out. */
function backThrough(
  { inputs, outputs, weights }: MlpLayer,
  output: Float64Array,
  delta: Float64Array,
  rows: number,
  activation: Activation,
) {
  const back = new Float64Array(rows * inputs);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < inputs; j++) {
      const value = output[i * inputs + j];
      if (activation === 'relu' && value === 0) continue;
      let sum = 0;
      for (let k = 0; k < outputs; k++) sum += delta[i * outputs + k] * weights[j * outputs + k];
      if (activation === 'logistic') sum = sum * value * (1 - value);
      if (activation === 'tanh') sum *= 1 - value * value;
      back[i * inputs + j] = sum;
    }
  }
  return back;
}
