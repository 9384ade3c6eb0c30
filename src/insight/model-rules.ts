/** A model in a few rules about facts in their own units, and how much of it they hold on customers neither has learned from. */
import type { FeatureSpec } from '../core/features.ts';
import { columnOf, take, takeRows, type Matrix } from '../core/matrix.ts';
import type { Estimate, StoredModel } from '../core/model-card.ts';
import { aucEstimate } from '../ml/auc.ts';
import { regressionMetrics } from '../ml/metrics.ts';
import { followRules, surrogateRules, type SurrogateRule } from '../ml/surrogate.ts';
import type { LearnedRows } from './learned-rows.ts';
import { prepareFeatures } from './prepare-features.ts';
import { predictorOf } from './score-base.ts';

export interface ModelRules {
  features: FeatureSpec[];
  rules: SurrogateRule[];
  /** Customers the rules were learned from, and those they were held against the model on. */
  learned: number;
  tested: number;
  /** Share of how the model's answers differ that the rules hold (R²); null where it always says the same. */
  fidelity: Estimate;
  /** Against what really came: model and rules. Yes/no only. */
  auc?: { model: Estimate; rules: Estimate };
  isChance: boolean;
}

const DEPTH = 3;
const LEAST_LEAF = 5;
/** A rule speaks for one customer in fifty at least. */
const LEAF_SHARE = 0.02;
/** Half a hundredth: below it two rules would say the same in words. */
const LEAST_SHARE = 0.005;
/** More would not make another tree. */
const MOST_ROWS = 50_000;

/** Errors: `cancelled`. */
export async function modelRules(
  model: StoredModel,
  rows: LearnedRows,
  hooks: { signal?: AbortSignal; pause?: () => Promise<void> },
): Promise<ModelRules> {
  const predict = predictorOf(model);
  const [train, test] = [rows.train.subarray(0, MOST_ROWS), rows.test];
  const [trainX, testX] = [train, test].map((part) => takeRows(rows.x, part));
  const said = predict(trainX);
  await hooks.pause?.();
  const rules = await surrogateRules({
    x: withoutGaps(model, trainX),
    said,
    depth: DEPTH,
    leaf: Math.max(LEAST_LEAF, Math.round(LEAF_SHARE * train.length)),
    leastShare: LEAST_SHARE,
    seed: model.card.split.seed,
    hooks,
  });
  const isChance = model.card.metrics.kind === 'classification';
  const y = take(rows.y, test);
  const byModel = predict(testX);
  await hooks.pause?.();
  const byRules = followRules(rules, withoutGaps(model, testX));
  const differs = byModel.some((value) => value !== byModel[0]);
  return {
    features: model.encoder.features,
    rules,
    learned: train.length,
    tested: test.length,
    fidelity: differs ? regressionMetrics(byModel, byRules).r2 : { value: null, low: null, high: null },
    ...(isChance && { auc: { model: aucEstimate(y, byModel), rules: aucEstimate(y, byRules) } }),
    isChance,
  };
}

/** As the model takes them: prepared and filled, but in their own units. */
function withoutGaps({ encoder: { preparation, fill } }: StoredModel, x: Matrix): Matrix {
  const filled = preparation ? prepareFeatures(preparation, x) : { ...x, values: x.values.slice() };
  fill.forEach((value, j) => {
    const column = columnOf(filled, j);
    for (let i = 0; i < column.length; i++) if (Number.isNaN(column[i])) column[i] = value;
  });
  return filled;
}
