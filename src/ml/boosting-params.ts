/** Parameters of boosting, named as in scikit-learn where it has them. */
import type { ParameterSpec } from './contract.ts';
import type { AmountLoss } from './boosting-loss.ts';

export interface BoostingParams {
  output: 'chance' | 'amount';
  /** Of an amount; a chance is learned by log loss. */
  loss: AmountLoss;
  quantile: number;
  learning_rate: number;
  max_iter: number;
  max_leaf_nodes: number | null;
  max_depth: number | null;
  min_samples_leaf: number;
  l2_regularization: number;
  max_bins: number;
  categorical: readonly number[];
  /** Of each column the number of the category it is a level of; 0 = of none. */
  levels_of: readonly number[];
  increasing: readonly number[];
  decreasing: readonly number[];
  columns_per_tree: number;
  /** `auto`: with more than 10,000 rows. */
  early_stopping: 'auto' | 'yes' | 'no';
  validation_fraction: number;
  n_iter_no_change: number;
  tol: number;
  /** null = drawn from `random`. */
  random_state: number | null;
}

export const BOOSTING_DEFAULTS: BoostingParams = {
  output: 'chance',
  loss: 'squared_error',
  quantile: 0.5,
  learning_rate: 0.1,
  max_iter: 100,
  max_leaf_nodes: 31,
  max_depth: null,
  min_samples_leaf: 20,
  l2_regularization: 0,
  max_bins: 255,
  categorical: [],
  levels_of: [],
  increasing: [],
  decreasing: [],
  columns_per_tree: 1,
  early_stopping: 'auto',
  validation_fraction: 0.1,
  n_iter_no_change: 10,
  tol: 1e-7,
  random_state: null,
};

export const BOOSTING_PARAMETERS: readonly ParameterSpec[] = [
  { name: 'output', kind: 'choice', choices: ['chance', 'amount'], about: 'chance = of each class, amount = a number' },
  {
    name: 'loss',
    kind: 'choice',
    choices: ['squared_error', 'quantile', 'poisson'],
    about: 'How an amount is learned: its mean, a quantile, or the mean of a count or a spend that is never negative',
  },
  { name: 'quantile', kind: 'number', range: [0, 1], about: 'Share of amounts to lie below the prediction (loss quantile)' },
  { name: 'learning_rate', kind: 'number', range: [1e-6, 1], about: 'Share of each tree that is added' },
  { name: 'max_iter', kind: 'integer', range: [1, 10_000], about: 'Rounds, at most: one tree each, or one per class with three and more' },
  { name: 'max_leaf_nodes', kind: 'integer', range: [2, 100_000], nullable: true, about: 'Leaves of a tree, at most' },
  { name: 'max_depth', kind: 'integer', range: [1, 1000], nullable: true, about: 'Questions from the root to a leaf, at most' },
  { name: 'min_samples_leaf', kind: 'integer', range: [1, 1e9], about: 'Rows every leaf must keep' },
  { name: 'l2_regularization', kind: 'number', range: [0, 1e12], about: 'Draws the answers of leaves towards 0' },
  { name: 'max_bins', kind: 'integer', range: [2, 255], about: 'Bins a number is cut into, at most' },
  { name: 'categorical', kind: 'columns', range: [0, 1e6], about: 'Columns whose numbers are names: split into any two groups' },
  {
    name: 'levels_of',
    kind: 'columns',
    range: [0, 1e6],
    about: 'For each column the number of the category it is a level of, 0 = none: levels are joined into one column of their numbers',
  },
  { name: 'increasing', kind: 'columns', range: [0, 1e6], about: 'Columns with which the answer may only rise' },
  { name: 'decreasing', kind: 'columns', range: [0, 1e6], about: 'Columns with which the answer may only fall' },
  { name: 'columns_per_tree', kind: 'number', range: [0.01, 1], about: 'Share of the columns each tree may ask about, drawn anew' },
  {
    name: 'early_stopping',
    kind: 'choice',
    choices: ['auto', 'yes', 'no'],
    about: 'Stops when rows held back are predicted no better; auto = with more than 10000 rows',
  },
  { name: 'validation_fraction', kind: 'number', range: [0.01, 0.5], about: 'Share of rows held back for early stopping' },
  { name: 'n_iter_no_change', kind: 'integer', range: [1, 10_000], about: 'Rounds without improvement before it stops' },
  { name: 'tol', kind: 'number', range: [0, 1e6], about: 'Smallest drop of the loss that counts as improvement' },
  {
    name: 'random_state',
    kind: 'integer',
    range: [0, 0xffffffff],
    nullable: true,
    about: 'Seed of the rows held back and of columns drawn',
  },
];
