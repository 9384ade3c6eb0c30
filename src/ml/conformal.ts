/**
 * Intervals that hold the truth as often as they say, whatever the model: how far it missed on rows it did not learn from is how
 * far it will miss (Vovk, Gammerman & Shafer 2005). Split: the same width for everybody. Conformalised quantiles: as wide as a
 * model's own low and high guess differ, moved by what they missed (Romano, Patterson & Candès 2019). Holds where rows could
 * as well have come in another order; of rows in time take the latest ones to calibrate on.
 */
import { AppError } from '../core/errors.ts';

export interface Conformal {
  kind: 'split' | 'quantiles';
  /** Share of truths outside that is accepted: 0.1 for 90 % intervals. */
  alpha: number;
  /** Added on both sides. Infinity: too few rows for so sure an interval. */
  margin: number;
  /** By segment, where asked for and rows suffice; others get `margin`. */
  bySegment?: Map<number, number>;
  rows: number;
}

/** The ⌈(m + 1)(1 − alpha)⌉-th smallest of m scores; Infinity when there are not that many. */
export function conformalQuantile(scores: ArrayLike<number>, alpha: number): number {
  if (!(alpha > 0 && alpha < 1)) throw new AppError('bad-parameter', { name: 'alpha', value: alpha });
  // 1 − alpha is rounded: 10 · 0.7 must not become 8.
  const place = Math.ceil((scores.length + 1) * (1 - alpha) - 1e-9);
  return place > scores.length ? Infinity : Float64Array.from(scores).sort()[place - 1];
}

/**
 * @param y the truth of calibration rows, none of them learned from
 * @param predicted what was said of them
 * @param segments makes the promise hold within each segment (Mondrian): a number for each row
 */
export function fitSplitConformal(y: Float64Array, predicted: Float64Array, alpha: number, segments?: ArrayLike<number>): Conformal {
  return calibrated(
    'split',
    y.map((value, i) => Math.abs(value - predicted[i])),
    alpha,
    segments,
  );
}

/** @param low, @param high a model's lower and upper quantile, say 5 % and 95 % */
export function fitQuantileConformal(
  y: Float64Array,
  low: Float64Array,
  high: Float64Array,
  alpha: number,
  segments?: ArrayLike<number>,
): Conformal {
  return calibrated(
    'quantiles',
    y.map((value, i) => Math.max(low[i] - value, value - high[i])),
    alpha,
    segments,
  );
}

/** The interval of one row. Split: give the prediction as both `low` and `high`. Never turned inside out. */
export function conformalInterval(conformal: Conformal, low: number, high: number, segment?: number): [low: number, high: number] {
  const margin = (segment === undefined ? undefined : conformal.bySegment?.get(segment)) ?? conformal.margin;
  const [from, to] = [low - margin, high + margin];
  return from <= to ? [from, to] : [(from + to) / 2, (from + to) / 2];
}

/** Share of truths inside. */
export function coverage(y: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>): number {
  let inside = 0;
  for (let i = 0; i < y.length; i++) if (y[i] >= low[i] && y[i] <= high[i]) inside++;
  return inside / y.length;
}

/**
 * The least chance with which an answer stays possible: yes where the chance is at least this, no where 1 − chance is. With both
 * (or neither) the row is unsure; where one only, that answer is wrong for at most a share `alpha` of all rows.
 */
export function fitSureness(y: ArrayLike<number>, chance: Float64Array, alpha: number): number {
  return (
    1 -
    conformalQuantile(
      chance.map((p, i) => 1 - (y[i] === 1 ? p : 1 - p)),
      alpha,
    )
  );
}

export function sureAnswer(least: number, chance: number): 'yes' | 'no' | 'unsure' {
  const [yes, no] = [chance >= least, 1 - chance >= least];
  return yes === no ? 'unsure' : yes ? 'yes' : 'no';
}

function calibrated(kind: Conformal['kind'], scores: Float64Array, alpha: number, segments?: ArrayLike<number>): Conformal {
  if (scores.some(Number.isNaN)) throw new AppError('not-finite');
  const conformal: Conformal = { kind, alpha, margin: conformalQuantile(scores, alpha), rows: scores.length };
  if (segments === undefined) return conformal;
  const found = new Map<number, number[]>();
  scores.forEach((score, i) => {
    const own = found.get(segments[i]);
    if (own) own.push(score);
    else found.set(segments[i], [score]);
  });
  const margins = [...found].map(([segment, own]) => [segment, conformalQuantile(own, alpha)] as const);
  return { ...conformal, bySegment: new Map(margins.filter(([, margin]) => Number.isFinite(margin))) };
}
