/**
 * Does 7 in 10 come true 7 times in 10? Bins that show it, and two corrections for when it does not:
 * Platt's sigmoid (Platt 1999) and isotonic regression (pool adjacent violators; Ayer et al. 1955).
 */
import { assertNever } from '../core/errors.ts';
import type { CalibrationBin, Calibrator } from '../core/model-card.ts';
import { wilson } from '../core/stats.ts';
import { fitLogisticLine, sigmoid } from './logistic-line.ts';

/** Chances nearer to 0 or 1 count as this far from it before a logit is taken: a pure leaf says 0, and means "rarely". */
export const CLIP = 1e-4;

/**
 * Bins of about equally many rows in order of chance, each with its mean chance, the share of yes and its Wilson interval.
 * Equal chances stay together, so there may be fewer bins.
 */
export function calibrationBins(y: ArrayLike<number>, chance: Float64Array, bins = 5): CalibrationBin[] {
  const n = chance.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => chance[a] - chance[b]);
  const found: CalibrationBin[] = [];
  let start = 0;
  for (let bin = 1; bin <= bins; bin++) {
    let end = Math.round((bin * n) / bins);
    if (end <= start) continue;
    while (end < n && chance[order[end]] === chance[order[end - 1]]) end++;
    let predicted = 0;
    let yes = 0;
    for (let i = start; i < end; i++) {
      predicted += chance[order[i]];
      yes += y[order[i]];
    }
    found.push({ predicted: predicted / (end - start), observed: wilson(yes, end - start), rows: end - start });
    start = end;
  }
  return found;
}

/**
 * P = 1 / (1 + exp(a score + b)), fitted to Platt's targets (yes + 1) / (yes + 2) and 1 / (no + 2), which stay off 0 and 1.
 * The true optimum; scikit-learn's own search stops about 2e-6 before it.
 * @param score any real numbers, of predictions on rows the model was not fitted on
 */
export function fitPlatt(score: Float64Array, y: ArrayLike<number>): { a: number; b: number } {
  let yes = 0;
  for (let i = 0; i < score.length; i++) yes += y[i];
  const high = (yes + 1) / (yes + 2);
  const low = 1 / (score.length - yes + 2);
  const target = Float64Array.from(score, (_, i) => (y[i] === 1 ? high : low));
  const run = fitLogisticLine(score, target, 0);
  let step = run.next();
  while (!step.done) step = run.next();
  // The sign is Platt's: a rising chance has a falling exponent.
  return { a: 0 - step.value.slope, b: 0 - step.value.intercept };
}

export interface Isotonic {
  /** Ascending; between two the value is interpolated, outside it is that of the nearer end. */
  x: Float64Array;
  /** Never falling. */
  y: Float64Array;
}

/** The never falling step function nearest to `y` in (weighted) least squares; equal scores are pooled first. */
export function fitIsotonic(score: ArrayLike<number>, y: ArrayLike<number>, weight?: ArrayLike<number>): Isotonic {
  const order = Uint32Array.from({ length: score.length }, (_, i) => i).sort((a, b) => score[a] - score[b]);
  const blocks: { first: number; last: number; mean: number; weight: number }[] = [];
  for (let at = 0; at < order.length;) {
    const x = score[order[at]];
    let sum = 0;
    let total = 0;
    for (; at < order.length && score[order[at]] === x; at++) {
      const w = weight?.[order[at]] ?? 1;
      sum += w * y[order[at]];
      total += w;
    }
    let block = { first: x, last: x, mean: sum / total, weight: total };
    for (let before = blocks.at(-1); before !== undefined && before.mean >= block.mean; before = blocks.at(-1)) {
      blocks.pop();
      const joint = before.weight + block.weight;
      block = { first: before.first, last: x, mean: (before.mean * before.weight + block.mean * block.weight) / joint, weight: joint };
    }
    blocks.push(block);
  }
  const ends = blocks.flatMap(({ first, last, mean }) => (first === last ? [[first, mean]] : [[first, mean], [last, mean]])); // prettier-ignore
  return { x: Float64Array.from(ends, ([x]) => x), y: Float64Array.from(ends, ([, mean]) => mean) };
}

export function isotonicAt({ x, y }: Isotonic, score: number): number {
  let low = 0;
  let high = x.length - 1;
  if (score <= x[low]) return y[low];
  if (score >= x[high]) return y[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= score) low = middle;
    else high = middle;
  }
  return y[low] + ((y[high] - y[low]) * (score - x[low])) / (x[high] - x[low]);
}

/** Corrects chances by what was learned from out-of-fold predictions; without a calibrator they stay as they are. */
export function calibrated(calibrator: Calibrator | undefined, chance: Float64Array): Float64Array {
  if (calibrator === undefined) return chance;
  switch (calibrator.kind) {
    case 'platt':
      return chance.map((p) => sigmoid(-(calibrator.a * logit(p) + calibrator.b)));
    case 'isotonic':
      return chance.map((p) => isotonicAt(calibrator, p));
    default:
      return assertNever(calibrator);
  }
}

/** Fits a calibrator on out-of-fold chances. Isotonic steps of 0 and 1 are kept off by 1 / (rows + 2): nothing is ever certain. */
export function fitCalibrator(kind: Calibrator['kind'], chance: Float64Array, y: ArrayLike<number>): Calibrator {
  if (kind === 'platt') return { kind, ...fitPlatt(chance.map(logit), y) };
  const least = 1 / (chance.length + 2);
  const { x, y: steps } = fitIsotonic(chance, y);
  return { kind, x, y: steps.map((step) => Math.min(Math.max(step, least), 1 - least)) };
}

/** log(p / (1 - p)), with p kept off 0 and 1 by `CLIP`. */
export function logit(p: number): number {
  const clipped = Math.min(Math.max(p, CLIP), 1 - CLIP);
  return Math.log(clipped / (1 - clipped));
}
