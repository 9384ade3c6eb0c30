/**
 * The simple rule every model has to beat: rank by one fact. Its chance (or amount) comes from a logistic (or straight)
 * line through that one fact, so it rises or falls with the fact and never turns.
 */
import { AppError } from '../core/errors.ts';
import { columnOf } from '../core/matrix.ts';
import { mean, standardDeviation } from '../core/stats.ts';
import { checkInput } from './check-input.ts';
import { checkLabels } from './check-labels.ts';
import { checkParams } from './check-params.ts';
import type { Algorithm } from './contract.ts';
import { fitLogisticLine, sigmoid, type LogisticLine } from './logistic-line.ts';

export interface RuleParams {
  /** Column of `x` to rank by. */
  feature: number;
  output: 'chance' | 'amount';
}

export interface RuleModel {
  kind: 'rule';
  output: 'chance' | 'amount';
  feature: number;
  /** The line: intercept + slope * (x - centre) / scale; for a chance, in log-odds. */
  centre: number;
  scale: number;
  intercept: number;
  slope: number;
}

/** As scikit-learn's default C = 1; keeps the slope finite where the fact separates yes from no. */
const PENALTY = 1;

export const rule: Algorithm<RuleParams, RuleModel, LogisticLine> = {
  id: 'rule',
  tasks: ['classification', 'regression'],
  defaults: { feature: 0, output: 'chance' },
  parameters: [
    { name: 'feature', kind: 'integer', range: [0, 1e6], about: 'Column to rank by, from 0' },
    { name: 'output', kind: 'choice', choices: ['chance', 'amount'], about: 'chance = a share of yes, amount = a number' },
  ],
  *fit({ x, y, params }) {
    checkInput({ x, y });
    checkParams(params, rule.parameters);
    const { feature, output } = params;
    if (feature >= x.columns) throw new AppError('bad-parameter', { name: 'feature', value: feature });
    if (output === 'chance') checkLabels(y);
    const values = columnOf(x, feature);
    const centre = mean(values);
    const scale = standardDeviation(values) || 1;
    const z = values.map((value) => (value - centre) / scale);
    const line = output === 'chance' ? yield* fitLogisticLine(z, y, PENALTY) : fitLine(z, y);
    return { kind: 'rule', output, feature, centre, scale, ...line };
  },
  predict(model, x) {
    return columnOf(x, model.feature).map((value) => {
      const line = model.intercept + (model.slope * (value - model.centre)) / model.scale;
      return model.output === 'chance' ? sigmoid(line) : line;
    });
  },
  describe: (model, features) => ({
    feature: features[model.feature] ?? `feature ${model.feature}`,
    direction: model.slope < 0 ? 'lower' : 'higher',
    centre: model.centre,
    scale: model.scale,
    intercept: model.intercept,
    slope: model.slope,
  }),
};

/** Least squares in one standardised variable. */
function fitLine(z: Float64Array, y: Float64Array): LogisticLine {
  const intercept = mean(y);
  let cross = 0;
  let squares = 0;
  for (let i = 0; i < z.length; i++) {
    cross += z[i] * (y[i] - intercept);
    squares += z[i] * z[i];
  }
  return { intercept, slope: squares > 0 ? cross / squares : 0 };
}
