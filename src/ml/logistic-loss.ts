/** The penalised log loss of logistic regression, two classes or more. Sums over rows, not means. */
import { columnOf, type Matrix } from '../core/matrix.ts';
import { addColumns } from './linear-predictor.ts';
import { sigmoid } from './logistic-line.ts';
import { dot } from './svd.ts';

/** log(1 + e^z) without overflow. */
export function logOnePlusExp(z: number): number {
  return Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0);
}

/**
 * Two classes. `w` = coefficients, then intercept. Value Σ rᵢ [log(1 + e^zᵢ) − yᵢ zᵢ] + penalty/2 ‖coefficients‖²;
 * `rowWeights` r, 1 when absent. The arrays given back are new at each call.
 */
export function binaryLoss(x: Matrix, y: Float64Array, penalty: number, rowWeights?: Float64Array) {
  return (w: Float64Array): { value: number; gradient: Float64Array } => {
    const coefficients = w.subarray(0, x.columns);
    const z = addColumns(x, coefficients, w[x.columns]);
    let value = 0;
    let intercept = 0;
    for (let i = 0; i < z.length; i++) {
      const weight = rowWeights ? rowWeights[i] : 1;
      value += weight * (logOnePlusExp(z[i]) - y[i] * z[i]);
      z[i] = weight * (sigmoid(z[i]) - y[i]);
      intercept += z[i];
    }
    const gradient = new Float64Array(x.columns + 1);
    for (let j = 0; j < x.columns; j++) gradient[j] = dot(columnOf(x, j), z) + penalty * w[j];
    gradient[x.columns] = intercept;
    return { value: value + (penalty / 2) * dot(coefficients, coefficients), gradient };
  };
}

/** Several classes (softmax). `w` holds, class after class, coefficients then intercept. */
export function softmaxLoss(x: Matrix, y: Float64Array, classes: number, penalty: number, rowWeights?: Float64Array) {
  const d = x.columns;
  return (w: Float64Array): { value: number; gradient: Float64Array } => {
    const scores = Array.from({ length: classes }, (_, k) => classScores(x, w, k));
    let value = 0;
    for (let i = 0; i < x.rows; i++) {
      const weight = rowWeights ? rowWeights[i] : 1;
      const truth = scores[y[i]][i];
      const logSum = softmaxRow(scores, i);
      value += weight * (logSum - truth);
      scores[y[i]][i] -= 1;
      if (rowWeights) for (const score of scores) score[i] *= weight;
    }
    const gradient = new Float64Array(w.length);
    for (let k = 0; k < classes; k++) {
      const at = k * (d + 1);
      for (let j = 0; j < d; j++) {
        gradient[at + j] = dot(columnOf(x, j), scores[k]) + penalty * w[at + j];
        value += (penalty / 2) * w[at + j] ** 2;
      }
      for (let i = 0; i < x.rows; i++) gradient[at + d] += scores[k][i];
    }
    return { value, gradient };
  };
}

/** Chance of each class, one array of rows per class. `w` as in `softmaxLoss`. */
export function softmaxChances(x: Matrix, w: Float64Array, classes: number): Float64Array[] {
  const scores = Array.from({ length: classes }, (_, k) => classScores(x, w, k));
  for (let i = 0; i < x.rows; i++) softmaxRow(scores, i);
  return scores;
}

function classScores(x: Matrix, w: Float64Array, k: number): Float64Array {
  const at = k * (x.columns + 1);
  return addColumns(x, w.subarray(at, at + x.columns), w[at + x.columns]);
}

/** Turns the scores of row `i` into chances; gives back the log of the sum of their exponentials. */
function softmaxRow(scores: Float64Array[], i: number): number {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score[i]);
  let sum = 0;
  for (const score of scores) sum += score[i] = Math.exp(score[i] - most);
  for (const score of scores) score[i] /= sum;
  return most + Math.log(sum);
}
