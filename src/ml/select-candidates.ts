/** What is tried, in order of simplicity: the rule, straight lines, trees, a small network. */
import type { AlgorithmId } from '../core/model-card.ts';
import type { TaskKind } from './contract.ts';

export interface Candidate {
  algorithm: AlgorithmId;
  /** On top of the algorithm's defaults. */
  params: Record<string, unknown>;
}

/** A network is not worth its time on fewer rows, nor on more within the time of a coffee. */
const NEURAL_ROWS = { least: 200, most: 50_000 };

/**
 * @param rows rows to train on
 * @param ruleFeature column the rule ranks by
 * @param allowed only these (with the baseline and the rule, which are always tried); absent or empty = all
 */
export function candidatesFor(kind: TaskKind, rows: number, ruleFeature: number, allowed: readonly AlgorithmId[] = []): Candidate[] {
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
  if (rows >= NEURAL_ROWS.least && rows <= NEURAL_ROWS.most) learned.push({ algorithm: 'neural', params: neuralParams(rows, output) });
  return [
    { algorithm: 'baseline', params: {} },
    { algorithm: 'rule', params: { feature: ruleFeature, output } },
    ...learned.filter(({ algorithm }) => allowed.length === 0 || allowed.includes(algorithm)),
  ];
}

/** Some 30 steps an epoch whatever the number of rows, at most 40 epochs. */
function neuralParams(rows: number, output: 'chance' | 'amount'): Record<string, unknown> {
  const batch = 2 ** Math.round(Math.log2(rows / 30));
  return { output, units: 16, batch_size: Math.min(Math.max(batch, 16), 1024), max_epochs: 40, patience: 4 };
}
