/** The final exam: held-out rows, looked at once. Everything the model card says about quality comes from here. */
import type { FeatureSpec } from '../core/features.ts';
import { matrix, columnOf, type Matrix } from '../core/matrix.ts';
import type { Metrics, ModelCard } from '../core/model-card.ts';
import { AppError } from '../core/errors.ts';
import { calibrationBins } from './calibrate.ts';
import { fitSplitConformal } from './conformal.ts';
import type { TaskKind } from './contract.ts';
import { factGroups } from './fact-groups.ts';
import { permutationImportance } from './importance.ts';
import { classificationMetrics, logLoss, meanSquaredError, regressionMetrics } from './metrics.ts';
import { gainsCurve, topK } from './top-k.ts';

const IMPORTANCE_REPEATS = 5;
/** Held-out rows that facts are shuffled on, at most: more only makes the interval narrower. */
const MOST_IMPORTANCE_ROWS = 2000;
const LEAST_LIST = 20;
/** Share of amounts that may lie outside the interval. */
const MISSED = 0.1;

export type ExamFacts = Pick<ModelCard, 'metrics' | 'baseline' | 'rule' | 'topK' | 'calibration' | 'gains' | 'margin' | 'importance'>;

export interface ExamInput {
  kind: TaskKind;
  features: readonly FeatureSpec[];
  /** Held-out rows, encoded, in random order. */
  x: Matrix;
  y: Float64Array;
  predict: (x: Matrix) => Float64Array;
  baseline: (x: Matrix) => Float64Array;
  rule: (x: Matrix) => Float64Array;
  listLength?: number;
  seed: number;
  hooks: {
    signal?: AbortSignal;
    onProgress?: (progress: { stage: 'importance'; done: number; total: number }) => void;
    pause?: () => Promise<void>;
  };
}

export async function examine(input: ExamInput): Promise<ExamFacts & { predicted: Float64Array }> {
  const { kind, x, y, hooks } = input;
  const metrics = (predicted: Float64Array): Metrics =>
    kind === 'classification' ? classificationMetrics(y, predicted) : regressionMetrics(y, predicted);
  const predicted = input.predict(x);
  const byRule = input.rule(x);
  const model = metrics(predicted);
  await hooks.pause?.();
  const baseline = metrics(input.baseline(x));
  await hooks.pause?.();
  const facts = { metrics: model, baseline, rule: metrics(byRule) };
  await hooks.pause?.();
  const importance = await importanceOf(input);
  if (kind === 'regression') {
    const { margin } = fitSplitConformal(y, predicted, MISSED);
    return { ...facts, ...(Number.isFinite(margin) && { margin }), importance, predicted };
  }
  const k = Math.min(input.listLength ?? Math.max(LEAST_LIST, Math.round(y.length / 10)), y.length);
  return {
    ...facts,
    topK: topK(y, predicted, byRule, k),
    gains: gainsCurve(y, predicted, byRule),
    calibration: calibrationBins(y, predicted),
    importance,
    predicted,
  };
}

async function importanceOf({ kind, features, x, y, predict, seed, hooks }: ExamInput): Promise<ModelCard['importance']> {
  const facts = factGroups(features);
  const rows = Math.min(x.rows, MOST_IMPORTANCE_ROWS);
  const run = permutationImportance({
    predict,
    x: firstRows(x, rows),
    y: y.slice(0, rows),
    groups: facts.map(({ columns }) => columns),
    loss: kind === 'classification' ? logLoss : meanSquaredError,
    repeats: IMPORTANCE_REPEATS,
    seed,
  });
  for (;;) {
    if (hooks.signal?.aborted) throw new AppError('cancelled');
    const next = run.next();
    if (next.done) {
      return next.value
        .map((loss, group) => ({ feature: facts[group].feature, loss }))
        .sort((a, b) => (b.loss.value ?? 0) - (a.loss.value ?? 0));
    }
    hooks.onProgress?.({ stage: 'importance', done: next.value.group + 1, total: facts.length });
    await hooks.pause?.();
  }
}

function firstRows(x: Matrix, rows: number): Matrix {
  const first = matrix(rows, x.columns);
  for (let j = 0; j < x.columns; j++) columnOf(first, j).set(columnOf(x, j).subarray(0, rows));
  return first;
}
