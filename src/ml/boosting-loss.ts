/**
 * What boosting makes smaller, as scikit-learn 1.2.1 computes it. Slopes and curvatures are float32; everything else is
 * double. `raw` is the sum of the trees: log-odds for two classes, one score per class for more, the amount itself, or
 * its logarithm (`poisson`).
 */
import { AppError } from '../core/errors.ts';

export type AmountLoss = 'squared_error' | 'quantile' | 'poisson';

export interface BoostingLoss {
  /** Trees per round. */
  outputs: number;
  /** The curvature is 1 everywhere. */
  isFlat: boolean;
  /** Raw values before the first tree, one per output. */
  baseline(y: Float64Array): Float64Array;
  /** First and second derivative of each row's loss, into `slope` and `curve`, one array per output (`curve` untouched if flat). */
  derive(y: Float64Array, raw: readonly Float64Array[], slope: readonly Float32Array[], curve: readonly Float32Array[]): void;
  /** Mean over the rows. */
  mean(y: Float64Array, raw: readonly Float64Array[]): number;
  /** What a leaf adds, from y - raw of its rows, where that is not the ratio of the sums of derivatives. */
  leaf?(residuals: Float64Array): number;
}

const EPSILON = 2 ** -52;
const MOST_EXPONENT = 700;

export function classLoss(classes: number): BoostingLoss {
  return classes === 2 ? binaryLoss : softmaxLoss(classes);
}

const binaryLoss: BoostingLoss = {
  outputs: 1,
  isFlat: false,
  baseline: (y) => {
    const share = clip(numpyMean(y), 10 * EPSILON);
    return Float64Array.of(Math.log(share / (1 - share)));
  },
  derive(y, [raw], [slope], [curve]) {
    for (let i = 0; i < y.length; i++) {
      // Capped, or it were infinite and times 0 no number.
      const e = Math.exp(Math.min(-raw[i], MOST_EXPONENT));
      slope[i] = (1 - y[i] - y[i] * e) / (1 + e);
      curve[i] = e / ((1 + e) * (1 + e));
    }
  },
  mean: (y, [raw]) => {
    let sum = 0;
    for (let i = 0; i < y.length; i++) sum += Math.max(raw[i], 0) + Math.log1p(Math.exp(-Math.abs(raw[i]))) - y[i] * raw[i];
    return sum / y.length;
  },
};

function softmaxLoss(classes: number): BoostingLoss {
  return {
    outputs: classes,
    isFlat: false,
    baseline(y) {
      const logs = new Float64Array(classes);
      y.forEach((k) => logs[k]++);
      logs.forEach((count, k) => (logs[k] = Math.log(clip(count / y.length, EPSILON))));
      const centre = logs.reduce((sum, value) => sum + value, 0) / classes;
      return logs.map((value) => value - centre);
    },
    derive(y, raw, slope, curve) {
      const chance = new Float64Array(classes);
      for (let i = 0; i < y.length; i++) {
        const sum = exponentials(raw, i, chance);
        for (let k = 0; k < classes; k++) {
          const p = chance[k] / sum;
          slope[k][i] = y[i] === k ? p - 1 : p;
          curve[k][i] = p * (1 - p);
        }
      }
    },
    mean(y, raw) {
      const chance = new Float64Array(classes);
      let total = 0;
      for (let i = 0; i < y.length; i++) {
        const sum = exponentials(raw, i, chance);
        total += Math.log(sum) - Math.log(chance[y[i]]);
      }
      return total / y.length;
    },
  };
}

/** exp(raw - largest raw) of one row into `into`; their sum. */
function exponentials(raw: readonly Float64Array[], row: number, into: Float64Array): number {
  let most = -Infinity;
  for (let k = 0; k < into.length; k++) if (raw[k][row] > most) most = raw[k][row];
  let sum = 0;
  for (let k = 0; k < into.length; k++) sum += into[k] = Math.exp(raw[k][row] - most);
  return sum;
}

