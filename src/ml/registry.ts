/**
 * The only list of algorithms. All are light: `neural` brings tfjs in by itself when it is first trained, and scores
 * without it.
 */
import { AppError } from '../core/errors.ts';
import type { AlgorithmId } from '../core/model-card.ts';
import { additive } from './additive.ts';
import { baseline } from './baseline.ts';
import { bayes } from './bayes.ts';
import { boosting } from './boosting.ts';
import type { Algorithm } from './contract.ts';
import { forest } from './forest.ts';
import { linear } from './linear.ts';
import { linearSvm } from './linear-svm.ts';
import { logistic } from './logistic.ts';
import { mlp } from './mlp.ts';
import { nearest } from './nearest.ts';
import { rule } from './rule.ts';
import { createStack } from './stack.ts';
import { svm } from './svm.ts';
import { neural } from './tf/neural.ts';
import { tree } from './tree.ts';

export const ALGORITHMS: Readonly<Record<AlgorithmId, Algorithm>> = {
  baseline,
  rule,
  linear,
  logistic,
  additive,
  bayes,
  nearest,
  tree,
  forest,
  boosting,
  svm,
  'linear-svm': linearSvm,
  mlp,
  neural,
  // Asked for its members only once it learns.
  stack: createStack((id) => ALGORITHMS[id]),
};

/** By its id, as read from a stored model or a command line; `bad-parameter` for another word. */
export function algorithmOf(id: string): Algorithm {
  const found = Object.values(ALGORITHMS).find((algorithm) => algorithm.id === id);
  if (!found) throw new AppError('bad-parameter', { name: 'algorithm', value: id });
  return found;
}
