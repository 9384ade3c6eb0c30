/**
 * Histogram gradient boosting (Friedman 2001; Ke et al. 2017): small trees one after the other, each learning what those
 * before it still get wrong. Equal to scikit-learn 1.2.1's HistGradientBoosting, tree by tree. What is missing (NaN) is
 * a side of every question. Beyond it: columns drawn per tree.
 * Cost: rows x features for the bins, then per tree some rows x features x log2(leaves) / 2.
 */
import { AppError } from '../core/errors.ts';
import type { Matrix } from '../core/matrix.ts';
import { RandomState } from '../core/rng.ts';
import { BOOSTING_DEFAULTS, BOOSTING_PARAMETERS, type BoostingParams } from './boosting-params.ts';
import { trainBoosting, type BoostingStep } from './boosting-train.ts';
import { classChances, gainImportance, predictBoosting, type BoostingModel } from './boosting-model.ts';
import { answerOf } from './boosting-loss.ts';
import { checkInput } from './check-input.ts';
import { checkParams } from './check-params.ts';
import type { Algorithm } from './contract.ts';
import { fitJoined, joinLevels } from './join-levels.ts';
import { boostingFactShares } from './tree-shares.ts';

export type { BoostingParams, BoostingStep };

export const boosting: Algorithm<BoostingParams, BoostingModel, BoostingStep> = {
  id: 'boosting',
  tasks: ['classification', 'regression'],
  missing: 'native',
  defaults: BOOSTING_DEFAULTS,
  parameters: BOOSTING_PARAMETERS,
  *fit({ x, y, params, random, trace }) {
    checkInput({ x, y }, 'native');
    checkParams(params, BOOSTING_PARAMETERS);
    checkColumns(params, x.columns);
    const classes = params.output === 'amount' ? 0 : countClasses(y);
    if (x.rows < 2 * params.min_samples_leaf) throw new AppError('too-few-rows', { rows: x.rows, needed: 2 * params.min_samples_leaf });
    const source = params.random_state === null ? random : new RandomState(params.random_state);
    if (!params.levels_of.some((category) => category > 0)) return yield* trainBoosting({ x, y, params, classes, random: source, trace });
    const joined = fitJoined(x, params.levels_of);
    const model = yield* trainBoosting({ x: joinLevels(joined, x), y, params, classes, random: source, trace });
    return { ...model, joined };
  },
  predict(model, x) {
    return predictBoosting(model, asked(model, x));
  },
  classes: (model) => model.classes,
  probabilities: (model, x) => classChances(model, asked(model, x)),
  factShares: (model, x, groups) => boostingFactShares(model, asked(model, x), askedGroups(model, groups), model.classes > 2 ? 1 : 0),
  answerOf: ({ loss }, raw) => answerOf(loss, raw),
  describe: (model, features) => ({
    loss: model.loss,
    rounds: model.roots.length / model.baseline.length,
    trees: model.roots.length,
    leaves: model.feature.reduce((count, column) => count + Number(column < 0), 0),
    baseline: Array.from(model.baseline),
    importance: Object.fromEntries(
      Array.from(gainImportance(model), (share, j) => [features[model.joined?.[j].columns[0] ?? j] ?? `feature ${j}`, share]),
    ),
    ...(model.stopping && {
      stopping: { train: Array.from(model.stopping.train), validation: Array.from(model.stopping.validation) },
    }),
  }),
};

/** The columns that the trees ask about. */
function asked({ joined, columns }: BoostingModel, x: Matrix): Matrix {
  const known = joined ? joined.reduce((count, one) => count + one.columns.length, 0) : columns;
  if (x.columns !== known) throw new AppError('bad-parameter', { name: 'columns', value: x.columns });
  return joined ? joinLevels(joined, x) : x;
}

/** A joined column belongs to the fact of its first level. */
function askedGroups({ joined }: BoostingModel, groups: readonly (readonly number[])[]): readonly (readonly number[])[] {
  if (!joined) return groups;
  return groups.map((columns) => joined.flatMap((one, to) => (columns.includes(one.columns[0]) ? [to] : [])));
}

function countClasses(y: Float64Array): number {
  const wrong = y.findIndex((value) => !Number.isInteger(value) || value < 0 || value > 0xffff);
  if (wrong >= 0) throw new AppError('bad-parameter', { name: 'y', value: y[wrong], row: wrong });
  return Math.max(2, y.reduce((most, k) => Math.max(most, k), 0) + 1);
}

/** Columns that exist; a constraint is about numbers, and about one direction. */
function checkColumns({ categorical, increasing, decreasing, levels_of }: BoostingParams, columns: number): void {
  if (levels_of.length > columns) throw new AppError('bad-parameter', { name: 'levels_of', value: levels_of.length });
  const constrained = [...categorical, ...increasing, ...decreasing];
  // They go by their place in the row, which joining would move.
  if (constrained.length > 0 && levels_of.some((category) => category > 0))
    throw new AppError('bad-parameter', { name: 'levels_of', value: constrained[0] });
  for (const [name, list] of Object.entries({ categorical, increasing, decreasing })) {
    const wrong = list.find((column) => column >= columns || (name !== 'categorical' && categorical.includes(column)));
    if (wrong !== undefined) throw new AppError('bad-parameter', { name, value: wrong });
  }
  const both = increasing.find((column) => decreasing.includes(column));
  if (both !== undefined) throw new AppError('bad-parameter', { name: 'decreasing', value: both });
}
