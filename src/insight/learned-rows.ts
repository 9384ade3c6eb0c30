/** The very rows a model was learned from and tested on, found again by its seed. */
import { AppError } from '../core/errors.ts';
import { featureKey } from '../core/feature-key.ts';
import type { FeatureSpec } from '../core/features.ts';
import { takeRows, type Matrix } from '../core/matrix.ts';
import type { StoredModel } from '../core/model-card.ts';
import { joined, splitRows, withExtraRows } from '../ml/select-rows.ts';
import type { TrainingRows } from './training-rows.ts';

export interface LearnedRows {
  /** Rows x facts of the model in real units, NaN = missing: those of the file that have an answer, then what was marked since. */
  x: Matrix;
  y: Float64Array;
  /** Of the rows of the file. */
  ids: string[];
  names: string[];
  /** Rows learned from, in the order of learning: those of the file, then what was marked since. */
  train: Uint32Array;
  /** Of `train`, those of the file. */
  trainOfFile: Uint32Array;
  test: Uint32Array;
}

/** Errors: `model-outdated`: the rows at hand are not those the model was learned from. */
export function learnedRows({ card, encoder }: StoredModel, rows: TrainingRows, outcomes?: { x: Matrix; y: Float64Array }): LearnedRows {
  const keys = (features: readonly FeatureSpec[]) => features.map(featureKey).join('\n');
  const known = Uint32Array.from({ length: rows.y.length }, (_, i) => i).filter((i) => !Number.isNaN(rows.y[i]));
  const answers = Float64Array.from(known, (i) => rows.y[i]);
  const extra = outcomes && outcomes.x.rows > 0 ? outcomes : undefined;
  const positives = answers.reduce((sum, value) => sum + value, 0);
  const isClassification = card.metrics.kind === 'classification';
  if (
    keys(rows.features) !== keys(encoder.features) ||
    known.length !== card.split.train + card.split.test ||
    (extra?.x.rows ?? 0) !== card.outcomesUsed ||
    (isClassification && positives !== card.positives)
  )
    throw new AppError('model-outdated');
  const split = splitRows(answers, isClassification ? 'classification' : 'regression', card.split.seed);
  const added = Uint32Array.from({ length: card.outcomesUsed }, (_, i) => known.length + i);
  return {
    ...withExtraRows(takeRows(rows.x, known), answers, extra),
    ids: Array.from(known, (i) => rows.ids[i]),
    names: Array.from(known, (i) => rows.names[i]),
    train: joined(split.train, added),
    trainOfFile: split.train,
    test: split.test,
  };
}
