/**
 * Which candidate is used: the simplest whose loss is within one standard error of the best (Breiman et al. 1984), and the
 * simple rule unless that choice clearly beats it. The error is that of the mean difference over the same folds: a fold that
 * is hard for one is hard for all, and says nothing about which is better. Errors are widened for the overlap of training
 * folds (Nadeau & Bengio 2003, doi:10.1023/A:1024068626366).
 *
 * Where there is a stack (there are rows enough for one) it stands for the best unless one alone clearly beats it: which of them
 * comes first within an error is luck, and the stack does not depend on it. Then only what is easy to understand can be preferred,
 * and only at hardly any price: forests, boosting and networks are no simpler than several of them.
 */
import type { AlgorithmId, Estimate, ModelCard } from '../core/model-card.ts';
import { mean, standardDeviation } from '../core/stats.ts';

export interface Tried {
  algorithm: AlgorithmId;
  /** Loss on each fold, the same folds for all; undefined = it failed. */
  losses: readonly number[] | undefined;
}

const BY_SIMPLICITY: readonly AlgorithmId[] = ['rule', 'linear', 'logistic', 'additive', 'tree', 'forest', 'boosting', 'neural', 'stack'];

/** Has its own say at the end. */
const NEVER_SIMPLEST = new Set<AlgorithmId>(['rule', 'stack']);
/** One line, one curve for each fact, or one tree: a person can follow the sum. */
const EASY = new Set<AlgorithmId>(['linear', 'logistic', 'additive', 'tree']);
/** Of the loss: what following the sum may cost. */
const TRIFLE = 0.005;

/** Standard error of a mean over k folds of a k-fold split. 0 for a single fold. */
export function foldError(values: readonly number[]): number {
  const k = values.length;
  return k < 2 ? 0 : standardDeviation(values, 1) * Math.sqrt(1 / k + 1 / (k - 1));
}

/** Student's t at 0.975 for 1, 2, 3 and 4 degrees of freedom: two to five folds. */
const T975 = [12.706204736432095, 4.302652729696142, 3.182446305284263, 2.7764451051977987];

/** Mean over folds with its 95 % interval, widened for the overlap of the training folds. */
export function foldEstimate(values: readonly number[]): Estimate {
  const value = mean(values);
  if (values.length < 2) return { value, low: null, high: null };
  const half = T975[Math.min(values.length - 2, T975.length - 1)] * foldError(values);
  return { value, low: value - half, high: value + half };
}

/** Index of the chosen candidate; -1 when all failed. Among settings of one algorithm the one with the smallest loss stands for it. */
export function choose(tried: readonly Tried[]): { index: number; because: ModelCard['chosenBecause'] } {
  const finalists = BY_SIMPLICITY.flatMap((algorithm) => {
    const index = smallestLoss(tried, algorithm);
    return index < 0 ? [] : [index];
  });
  const best = finalists.reduce((least, index) => (least < 0 || lossOf(tried[index]) < lossOf(tried[least]) ? index : least), -1);
  if (best < 0) return { index: -1, because: 'too-few' };
  const stack = finalists.find((index) => tried[index].algorithm === 'stack');
  // The one to do without if possible: the stack, unless one alone beats it.
  const first = stack === undefined || isBeaten(tried[stack], tried[best]) ? best : stack;
  const simplest = stack === undefined ? simplestNotBeaten(best, tried, finalists) : easyInstead(first, tried, finalists);
  const rule = finalists.find((index) => tried[index].algorithm === 'rule');
  if (rule !== undefined && (best === rule || !isBeaten(tried[rule], tried[simplest]))) return { index: rule, because: 'rule-was-as-good' };
  if (simplest !== first) return { index: simplest, because: 'simplest-within-one-error' };
  return { index: simplest, because: simplest === best ? 'best' : 'none-alone-better' };
}

function simplestNotBeaten(best: number, tried: readonly Tried[], finalists: readonly number[]): number {
  const others = finalists.filter((index) => !NEVER_SIMPLEST.has(tried[index].algorithm));
  return others.find((index) => !isBeaten(tried[index], tried[best])) ?? best;
}

/** The simplest of what is easy to understand, within one error of `first` and at no more than a trifle of its loss; else `first`. */
function easyInstead(first: number, tried: readonly Tried[], finalists: readonly number[]): number {
  const most = lossOf(tried[first]) * (1 + TRIFLE);
  const easy = finalists.filter((index) => EASY.has(tried[index].algorithm));
  return easy.find((index) => lossOf(tried[index]) <= most && !isBeaten(tried[index], tried[first])) ?? first;
}

function smallestLoss(tried: readonly Tried[], algorithm: AlgorithmId): number {
  let least = -1;
  tried.forEach((candidate, index) => {
    if (candidate.algorithm !== algorithm || candidate.losses === undefined) return;
    if (least < 0 || lossOf(candidate) < lossOf(tried[least])) least = index;
  });
  return least;
}

function lossOf({ losses = [] }: Tried): number {
  return mean(losses);
}

/** Is `other` better than `one` by more than the error of their difference? */
function isBeaten({ losses: one = [] }: Tried, { losses: other = [] }: Tried): boolean {
  const differences = one.map((loss, fold) => loss - other[fold]);
  return mean(differences) > foldError(differences);
}
