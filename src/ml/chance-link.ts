/** From a decision value to a chance: Platt's logistic link, fitted on decisions about rows that were held back. */
import { take } from '../core/matrix.ts';
import type { RandomState } from '../core/rng.ts';
import { standardDeviation } from '../core/stats.ts';
import { fitPlatt } from './calibrate.ts';
import { rowsOfClasses } from './class-labels.ts';
import { sigmoid } from './logistic-line.ts';
import { stratifiedKFold, type Split } from './split.ts';

/** Chance = 1 / (1 + exp(-(slope · decision + intercept))); the slope is never negative. */
export interface Link {
  slope: number;
  intercept: number;
}

const MOST_FOLDS = 5;

/** Folds with every class in each training part; none where a class has one row only. Always takes one number from `random`. */
export function linkFolds(y: Float64Array, classes: number, random: RandomState): Split[] {
  const seed = random.uint32();
  const fewest = rowsOfClasses(y, classes).reduce((least, rows) => Math.min(least, rows.length), MOST_FOLDS);
  return fewest < 2 ? [] : stratifiedKFold(y, fewest, seed);
}

/**
 * @param yes 1 or 0 for each decision
 * Where held-back decisions do not rank at all (the best slope is negative), the link is flat: everybody gets the share of yes.
 */
export function fitLink(decisions: Float64Array, yes: Float64Array): Link {
  const spread = standardDeviation(decisions) || 1;
  const { a, b } = fitPlatt(
    decisions.map((decision) => decision / spread),
    yes,
  );
  if (a < 0) return { slope: -a / spread, intercept: -b };
  const count = yes.reduce((sum, value) => sum + value, 0);
  return { slope: 0, intercept: Math.log((count + 1) / (yes.length - count + 1)) };
}

export function linked({ slope, intercept }: Link, decision: number): number {
  return sigmoid(slope * decision + intercept);
}

/** Decisions and answers of two classes alone. */
export function onlyClasses(decisions: Float64Array, y: Float64Array, first: number, second: number): [Float64Array, Float64Array] {
  const rows = Array.from(y.keys()).filter((i) => y[i] === first || y[i] === second);
  return [take(decisions, rows), Float64Array.from(rows, (i) => Number(y[i] === second))];
}
