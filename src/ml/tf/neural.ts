/**
 * Small neural network: ReLU layers, one output (log loss for a chance, squared error for an amount), Adam, L2 penalty,
 * early stopping on rows held back from training. Trained in float32 with tfjs, scored in plain loops without it.
 * Same seed and same backend, same weights. Expects standardised columns. Cost per epoch: rows x weights.
 * Errors: `diverged` at the first loss that is not a number, `gpu-lost` when the graphics card goes away meanwhile.
 * Rumelhart, Hinton & Williams 1986; Glorot & Bengio 2010; Kingma & Ba 2015.
 */
import { AppError } from '../../core/errors.ts';
import { checkInput } from '../check-input.ts';
import { checkLabels } from '../check-labels.ts';
import { checkParams } from '../check-params.ts';
import type { Algorithm, ParameterSpec } from '../contract.ts';
import { sigmoid } from '../logistic-line.ts';
import { backendLoader, type BackendName, type LoadBackend } from './backend.ts';
import { forward, type Layer } from './network.ts';

export interface NeuralParams {
  output: 'chance' | 'amount';
  hidden_layers: number;
  units: number;
  learning_rate: number;
  alpha: number;
  batch_size: number;
  max_epochs: number;
  patience: number;
  tol: number;
  validation_fraction: number;
}

export interface NeuralModel {
  kind: 'neural';
  output: 'chance' | 'amount';
  columns: number;
  layers: Layer[];
  /** An amount is centre + scale x output; 0 and 1 for a chance. */
  centre: number;
  scale: number;
  backend: BackendName;
  epochs: number;
  /** The epoch whose weights were kept. */
  bestEpoch: number;
}

export type NeuralStep =
  /** `epoch` from 1. Losses after it: on the rows trained on, and on those held back (null = too few to hold any back). */
  | { kind: 'epoch'; epoch: number; loss: number; validationLoss: number | null }
  /** Within an epoch, where it may be stopped. */
  | { kind: 'working'; epoch: number };

const DEFAULTS: NeuralParams = {
  output: 'chance',
  hidden_layers: 1,
  units: 16,
  learning_rate: 0.01,
  alpha: 1e-3,
  batch_size: 128,
  max_epochs: 100,
  patience: 5,
  tol: 1e-4,
  validation_fraction: 0.1,
};

const PARAMETERS: readonly ParameterSpec[] = [
  { name: 'output', kind: 'choice', choices: ['chance', 'amount'], about: 'chance = of yes, amount = a number' },
  { name: 'hidden_layers', kind: 'integer', range: [1, 4], about: 'Layers between columns and output' },
  { name: 'units', kind: 'integer', range: [1, 1024], about: 'Units in each hidden layer' },
  { name: 'learning_rate', kind: 'number', range: [1e-6, 1], about: 'Size of a step of Adam' },
  { name: 'alpha', kind: 'number', range: [0, 1e3], about: 'L2 penalty: adds alpha / 2 x the sum of squared weights to the loss' },
  { name: 'batch_size', kind: 'integer', range: [1, 65536], about: 'Rows per step' },
  { name: 'max_epochs', kind: 'integer', range: [1, 10000], about: 'Passes over the rows, at most' },
  { name: 'patience', kind: 'integer', range: [1, 10000], about: 'Epochs without improvement on held-back rows before it stops' },
  { name: 'tol', kind: 'number', range: [0, 1], about: 'Smallest drop of the held-back loss that counts as improvement' },
  { name: 'validation_fraction', kind: 'number', range: [0, 0.5], about: 'Share of rows held back to decide when to stop' },
];

/** `loadBackend` is brought by the caller where the build's own files cannot be found (Node). */
export function createNeural(loadBackend: LoadBackend): Algorithm<NeuralParams, NeuralModel, NeuralStep> {
  return {
    id: 'neural',
    tasks: ['classification', 'regression'],
    defaults: DEFAULTS,
    parameters: PARAMETERS,
    async *fit(input) {
      checkInput(input);
      checkParams(input.params, PARAMETERS);
      if (input.params.output === 'chance') checkLabels(input.y);
      const { trainNetwork } = await import('./train-network.ts');
      return yield* trainNetwork(input.x, input.y, input.params, input.random, loadBackend);
    },
    predict(model, x) {
      if (x.columns !== model.columns) throw new AppError('bad-parameter', { name: 'columns', value: x.columns });
      const sums = forward(model.layers, x);
      return model.output === 'chance' ? sums.map(sigmoid) : sums.map((sum) => model.centre + model.scale * sum);
    },
    describe: (model, features) => ({
      layers: [features.length, ...model.layers.map(({ outputs }) => outputs)],
      weights: model.layers.reduce((count, { weights, biases }) => count + weights.length + biases.length, 0),
      epochs: model.epochs,
      bestEpoch: model.bestEpoch,
      backend: model.backend,
    }),
  };
}

export const neural = createNeural(backendLoader());
