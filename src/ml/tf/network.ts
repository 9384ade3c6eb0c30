/** The network as plain numbers: what is stored, and what scores without tfjs. */
import type { Matrix } from '../../core/matrix.ts';
import type { RandomState } from '../../core/rng.ts';

export interface Layer {
  inputs: number;
  outputs: number;
  /** inputs x outputs, row by row. */
  weights: Float32Array;
  biases: Float32Array;
}

/** Uniform in +-sqrt(6 / (inputs + outputs)) (Glorot & Bengio 2010), biases 0; `sizes`: inputs, hidden ..., outputs. */
export function glorotLayers(sizes: readonly number[], random: RandomState): Layer[] {
  return sizes.slice(1).map((outputs, i) => {
    const inputs = sizes[i];
    const bound = Math.sqrt(6 / (inputs + outputs));
    const weights = Float32Array.from({ length: inputs * outputs }, () => random.uniform(-bound, bound));
    return { inputs, outputs, weights, biases: new Float32Array(outputs) };
  });
}

/** Last layer's sums, one per row (the network has one output): ReLU between layers, none at the end. */
export function forward(layers: readonly Layer[], x: Matrix): Float64Array {
  const out = new Float64Array(x.rows);
  const widest = layers.reduce((most, { inputs }) => Math.max(most, inputs), 0);
  let from = new Float64Array(widest);
  let to = new Float64Array(widest);
  for (let row = 0; row < x.rows; row++) {
    for (let j = 0; j < x.columns; j++) from[j] = x.values[j * x.rows + row];
    for (const [depth, { inputs, outputs, weights, biases }] of layers.entries()) {
      const isLast = depth === layers.length - 1;
      for (let k = 0; k < outputs; k++) to[k] = biases[k];
      for (let j = 0; j < inputs; j++) {
        if (from[j] === 0) continue;
        for (let k = 0; k < outputs; k++) to[k] += from[j] * weights[j * outputs + k];
      }
      if (!isLast) for (let k = 0; k < outputs; k++) to[k] = Math.max(0, to[k]);
      [from, to] = [to, from];
    }
    out[row] = from[0];
  }
  return out;
}
