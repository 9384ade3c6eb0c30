/** Everybody's chance (or amount) by a trained model, and the reasons for it. */
import { AppError } from '../core/errors.ts';
import type { FeatureSpec } from '../core/features.ts';
import { takeRows, type Matrix } from '../core/matrix.ts';
import type { StoredModel } from '../core/model-card.ts';
import type { Question } from '../core/recipe.ts';
import type { Reason } from '../core/work.ts';
import { featureMatrix } from '../data/customer-features.ts';
import { findColumn } from '../data/find-column.ts';
import { targetValues } from '../data/target-values.ts';
import { calibrated } from '../ml/calibrate.ts';
import { explainRows, explainShares, type Explanation } from '../ml/explain.ts';
import { factGroups } from '../ml/fact-groups.ts';
import { algorithmOf } from '../ml/registry.ts';
import { alignFeatures, rowOf } from './align-features.ts';
import { conceptGroups, tellingFact } from './concept-groups.ts';
import type { CustomerBase } from './customer-base.ts';
import { missingFacts } from './model-fit.ts';
import { encodePrepared } from './prepare-features.ts';
import { factReason } from './fact-reason.ts';

/** One entry per customer of the base, in its order. */
export interface Scores {
  features: FeatureSpec[];
  /** As the model sees them, real units, NaN = missing. */
  x: Matrix;
  /** Chance of yes, or the amount. */
  predicted: Float64Array;
  isChance: boolean;
  /** The answer in the file (0/1), NaN where it has none; absent for orders, amounts, and files without the column. */
  answers?: Float64Array;
}

/** Predictions in real units: encodes, predicts, calibrates. Row by row the same, whatever other rows are asked with it. */
export function predictorOf(model: StoredModel): (x: Matrix) => Float64Array {
  const algorithm = algorithmOf(model.card.algorithm);
  return (x) => calibrated(model.calibrator, algorithm.predict(model.model, encodePrepared(model.encoder, x)));
}

/**
 * The rows a model was trained on are scored by that same model: for them the chance is not out of sample. What it is worth
 * on customers it has not seen is on the card.
 * Errors: `column-missing`: facts of the model that this base does not have, by name. They are never guessed.
 */
export function scoreBase(base: CustomerBase, model: StoredModel): Scores {
  const { question } = model.card;
  const { features } = model.encoder;
  const gone = missingFacts(base, features);
  if (gone.length > 0) throw new AppError('column-missing', { column: gone.join(', ') });
  const x = base.lines ? alignFeatures(base.facts.x, base.facts.features, features) : featureMatrix(base.table, features);
  const scores: Scores = { features, x, predicted: predictorOf(model)(x), isChance: question.kind !== 'amount' };
  const target = question.kind === 'yes-no' ? findColumn(base.table, question.target) : undefined;
  if (question.kind === 'yes-no' && target) scores.answers = targetValues(target, question);
  return scores;
}

/** Who can be on a list: where a yes means gone or won, those whose answer in the file is yes already are not. */
export function listable(question: Question, scores: Scores): number[] {
  const rows = Array.from(scores.predicted.keys());
  const isSettled = question.kind === 'yes-no' && question.meaning !== 'other';
  return isSettled ? rows.filter((row) => scores.answers?.[row] !== 1) : rows;
}

/** `start` plus the parts is the customer's number. */
export interface ScoreReasons {
  start: number;
  parts: Reason[];
  /** The parts lead from the average of those learned from, exactly shared; absent: from the typical customer, fact by fact. */
  fromAverage?: true;
}

/** For each of `rows` where the walk starts and what each fact adds on the way to that customer's number. */
export function explainScores(model: StoredModel, scores: Scores, rows: readonly number[]): ScoreReasons[] {
  const groups = conceptGroups(factGroups(scores.features));
  const vectors = rows.map((row) => rowOf(scores.x, row));
  const columns = groups.map((group) => group.columns);
  const shared = sharedReasons(model, scores, rows, columns);
  const explained = shared ?? explainRows(predictorOf(model), vectors, model.typical, columns);
  return explained.map(({ start, parts }, i) => ({
    start,
    ...(shared && { fromAverage: true as const }),
    parts: parts.map(({ group, effect }) => {
      const { features } = scores;
      const concept = groups[group];
      if (concept.feature.kind !== 'order-fact') return factReason(concept, features, vectors[i], model.typical, effect);
      const j = tellingFact(concept, features, vectors[i], model.typical, model.encoder.scale);
      return { feature: features[j], value: vectors[i][j], typical: model.typical[j], effect };
    }),
  }));
}

/** Exact shares of trees, forests and boosting. Undefined for other models, and where it would take too long. */
function sharedReasons(
  { card, encoder, model, calibrator }: StoredModel,
  { x, predicted }: Scores,
  rows: readonly number[],
  groups: readonly (readonly number[])[],
): Explanation[] | undefined {
  const algorithm = algorithmOf(card.algorithm);
  const shares = algorithm.factShares?.(model, encodePrepared(encoder, takeRows(x, rows)), groups);
  if (!shares) return undefined;
  const answerOf = (raw: number) => calibrated(calibrator, Float64Array.of(algorithm.answerOf?.(model, raw) ?? raw))[0];
  return explainShares(shares, answerOf).map(({ start, end, parts }, i) => {
    // Sums taken in another order differ in the last digit, which a steep correction makes more of.
    const last = parts.at(-1);
    if (last) last.effect += predicted[rows[i]] - end;
    return { start, end: predicted[rows[i]], parts };
  });
}
