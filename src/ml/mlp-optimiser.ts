/** How weights move: Adam (Kingma & Ba 2015), or gradient descent with (Nesterov) momentum; state in the shape of the network. */
import type { MlpLayer } from './mlp-network.ts';

export interface OptimiserSettings {
  solver: 'adam' | 'sgd';
  learning_rate: 'constant' | 'invscaling' | 'adaptive';
  learning_rate_init: number;
  power_t: number;
  momentum: number;
  nesterovs_momentum: boolean;
  beta_1: number;
  beta_2: number;
  epsilon: number;
}

export class Optimiser {
  /** Of the last step; for Adam with the correction of its bias. */
  rate: number;
  private steps = 0;
  /** sgd: velocities; adam: mean gradients. */
  readonly first: Float64Array[];
  /** adam: mean squared gradients. */
  readonly second: Float64Array[];
  private readonly parameters: Float64Array[];

  constructor(
    layers: readonly MlpLayer[],
    private readonly settings: OptimiserSettings,
  ) {
    this.parameters = parametersOf(layers);
    this.rate = settings.learning_rate_init;
    this.first = this.parameters.map(({ length }) => new Float64Array(length));
    this.second = this.parameters.map(({ length }) => new Float64Array(settings.solver === 'adam' ? length : 0));
  }

  /** Changes the weights in place. */
  step(gradients: readonly MlpLayer[]): void {
    const slopes = parametersOf(gradients);
    this.steps++;
    if (this.settings.solver === 'adam') this.adam(slopes);
    else this.descend(slopes);
  }

  /** After each pass, with the rows seen so far. */
  passed(rows: number): void {
    const { solver, learning_rate, learning_rate_init, power_t } = this.settings;
    if (solver === 'sgd' && learning_rate === 'invscaling') this.rate = learning_rate_init / (rows + 1) ** power_t;
  }

  /** Nothing improves any more: true = stop, false = go on with a fifth of the rate (`adaptive`, down to 1e-6). */
  stalled(): boolean {
    const { solver, learning_rate } = this.settings;
    if (solver === 'adam' || learning_rate !== 'adaptive' || this.rate <= 1e-6) return true;
    this.rate /= 5;
    return false;
  }

  private adam(slopes: readonly Float64Array[]): void {
    const { beta_1: keep, beta_2: keepSquares, epsilon, learning_rate_init } = this.settings;
    this.rate = (learning_rate_init * Math.sqrt(1 - keepSquares ** this.steps)) / (1 - keep ** this.steps);
    slopes.forEach((slope, p) => {
      const [first, second, values] = [this.first[p], this.second[p], this.parameters[p]];
      for (let k = 0; k < slope.length; k++) {
        first[k] = keep * first[k] + (1 - keep) * slope[k];
        second[k] = keepSquares * second[k] + (1 - keepSquares) * (slope[k] * slope[k]);
        values[k] += (-this.rate * first[k]) / (Math.sqrt(second[k]) + epsilon);
      }
    });
  }

  private descend(slopes: readonly Float64Array[]): void {
    const { momentum, nesterovs_momentum: looksAhead } = this.settings;
    slopes.forEach((slope, p) => {
      const [velocity, values] = [this.first[p], this.parameters[p]];
      for (let k = 0; k < slope.length; k++) {
        velocity[k] = momentum * velocity[k] - this.rate * slope[k];
        values[k] += looksAhead ? momentum * velocity[k] - this.rate * slope[k] : velocity[k];
      }
    });
  }
}

/** All weights, then all biases: the arrays themselves. */
export function parametersOf(layers: readonly MlpLayer[]): Float64Array[] {
  return [...layers.map(({ weights }) => weights), ...layers.map(({ biases }) => biases)];
}
