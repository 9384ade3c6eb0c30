import { describe, expect, it } from 'vitest';
import { auc } from '../../src/ml/auc.ts';
import { normalEstimate } from '../../src/ml/metric-intervals.ts';
import { classificationMetrics, logLoss, meanSquaredError, r2Score, regressionMetrics } from '../../src/ml/metrics.ts';
import reference from '../reference/metrics.json';

/** Oracle: scikit-learn 1.2.1 for values; intervals as named. Exact to 1e-15 relative. */
const score = Float64Array.from(reference.score);

describe('yes/no', () => {
  const metrics = classificationMetrics(reference.y, score);

  it('counts and shares are those of scikit-learn', () => {
    const [[trueNegative, falsePositive], [falseNegative, truePositive]] = reference.confusion;
    expect(metrics.confusion).toEqual({ truePositive, falsePositive, trueNegative, falseNegative });
    expect(metrics.rows).toBe(16);
    expect(metrics.positives).toBe(7);
    expect(metrics.accuracy.value).toBe(reference.accuracy);
    expect(metrics.precision.value).toBe(reference.precision);
    expect(metrics.recall.value).toBe(reference.recall);
    expect(metrics.f1.value).toBeCloseTo(reference.f1, 15);
  });

  it('AUC and log loss are those of scikit-learn, with ties', () => {
    expect(auc(reference.y, score)).toBeCloseTo(reference.roc_auc, 15);
    expect(auc(reference.ties300.y, reference.ties300.score)).toBeCloseTo(reference.ties300.roc_auc, 15);
    expect(logLoss(reference.y, score)).toBeCloseTo(reference.log_loss, 15);
    expect(metrics.logLoss.value).toBeCloseTo(reference.log_loss, 15);
  });

  it('accuracy has a Wilson interval: 17 of 20 is 64 % to 95 %', () => {
    const y = [...new Array<number>(10).fill(1), ...new Array<number>(10).fill(0)];
    const chance = Float64Array.from(y, (label, i) => (i < 3 ? 1 - label : label));
    const { accuracy } = classificationMetrics(y, chance);
    expect(accuracy.value).toBe(0.85);
    expect(accuracy.low).toBeCloseTo(0.6396, 4);
    expect(accuracy.high).toBeCloseTo(0.9476, 4);
  });

  it('AUC has the interval of DeLong 1988, computed from all pairs in numpy', () => {
    expect(metrics.auc.low).toBeCloseTo(0.5475808075374278, 12);
    expect(metrics.auc.high).toBe(1);
    const { auc: ties } = classificationMetrics(reference.ties300.y, Float64Array.from(reference.ties300.score));
    expect(ties.low).toBeCloseTo(0.8607969630485087, 12);
    expect(ties.high).toBeCloseTo(0.9357748861549194, 12);
  });

  it('a perfect order of few rows leaves the AUC open (score interval solved by scipy.optimize.brentq)', () => {
    const { auc: perfect } = classificationMetrics([0, 0, 0, 0, 1, 1, 1], Float64Array.from([1, 2, 3, 4, 5, 6, 7]));
    expect(perfect.value).toBe(1);
    expect(perfect.low).toBeCloseTo(0.5396917, 6);
    expect(perfect.high).toBe(1);
  });

  it('the bootstrap interval of F1 is near that of 20,000 numpy resamples', () => {
    const { f1 } = classificationMetrics(reference.ties300.y, Float64Array.from(reference.ties300.score));
    expect(f1.value).toBeCloseTo(0.583941605839416, 12);
    expect(f1.low).toBeCloseTo(0.479, 1);
    expect(f1.high).toBeCloseTo(0.677, 1);
  });

  it('without a predicted yes, precision and F1 are 0 and have no interval', () => {
    const { y, precision, recall, f1 } = reference.degenerate.no_predicted_positive;
    const none = classificationMetrics(y, new Float64Array(4));
    expect([none.precision.value, none.recall.value, none.f1.value]).toEqual([precision, recall, f1]);
    expect(none.precision.low).toBeNull();
  });

  it('one class has no AUC; no rows have nothing', () => {
    expect(classificationMetrics([1, 1], Float64Array.of(0.2, 0.3)).auc).toEqual({ value: null, low: null, high: null });
    const empty = classificationMetrics([], new Float64Array(0));
    for (const estimate of [empty.accuracy, empty.precision, empty.recall, empty.f1, empty.auc, empty.logLoss]) {
      expect(estimate).toEqual({ value: null, low: null, high: null });
    }
  });

  it('a certain, wrong answer costs 36.04 and not infinity', () => {
    expect(logLoss([1, 0], [0, 1])).toBeCloseTo(reference.degenerate.log_loss_certain_wrong, 12);
  });

  it('a chance of one half is a no, as in scikit-learn', () => {
    expect(classificationMetrics([0, 1], Float64Array.of(0.5, 0.5)).confusion.trueNegative).toBe(1);
  });

  it('the claim of the article costs 4.65: a log-likelihood of -18.60 against -2.249 for the constant 75 %', () => {
    const y = [1, 1, 0, 1];
    const claimed = [12.4, 15.5, 18.6, 21.4].map((z) => 1 / (1 + Math.exp(-z)));
    expect(-4 * logLoss(y, claimed)).toBeCloseTo(-18.6, 4);
    expect(-4 * logLoss(y, [0.75, 0.75, 0.75, 0.75])).toBeCloseTo(-2.2493, 4);
  });
});

describe('amounts', () => {
  const { y, pred, mse, mae, r2 } = reference.regression;

  it('errors and R2 are those of scikit-learn', () => {
    const metrics = regressionMetrics(y, pred);
    expect(metrics.mse.value).toBeCloseTo(mse, 13);
    expect(metrics.mae.value).toBeCloseTo(mae, 14);
    expect(metrics.r2.value).toBeCloseTo(r2, 15);
    expect(meanSquaredError(y, pred)).toBeCloseTo(mse, 13);
  });

  it('the line of the article is worse than the mean: MSE 714,450, R2 -56.16', () => {
    const metrics = regressionMetrics([200, 300, 400, 500], [910, 1100, 1290, 1460]);
    expect(metrics.mse.value).toBe(714450);
    expect(metrics.mae.value).toBe(840);
    expect(metrics.r2.value).toBeCloseTo(-56.156, 10);
    expect(regressionMetrics([200, 300, 400, 500], [350, 350, 350, 350]).mse.value).toBe(12500);
  });

  it('R2 of constant truth is 1 if perfect, else 0, without an interval', () => {
    expect(r2Score([2, 2, 2], [2, 2, 2])).toBe(1);
    expect(regressionMetrics([0.1, 0.1, 0.1], [0.1, 0.1, 0.2]).r2).toEqual({ value: 0, low: null, high: null });
  });

  it('one row has errors without intervals and no R2', () => {
    const metrics = regressionMetrics([3], [2]);
    expect(metrics.mse).toEqual({ value: 1, low: null, high: null });
    expect(metrics.r2).toEqual({ value: null, low: null, high: null });
  });
});

it('the normal interval of a mean is the textbook one', () => {
  const { value, low, high } = normalEstimate([Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6)], ([m]) => m);
  expect(value).toBe(3.875);
  // scipy.stats.norm.interval(.95, mean, sem)
  expect(low).toBeCloseTo(1.9705074956819586, 6);
  expect(high).toBeCloseTo(5.779492504318041, 6);
});
