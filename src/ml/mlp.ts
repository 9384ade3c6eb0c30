/**
 * A network of dense layers in float64 (Rumelhart, Hinton & Williams 1986): scikit-learn 1.2.1 `MLPClassifier` and
 * `MLPRegressor`, draw by draw: first weights, shuffles, batches, Adam, gradient descent with momentum, L-BFGS, early stopping.
 * The exact twin of `neural`, which learns in float32 on tfjs and is faster on wide layers. Rounding grows about tenfold every
 * 100 epochs: numbers agree to about 1e-13 after 30. Expects standardised columns; `standardise_target` also learns an amount
 * in units of its spread (scikit-learn does not). Cost of an epoch: rows x weights.
 */
import { AppError } from '../core/errors.ts';
import { matrix, type Matrix } from '../core/matrix.ts';
import { mean, standardDeviation } from '../core/stats.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import { countClasses } from './class-labels.ts';
import type { Algorithm, FitInput } from './contract.ts';
import { forwardPass, glorotNetwork, packRows, type Activation, type MlpLayer, type MlpNetwork } from './mlp-network.ts';
import { MLP_PARAMETERS } from './mlp-parameters.ts';
import { trainAtOnce, trainInBatches, type MlpStep, type TrainSettings } from './mlp-train.ts';

/** Named as in scikit-learn; `hidden_layer_sizes` are `units_1` to `units_3`. */
export interface MlpParams extends Omit<TrainSettings, 'solver'> {
  output: 'chance' | 'amount';
  units_1: number;
  units_2: number | null;
  units_3: number | null;
  activation: Activation;
  solver: 'adam' | 'sgd' | 'lbfgs';
  standardise_target: boolean;
}

export interface MlpModel {
  kind: 'mlp';
  output: 'chance' | 'amount';
  /** 0 for an amount. */
  classes: number;
  columns: number;
  activation: Activation;
  layers: MlpLayer[];
  /** An amount is centre + scale x output. */
  centre: number;
  scale: number;
  epochs: number;
  loss: number;
  lossCurve: number[];
  validationScores: number[];
  converged: boolean;
}

export const mlp: Algorithm<MlpParams, MlpModel, MlpStep> = {
  id: 'mlp',
  tasks: ['classification', 'regression'],
  defaults: {
    output: 'chance',
    units_1: 100,
    units_2: null,
    units_3: null,
    activation: 'relu',
    solver: 'adam',
    alpha: 1e-4,
    batch_size: null,
    learning_rate: 'constant',
    learning_rate_init: 1e-3,
    power_t: 0.5,
    max_iter: 200,
    max_fun: 15_000,
    shuffle: true,
    tol: 1e-4,
    momentum: 0.9,
    nesterovs_momentum: true,
    early_stopping: false,
    validation_fraction: 0.1,
    beta_1: 0.9,
    beta_2: 0.999,
    epsilon: 1e-8,
    n_iter_no_change: 10,
    standardise_target: false,
  },
  parameters: MLP_PARAMETERS,
  fit,
  predict(model, x) {
    const said = outputsOf(model, x);
    if (model.output === 'amount') return said.map((value) => model.centre + model.scale * value);
    if (model.classes === 2) return said;
    return Float64Array.from({ length: x.rows }, (_, i) => {
      const row = said.subarray(i * model.classes, (i + 1) * model.classes);
      return row.indexOf(row.reduce((a, b) => Math.max(a, b)));
    });
  },
  classes: ({ classes }) => classes,
  probabilities(model, x) {
    const chances = matrix(x.rows, model.classes);
    if (model.output === 'amount') return chances;
    const said = outputsOf(model, x);
    for (let i = 0; i < x.rows; i++) {
      for (let k = 0; k < model.classes; k++) {
        const chance = model.classes > 2 ? said[i * model.classes + k] : k === 1 ? said[i] : 1 - said[i];
        chances.values[k * x.rows + i] = chance;
      }
    }
    return chances;
  },
  describe: (model, features) => ({
    layers: [features.length, ...model.layers.map(({ outputs }) => outputs)],
    weights: model.layers.reduce((count, { weights, biases }) => count + weights.length + biases.length, 0),
    activation: model.activation,
    epochs: model.epochs,
    loss: model.loss,
    converged: model.converged,
    ...(model.validationScores.length > 0 && { bestValidationScore: Math.max(...model.validationScores) }),
  }),
};

/** L-BFGS sees all rows at once and cannot be stopped in between: rows x weights beyond this are refused. */
const MOST_AT_ONCE = 1e8;

function* fit({ x, y, params, random, trace }: FitInput<MlpParams>): Generator<MlpStep, MlpModel, void> {
  checkInput({ x, y });
  checkParams(params, MLP_PARAMETERS);
  const { output, activation, solver } = params;
  const classes = output === 'amount' ? 0 : countClasses(y);
  const [centre, scale] = output === 'amount' && params.standardise_target ? [mean(y), standardDeviation(y) || 1] : [0, 1];
  const targets = y.map((value) => (value - centre) / scale);
  const hidden = [params.units_1, params.units_2, params.units_3].filter((units) => units !== null);
  const last = classes === 0 ? 'identity' : classes === 2 ? 'logistic' : 'softmax';
  const network = glorotNetwork([x.columns, ...hidden, Math.max(1, classes === 2 ? 1 : classes)], activation, last, random);
  const weights = network.layers.reduce((sum, layer) => sum + layer.weights.length, 0);
  const most = Math.floor(MOST_AT_ONCE / weights);
  if (solver === 'lbfgs' && x.rows > most) throw new AppError('too-many-rows', { rows: x.rows, most });
  const run =
    solver === 'lbfgs'
      ? trainAtOnce(network, x, targets, { ...params, solver: 'sgd' }, trace)
      : trainInBatches(network, x, targets, { ...params, solver }, random, trace);
  const { network: learned, ...found } = yield* run;
  return { kind: 'mlp', output, classes, columns: x.columns, activation, layers: learned.layers, centre, scale, ...found };
}

/** Rows scored at a time. */
const CHUNK = 1024;

/** Last outputs, row by row. */
function outputsOf(model: MlpModel, x: Matrix): Float64Array {
  if (x.columns !== model.columns) throw new AppError('bad-parameter', { name: 'columns', value: x.columns });
  const width = model.layers[model.layers.length - 1].outputs;
  const last: MlpNetwork['last'] = model.classes === 0 ? 'identity' : model.classes === 2 ? 'logistic' : 'softmax';
  const all = new Float64Array(x.rows * width);
  for (let from = 0; from < x.rows; from += CHUNK) {
    const rows = Uint32Array.from({ length: Math.min(CHUNK, x.rows - from) }, (_, i) => from + i);
    const { outputs } = forwardPass({ layers: model.layers, activation: model.activation, last }, packRows(x, rows), rows.length);
    all.set(outputs[outputs.length - 1], from * width);
  }
  return all;
}
