/** Area under the ROC curve: the chance that a yes has a higher score than a no, equal scores counting half. */
import type { Estimate } from '../core/model-card.ts';
import { midranks, UNKNOWN, Z95 } from '../core/stats.ts';

/** NaN when `y` (0/1) holds one class. Cost O(n log n). */
export function auc(y: ArrayLike<number>, score: ArrayLike<number>): number {
  return areaOf(y, midranks(score)).area;
}

/**
 * With the interval of DeLong, DeLong & Clarke-Pearson 1988 (ranks as in Sun & Xu 2014). A separation without any
 * overlap has DeLong variance 0; its interval is then the score interval of Newcombe 2006 (method 5), which stays open.
 */
export function aucEstimate(y: ArrayLike<number>, score: ArrayLike<number>): Estimate {
  const ranks = midranks(score);
  const { area, yes, no } = areaOf(y, ranks);
  if (yes === 0 || no === 0) return UNKNOWN;
  if (yes < 2 || no < 2) return { value: area, low: null, high: null };
  const [yesRows, noRows] = [1, 0].map((label) => Uint32Array.from({ length: y.length }, (_, i) => i).filter((i) => y[i] === label));
  // Share of the other class a row beats: from its rank among all and among its own.
  const placement = (rows: Uint32Array, others: number) => {
    const own = midranks(Float64Array.from(rows, (i) => score[i]));
    return Float64Array.from(rows, (i, at) => (ranks[i] - own[at]) / others);
  };
  const spread = spreadAround(placement(yesRows, no), area) / yes + spreadAround(placement(noRows, yes), 1 - area) / no;
  if (spread === 0) return { value: area, low: scoreLimit(area, yes, no, 0), high: scoreLimit(area, yes, no, 1) };
  const half = Z95 * Math.sqrt(spread);
  return { value: area, low: Math.max(0, area - half), high: Math.min(1, area + half) };
}

function areaOf(y: ArrayLike<number>, ranks: Float64Array): { area: number; yes: number; no: number } {
  let yes = 0;
  let rankSum = 0;
  for (let i = 0; i < y.length; i++) {
    if (y[i] !== 1) continue;
    yes++;
    rankSum += ranks[i];
  }
  const no = y.length - yes;
  return { area: (rankSum - (yes * (yes + 1)) / 2) / (yes * no), yes, no };
}

function spreadAround(values: Float64Array, centre: number): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += (values[i] - centre) ** 2;
  return total / (values.length - 1);
}

/** The area on the side of `end` (0 or 1) that lies exactly 1.96 of its own standard errors from `area`, by halving. */
function scoreLimit(area: number, yes: number, no: number, end: number): number {
  const extra = (yes + no) / 2 - 1;
  const distance = (theta: number) => {
    const variance = ((theta * (1 - theta)) / (yes * no)) * (1 + (extra * (1 - theta)) / (2 - theta) + (extra * theta) / (1 + theta));
    return Math.abs(area - theta) - Z95 * Math.sqrt(variance);
  };
  if (area === end) return end;
  let inside = area;
  let outside = end;
  for (let i = 0; i < 60; i++) {
    const middle = (inside + outside) / 2;
    if (distance(middle) > 0) outside = middle;
    else inside = middle;
  }
  return inside;
}
