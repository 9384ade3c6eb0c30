/** Parameters that shape a tree, named as in scikit-learn: those of the single tree and of every tree of a forest. */
import type { ParameterSpec } from './contract.ts';

export interface GrowParams {
  /** `squared_error` grows a regression tree, the other two a classification tree. */
  criterion: 'gini' | 'entropy' | 'squared_error';
  max_depth: number | null;
  min_samples_split: number;
  min_samples_leaf: number;
  min_impurity_decrease: number;
  max_leaf_nodes: number | null;
  /** `auto`: bins from 20,000 rows on, unless there are more than two classes. */
  search: 'auto' | 'exact' | 'histogram';
}

export const GROW_DEFAULTS: GrowParams = {
  criterion: 'gini',
  max_depth: null,
  min_samples_split: 2,
  min_samples_leaf: 1,
  min_impurity_decrease: 0,
  max_leaf_nodes: null,
  search: 'auto',
};

export const GROW_PARAMETERS: readonly ParameterSpec[] = [
  {
    name: 'criterion',
    kind: 'choice',
    choices: ['gini', 'entropy', 'squared_error'],
    about: 'How mixed a group is: gini or entropy (yes/no), squared_error (amounts)',
  },
  { name: 'max_depth', kind: 'integer', range: [1, 1000], nullable: true, about: 'Questions from the root to a leaf, at most' },
  { name: 'min_samples_split', kind: 'integer', range: [2, 1e9], about: 'Rows a group needs to be split' },
  { name: 'min_samples_leaf', kind: 'integer', range: [1, 1e9], about: 'Rows every leaf must keep' },
  {
    name: 'min_impurity_decrease',
    kind: 'number',
    range: [0, 1e300],
    about: 'Gain a question needs, weighted by the share of rows it is asked of',
  },
  {
    name: 'max_leaf_nodes',
    kind: 'integer',
    range: [2, 1e9],
    nullable: true,
    about: 'Leaves at most; the most profitable questions are asked first',
  },
  {
    name: 'search',
    kind: 'choice',
    choices: ['auto', 'exact', 'histogram'],
    about: 'exact = every value is tried, as scikit-learn; histogram = at most 255 bins a feature; auto = bins from 20000 rows on',
  },
];

/** Features looked at per question. */
export function featuresPerQuestion(most: null | 'sqrt' | number, columns: number): number {
  if (most === null) return columns;
  return most === 'sqrt' ? Math.max(1, Math.floor(Math.sqrt(columns))) : Math.min(most, columns);
}
