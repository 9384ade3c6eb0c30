/**
 * How good are predictions on held-out rows? Conventions of scikit-learn 1.2.1: `zero_division=0`, equal scores count
 * half in the AUC, log loss clips chances to [2.2e-16, 1 - 2.2e-16], R2 of constant truth is 1 if perfect, else 0.
 * Every number comes with its 95 % interval; `null` where it is not defined.
 */
import type { ClassificationMetrics, ConfusionMatrix, Estimate, RegressionMetrics } from '../core/model-card.ts';
import { UNKNOWN, wilson } from '../core/stats.ts';
import { aucEstimate } from './auc.ts';
import { bootstrapEstimates, MOST_BOOTSTRAP_ROWS, normalEstimate } from './metric-intervals.ts';

/** scikit-learn >= 1.2 `eps="auto"` for float64: a certain, wrong answer costs 36.04. */
const CLIP = Number.EPSILON;

/**
 * `y`: 0/1; `chance`: of class 1. A row counts as predicted yes when its chance is above `threshold`: a chance of
 * exactly one half is "no", as where scikit-learn takes the first of two equal classes.
 */
export function classificationMetrics(y: ArrayLike<number>, chance: Float64Array, threshold = 0.5): ClassificationMetrics {
  const confusion = confusionMatrix(y, chance, threshold);
  const { truePositive, falsePositive, trueNegative, falseNegative } = confusion;
  const rows = y.length;
  const losses = rowLosses(y, chance);
  // Per row: its part of 2 TP, its part of 2 TP + FP + FN, its log loss.
  const hits = new Float64Array(rows);
  const places = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const predicted = chance[i] > threshold ? 1 : 0;
    hits[i] = 2 * predicted * y[i];
    places[i] = predicted + y[i];
  }
  const [f1, logLossEstimate] = estimates([hits, places, losses], [([hit, place]) => ratio(hit, place), ([, , loss]) => loss]);
  return {
    kind: 'classification',
    rows,
    positives: truePositive + falseNegative,
    accuracy: wilson(truePositive + trueNegative, rows),
    precision: share(truePositive, truePositive + falsePositive, rows),
    recall: share(truePositive, truePositive + falseNegative, rows),
    f1: truePositive + falsePositive + falseNegative === 0 ? share(0, 0, rows) : f1,
    auc: aucEstimate(y, chance),
    logLoss: logLossEstimate,
    confusion,
  };
}

export function regressionMetrics(y: ArrayLike<number>, predicted: ArrayLike<number>): RegressionMetrics {
  const rows = y.length;
  const squares = new Float64Array(rows);
  const absolutes = new Float64Array(rows);
  // Truth around its own mean: the variance then loses no digits to a large offset.
  const around = new Float64Array(rows);
  const aroundSquares = new Float64Array(rows);
  let centre = 0;
  for (let i = 0; i < rows; i++) centre += y[i] / rows;
  for (let i = 0; i < rows; i++) {
    squares[i] = (y[i] - predicted[i]) ** 2;
    absolutes[i] = Math.abs(y[i] - predicted[i]);
    around[i] = y[i] - centre;
    aroundSquares[i] = around[i] ** 2;
  }
  const [mse, mae, r2] = estimates(
    [squares, absolutes, around, aroundSquares],
    [
      ([square]) => square,
      ([, absolute]) => absolute,
      // A resample of one repeated truth has no R2; it is left out.
      ([square, , first, second]) => (second - first * first > 1e-12 * second ? 1 - square / (second - first * first) : NaN),
    ],
  );
  if (rows < 2) return { kind: 'regression', rows, mse, mae, r2: UNKNOWN };
  const value = r2Score(y, predicted);
  return { kind: 'regression', rows, mse, mae, r2: isConstant(y) ? { value, low: null, high: null } : { ...r2, value } };
}

export function confusionMatrix(y: ArrayLike<number>, chance: ArrayLike<number>, threshold = 0.5): ConfusionMatrix {
  const counts = { truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 0 };
  for (let i = 0; i < y.length; i++) {
    if (chance[i] > threshold) counts[y[i] === 1 ? 'truePositive' : 'falsePositive']++;
    else counts[y[i] === 1 ? 'falseNegative' : 'trueNegative']++;
  }
  return counts;
}

/** Mean of -log(chance given to what happened), in nats. NaN without rows. */
export function logLoss(y: ArrayLike<number>, chance: ArrayLike<number>): number {
  const losses = rowLosses(y, chance);
  let total = 0;
  for (let i = 0; i < losses.length; i++) total += losses[i];
  return total / losses.length;
}

/** Mean squared error, in squared units of `y`. */
export function meanSquaredError(y: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < y.length; i++) total += (y[i] - predicted[i]) ** 2;
  return total / y.length;
}

/** 1 - SSE / SST. NaN with fewer than two rows. */
export function r2Score(y: ArrayLike<number>, predicted: ArrayLike<number>): number {
  if (y.length < 2) return NaN;
  if (isConstant(y)) return meanSquaredError(y, predicted) === 0 ? 1 : 0;
  let centre = 0;
  for (let i = 0; i < y.length; i++) centre += y[i];
  centre /= y.length;
  let residual = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    residual += (y[i] - predicted[i]) ** 2;
    total += (y[i] - centre) ** 2;
  }
  return 1 - residual / total;
}

function isConstant(y: ArrayLike<number>): boolean {
  for (let i = 1; i < y.length; i++) if (y[i] !== y[0]) return false;
  return true;
}

function rowLosses(y: ArrayLike<number>, chance: ArrayLike<number>): Float64Array {
  const losses = new Float64Array(y.length);
  for (let i = 0; i < y.length; i++) {
    const given = y[i] === 1 ? chance[i] : 1 - chance[i];
    losses[i] = -Math.log(Math.min(1 - CLIP, Math.max(CLIP, given)));
  }
  return losses;
}

/** Bootstrap while it is cheap, the delta method above. */
function estimates(parts: Float64Array[], of: ((means: Float64Array) => number)[]): Estimate[] {
  if (parts[0].length === 0) return of.map(() => UNKNOWN);
  if (parts[0].length <= MOST_BOOTSTRAP_ROWS) return bootstrapEstimates(parts, of);
  return of.map((f) => normalEstimate(parts, f));
}

/** A share whose value is 0 when it has no denominator (`zero_division=0`), then without an interval. */
function share(part: number, whole: number, rows: number): Estimate {
  if (rows === 0) return UNKNOWN;
  return whole === 0 ? { value: 0, low: null, high: null } : wilson(part, whole);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