/** `quantile`: the share of amounts to lie below the prediction. */
export function amountLoss(kind: AmountLoss, quantile: number): BoostingLoss {
  if (kind === 'squared_error') return squaredLoss;
  return kind === 'poisson' ? poissonLoss : pinballLoss(quantile);
}

const squaredLoss: BoostingLoss = {
  outputs: 1,
  isFlat: true,
  baseline: (y) => Float64Array.of(numpyMean(y)),
  derive(y, [raw], [slope]) {
    for (let i = 0; i < y.length; i++) slope[i] = raw[i] - y[i];
  },
  mean: (y, [raw]) => y.reduce((sum, value, i) => sum + 0.5 * (value - raw[i]) ** 2, 0) / y.length,
};

const poissonLoss: BoostingLoss = {
  outputs: 1,
  isFlat: false,
  baseline(y) {
    const average = numpyMean(y);
    if (average <= 0 || y.some((value) => value < 0)) throw new AppError('bad-parameter', { name: 'loss', value: 'poisson' });
    return Float64Array.of(Math.log(average));
  },
  derive(y, [raw], [slope], [curve]) {
    for (let i = 0; i < y.length; i++) {
      const expected = Math.exp(raw[i]);
      slope[i] = expected - y[i];
      curve[i] = expected;
    }
  },
  mean: (y, [raw]) => y.reduce((sum, value, i) => sum + Math.exp(raw[i]) - value * raw[i], 0) / y.length,
};

function pinballLoss(quantile: number): BoostingLoss {
  return {
    outputs: 1,
    isFlat: true,
    baseline: (y) => Float64Array.of(numpyQuantile(y, quantile)),
    derive(y, [raw], [slope]) {
      for (let i = 0; i < y.length; i++) slope[i] = y[i] >= raw[i] ? -quantile : 1 - quantile;
    },
    mean: (y, [raw]) =>
      y.reduce((sum, v, i) => sum + (v >= raw[i] ? quantile * (v - raw[i]) : (1 - quantile) * (raw[i] - v)), 0) / y.length,
    leaf: (residuals) => numpyQuantile(residuals, quantile),
  };
}

/** numpy's linear `percentile`, with its way of interpolating. */
function numpyQuantile(values: Float64Array, quantile: number): number {
  const sorted = values.slice().sort();
  const place = (sorted.length - 1) * ((100 * quantile) / 100);
  const below = Math.floor(place);
  const [a, b] = [sorted[below], sorted[Math.min(below + 1, sorted.length - 1)]];
  const part = place - below;
  return part >= 0.5 ? b - (b - a) * (1 - part) : a + (b - a) * part;
}

/** Chance or amount from a raw value. */
export function answerOf(loss: 'log_loss' | AmountLoss, raw: number): number {
  if (loss === 'log_loss') return 1 / (1 + Math.exp(-raw));
  return loss === 'poisson' ? Math.exp(raw) : raw;
}

function clip(share: number, margin: number): number {
  return Math.min(Math.max(share, margin), 1 - margin);
}

function numpyMean(values: Float64Array): number {
  return pairwiseSum(values, 0, values.length) / values.length;
}

/** numpy's sum: halves of halves, down to blocks of 128 in eight lanes. Its rounding decides the last digit of every prediction. */
function pairwiseSum(values: Float64Array, from: number, count: number): number {
  if (count > 128) {
    const half = (count >> 1) - ((count >> 1) % 8);
    return pairwiseSum(values, from, half) + pairwiseSum(values, from + half, count - half);
  }
  let at = 0;
  let sum = 0;
  if (count >= 8) {
    const lanes = Array.from(values.subarray(from, from + 8));
    for (at = 8; at + 8 <= count; at += 8) for (let lane = 0; lane < 8; lane++) lanes[lane] += values[from + at + lane];
    sum = lanes[0] + lanes[1] + (lanes[2] + lanes[3]) + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));
  }
  for (; at < count; at++) sum += values[from + at];
  return sum;
}
