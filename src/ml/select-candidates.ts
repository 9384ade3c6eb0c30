/** What is tried, in order of cost: the rule, straight lines, a tree; and as long as there is time: curves, boosting, forests, a small network. */
import type { AlgorithmId } from '../core/model-card.ts';
import type { TaskKind } from './contract.ts';

export interface Candidate {
  algorithm: AlgorithmId;
  /** On top of the algorithm's defaults. */
  params: Record<string, unknown>;
  /** Started only while there is time. */
  isCostly?: true;
}

/** Boosting's leaves keep 20 rows each: below this there is hardly a question to ask. */
const LEAST_BOOSTING_ROWS = 100;
/** Above this a forest costs more than boosting and ranks no better; amounts it often tells better. */
const MOST_FOREST_ROWS = { classification: 3000, regression: 10_000 };
/** With more, a leaf for each row makes a forest that is larger than the table. */
const MANY_LEAVES_ROWS = 3000;
/** Curves are tried with one penalty below the one (to be quick: they are seldom chosen) and above the other (it hardly matters which). */
const CURVES_ROWS = { least: 500, most: 20_000 };
/** Below this everything is as good with fewer trees. */
const FEW_ROWS = 1000;
/** From here on large trees fit in. */
const LEAST_LARGE_TREES_ROWS = 500;
/** Many small steps pay from here on. */
const LEAST_SLOW_ROWS = 5000;
/** A network is not worth its time on fewer rows, nor on more within the time of a coffee. */
const NEURAL_ROWS = { least: 200, most: 50_000 };

/**
 * @param rows rows to train on
 * @param ruleFeature column the rule ranks by
 * @param allowed only these (with the baseline and the rule, which are always tried); absent or empty = all
 * @param levelsOf of each column the number of the category it is a level of, 0 = none; empty = columns not known
 */
export function candidatesFor(
  kind: TaskKind,
  rows: number,
  ruleFeature: number,
  allowed: readonly AlgorithmId[] = [],
  levelsOf: readonly number[] = [],
): Candidate[] {
  const isClassification = kind === 'classification';
  const output = isClassification ? 'chance' : 'amount';
  const criterion = isClassification ? 'gini' : 'squared_error';
  // A leaf speaks for at least 1 % of the rows, and never for fewer than five.
  const leaf = Math.max(5, Math.round(rows / 100));
  const learned: Candidate[] = [
    ...(isClassification
      ? [0.01, 0.1, 1].map((C): Candidate => ({ algorithm: 'logistic', params: { C } }))
      : // The penalty grows with the rows, so that it means the same on any number of them.
        [0.001, 0.01, 0.1].map((share): Candidate => ({ algorithm: 'linear', params: { alpha: share * rows } }))),
    ...[3, 4, 6].map((depth): Candidate => ({
      algorithm: 'tree',
      params: { criterion, max_depth: depth, min_samples_leaf: leaf, smoothing: 1 },
    })),
  ];
  const costly: Candidate[] = [
    ...additivesFor(rows, output),
    ...boostingsFor(rows, output, levelsOf),
    ...(rows < MOST_FOREST_ROWS[kind] ? forestsFor(rows, levelsOf.length, criterion) : []),
    ...(rows >= NEURAL_ROWS.least && rows <= NEURAL_ROWS.most
      ? [{ algorithm: 'neural' as const, params: neuralParams(rows, output) }]
      : []),
  ];
  return [
    { algorithm: 'baseline', params: {} },
    { algorithm: 'rule', params: { feature: ruleFeature, output } },
    ...[...learned, ...costly.map((candidate): Candidate => ({ ...candidate, isCostly: true }))].filter(
      ({ algorithm }) => allowed.length === 0 || allowed.includes(algorithm),
    ),
  ];
}

/** The penalty of amounts grows with the rows, as that of straight lines. */
function additivesFor(rows: number, output: 'chance' | 'amount'): Candidate[] {
  const settings =
    output === 'chance'
      ? (rows < CURVES_ROWS.least ? [0.1] : rows > CURVES_ROWS.most ? [0.3] : [0.03, 0.1, 0.3]).map((C) => ({ output, C }))
      : [0.001, 0.01].map((share) => ({ output, alpha: share * rows }));
  return settings.map((params) => ({ algorithm: 'additive', params }));
}

/**
 * Small and cautious; scikit-learn's default; and with many rows, long and slow until rows held back say stop. Categories as numbers,
 * which let one question part many levels.
 */
function boostingsFor(rows: number, output: 'chance' | 'amount', levelsOf: readonly number[]): Candidate[] {
  if (rows < LEAST_BOOSTING_ROWS) return [];
  const common = { output, ...(levelsOf.some((category) => category > 0) && { levels_of: levelsOf }) };
  const cautious = { ...common, learning_rate: 0.05, l2_regularization: 5 };
  const all: Record<string, unknown>[] = [{ ...cautious, max_iter: rows < FEW_ROWS ? 100 : 150, max_leaf_nodes: 8 }];
  if (rows >= LEAST_LARGE_TREES_ROWS) all.push(common);
  if (rows >= LEAST_SLOW_ROWS) all.push({ ...cautious, max_iter: 400, max_leaf_nodes: 15, early_stopping: 'yes' });
  return all.map((params) => ({ algorithm: 'boosting', params }));
}

/**
 * For a chance a leaf of one row would say 0 or 1: five make a chance of it. Amounts are told best by deep trees that draw from a
 * third of the columns at each question (Breiman 2001), or, where one column says most, by leaves of five and all of them.
 */
function forestsFor(rows: number, columns: number, criterion: 'gini' | 'squared_error'): Candidate[] {
  const n_estimators = rows < FEW_ROWS ? 40 : 100;
  const smooth = { criterion, n_estimators, min_samples_leaf: 5 };
  const drawn = {
    criterion,
    n_estimators: 100,
    min_samples_leaf: rows < MANY_LEAVES_ROWS ? 1 : 2,
    max_features: Math.max(1, Math.round(columns / 3)),
  };
  const all: Record<string, unknown>[] = criterion === 'gini' ? [smooth] : [smooth, drawn];
  return all.map((params) => ({ algorithm: 'forest', params }));
}

/** Some 30 steps an epoch whatever the number of rows, at most 40 epochs. */
function neuralParams(rows: number, output: 'chance' | 'amount'): Record<string, unknown> {
  const batch = 2 ** Math.round(Math.log2(rows / 30));
  return { output, units: 16, batch_size: Math.min(Math.max(batch, 16), 1024), max_epochs: 40, patience: 4 };
}
