/** Metrics as flat numbers, for the command line. `null` where a number is not defined. */
import type { Metrics } from '../../src/core/model-card.ts';
import { classificationMetrics, logLoss, regressionMetrics } from '../../src/ml/metrics.ts';

export type FlatMetrics = Record<string, number | null | number[][]>;

export function flatMetrics(metrics: Metrics): FlatMetrics {
  if (metrics.kind === 'regression') {
    const { mse, mae, r2 } = metrics;
    return { mse: mse.value, mae: mae.value, rmse: mse.value === null ? null : Math.sqrt(mse.value), r2: r2.value };
  }
  const { accuracy, precision, recall, f1, auc, logLoss: loss, confusion } = metrics;
  return {
    accuracy: accuracy.value,
    precision: precision.value,
    recall: recall.value,
    f1: f1.value,
    auc: auc.value,
    logLoss: loss.value,
    confusion: [
      [confusion.trueNegative, confusion.falsePositive],
      [confusion.falseNegative, confusion.truePositive],
    ],
  };
}

export function amountMetrics(y: Float64Array, predicted: Float64Array): FlatMetrics {
  return flatMetrics(regressionMetrics(y, predicted));
}

/** `chances`: one array of rows per class. Three classes or more: precision, recall and F1 are means over classes. */
export function classMetrics(y: Float64Array, chances: readonly Float64Array[], predicted: Float64Array): FlatMetrics {
  if (chances.length === 2) return flatMetrics(classificationMetrics(y, chances[1]));
  const k = chances.length;
  const confusion = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  y.forEach((label, i) => confusion[label][predicted[i]]++);
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
  const classes = confusion.map((row, label) => ({
    hits: row[label],
    truth: total(row),
    said: total(confusion.map((other) => other[label])),
  }));
  const macro = (of: (c: (typeof classes)[number]) => number) => total(classes.map(of)) / k;
  const given = Float64Array.from(y, (label, i) => chances[label][i]);
  return {
    accuracy: share(total(classes.map(({ hits }) => hits)), y.length),
    precision: macro(({ hits, said }) => share(hits, said)),
    recall: macro(({ hits, truth }) => share(hits, truth)),
    f1: macro(({ hits, truth, said }) => share(2 * hits, truth + said)),
    auc: null,
    logLoss: logLoss(new Float64Array(y.length).fill(1), given),
    confusion,
  };
}
