/** The learning curve of a kept model: the same method and settings on the folds it was chosen by. */
import type { StoredModel } from '../core/model-card.ts';
import type { Step } from '../core/recipe.ts';
import { learningCurve, type LearningCurve, type LearningCurveInput } from '../ml/learning-curve.ts';
import { algorithmOf } from '../ml/registry.ts';
import { foldsOf, joined } from '../ml/select-rows.ts';
import type { LearnedRows } from './learned-rows.ts';
import { fillsOf, preparedEncoding } from './prepare-features.ts';

/** Errors: those of `learningCurve`. */
export function learnFromFewer(
  { card, encoder: { features } }: StoredModel,
  { x, y, train, trainOfFile, ids }: LearnedRows,
  steps: readonly Step[],
  hooks: LearningCurveInput['hooks'],
): Promise<LearningCurve> {
  const isChance = card.metrics.kind === 'classification';
  const { seed } = card.split;
  const marked = train.subarray(trainOfFile.length);
  const folds = foldsOf(y.subarray(0, ids.length), trainOfFile, isChance ? 'classification' : 'regression', seed);
  const { fitEncoder, encode } = preparedEncoding(steps);
  const fills = fillsOf(features, steps);
  return learningCurve({
    x,
    y,
    isChance,
    folds: folds.map((fold) => ({ train: joined(fold.train, marked), test: fold.test })),
    algorithm: algorithmOf(card.algorithm),
    params: card.params,
    encoding: (rows) => {
      const encoder = fitEncoder(features, x, rows, fills);
      return (part) => encode(encoder, part);
    },
    seed,
    hooks,
  });
}
