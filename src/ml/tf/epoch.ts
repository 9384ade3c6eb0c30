/**
 * One pass over the rows in batches, the matrix products by tfjs. Weights go in and come out as plain arrays, all tensors
 * live inside a `tidy`: between two batches the backend holds nothing, so stopping there leaks nothing.
 */
import { add, matMul, mul, relu, sigmoid, step, sub, sum, tensor1d, tensor2d, tidy, transpose, type Tensor2D } from '@tensorflow/tfjs-core';
import { adamStep, type AdamState } from './adam.ts';
import type { Layer } from './network.ts';

export interface Batches {
  /** rows x columns, row by row, in the order they are to be seen. */
  x: Float32Array;
  y: Float32Array;
  columns: number;
}

export interface EpochParams {
  output: 'chance' | 'amount';
  rate: number;
  /** L2 penalty on weights, not on biases. */
  alpha: number;
  batchSize: number;
}

/** Multiplications after which the thread may be wanted back (some 20 ms in WebAssembly); a batch costs as much as many at least. */
const WORK_PER_YIELD = 1e8;
const WORK_PER_BATCH = 2e6;

/** Changes `layers` and `adam` in place. Yields where it may be stopped. */
export function* runEpoch(
  layers: readonly Layer[],
  adam: AdamState,
  { x, y, columns }: Batches,
  params: EpochParams,
): Generator<void, void> {
  const parameters = parametersOf(layers);
  const decay = parameters.map((_, i) => (i % 2 === 0 ? params.alpha : 0));
  const perRow = 3 * layers.reduce((sum, { weights }) => sum + weights.length, 0);
  let work = 0;
  for (let from = 0; from < y.length; from += params.batchSize) {
    const to = Math.min(from + params.batchSize, y.length);
    // Batches are uploaded one by one: cutting them out of one large tensor costs tfjs more.
    const batchX = x.subarray(from * columns, to * columns);
    const batchY = y.subarray(from, to);
    tidy(() => {
      const gradients = gradientsOf(layers, tensor2d(batchX, [to - from, columns]), tensor2d(batchY, [to - from, 1]), params.output);
      adamStep(adam, parameters, gradients, params.rate, decay);
    });
    work += WORK_PER_BATCH + perRow * (to - from);
    if (work > WORK_PER_YIELD) {
      work = 0;
      yield;
    }
  }
}

/** Weights and biases of each layer in turn; the arrays themselves, not copies. */
export function parametersOf(layers: readonly Layer[]): Float32Array[] {
  return layers.flatMap(({ weights, biases }) => [weights, biases]);
}

/** Mean gradient of log loss (or of half the squared error) over the batch, in the order of `parametersOf`. */
export function gradientsOf(layers: readonly Layer[], x: Tensor2D, y: Tensor2D, output: 'chance' | 'amount'): ArrayLike<number>[] {
  const weights = layers.map(({ weights, inputs, outputs }) => tensor2d(weights, [inputs, outputs]));
  const inputs: Tensor2D[] = [x];
  let sums = x;
  for (const [depth, { biases }] of layers.entries()) {
    sums = add(matMul(inputs[depth], weights[depth]), tensor1d(biases));
    if (depth < layers.length - 1) inputs.push(relu(sums));
  }
  // Both losses have the same derivative at the last sum: what was said minus what was so.
  let delta: Tensor2D = mul(sub(output === 'chance' ? sigmoid(sums) : sums, y), 1 / y.shape[0]);
  const gradients: ArrayLike<number>[] = [];
  for (let depth = layers.length - 1; depth >= 0; depth--) {
    gradients.unshift(matMul(transpose(inputs[depth]), delta).dataSync(), sum(delta, 0).dataSync());
    if (depth > 0) delta = mul(matMul(delta, transpose(weights[depth])), step(inputs[depth]));
  }
  return gradients;
}

/** Last sums of all rows, in the order given. */
export function sumsOf(layers: readonly Layer[], x: Float32Array, columns: number): ArrayLike<number> {
  return tidy(() => {
    let values: Tensor2D = tensor2d(x, [x.length / columns, columns]);
    for (const [depth, { weights, biases, inputs, outputs }] of layers.entries()) {
      values = add(matMul(values, tensor2d(weights, [inputs, outputs])), tensor1d(biases));
      if (depth < layers.length - 1) values = relu(values);
    }
    return values.dataSync();
  });
}
