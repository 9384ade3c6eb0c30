/**
 * The answer without looking: the mean of the training rows for everybody. For yes/no that is the share of yes, which
 * above one half says "yes" to all and otherwise "no" to all: the majority. What a model must beat.
 */
import { mean } from '../core/stats.ts';
import { checkInput } from './check-input.ts';
import type { Algorithm } from './contract.ts';

export interface BaselineModel {
  kind: 'baseline';
  /** Share of yes (0..1), or the mean amount in units of the target. */
  value: number;
  rows: number;
}

export const baseline: Algorithm<object, BaselineModel, { kind: 'mean'; value: number; rows: number }> = {
  id: 'baseline',
  tasks: ['classification', 'regression'],
  defaults: {},
  parameters: [],
  *fit({ x, y }) {
    checkInput({ x, y });
    const value = mean(y);
    yield { kind: 'mean', value, rows: y.length };
    return { kind: 'baseline', value, rows: y.length };
  },
  predict: (model, x) => new Float64Array(x.rows).fill(model.value),
  describe: (model) => ({ value: model.value, rows: model.rows }),
};
