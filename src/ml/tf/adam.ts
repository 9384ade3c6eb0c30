/** Adam (Kingma & Ba 2015): running means of gradient and squared gradient, in float32 like the weights. */
export interface AdamState {
  /** Steps taken. */
  steps: number;
  first: Float32Array[];
  second: Float32Array[];
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export function newAdam(parameters: readonly Float32Array[]): AdamState {
  const zeros = () => parameters.map(({ length }) => new Float32Array(length));
  return { steps: 0, first: zeros(), second: zeros() };
}

/** One step, in place. `decay[i]` x the weight is added to the gradient of parameter i (L2 penalty). */
export function adamStep(
  state: AdamState,
  parameters: readonly Float32Array[],
  gradients: readonly ArrayLike<number>[],
  rate: number,
  decay: readonly number[],
): void {
  state.steps++;
  const corrected = (rate * Math.sqrt(1 - BETA2 ** state.steps)) / (1 - BETA1 ** state.steps);
  for (const [i, weights] of parameters.entries()) {
    const first = state.first[i];
    const second = state.second[i];
    const gradient = gradients[i];
    for (let k = 0; k < weights.length; k++) {
      const g = gradient[k] + decay[i] * weights[k];
      first[k] = BETA1 * first[k] + (1 - BETA1) * g;
      second[k] = BETA2 * second[k] + (1 - BETA2) * g * g;
      weights[k] -= (corrected * first[k]) / (Math.sqrt(second[k]) + EPSILON);
    }
  }
}
