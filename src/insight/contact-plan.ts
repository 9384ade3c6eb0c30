/** What contacting the first so many of the test customers would have brought: right and wrong, and money. */
import type { ConfusionMatrix, StoredModel } from '../core/model-card.ts';
import { take, takeRows } from '../core/matrix.ts';
import { profitCut, type ContactTerms, type ProfitCut, type ProfitPoint } from '../ml/profit-cut.ts';
import { topK } from '../ml/top-k.ts';
import type { LearnedRows } from './learned-rows.ts';
import { listable, predictorOf, type Scores } from './score-base.ts';

export interface ContactPlan {
  /** Test customers, and how many of them were a yes. */
  rows: number;
  positives: number;
  /** How many are contacted: what was asked for, at most all. */
  capacity: number;
  matrix: ConfusionMatrix;
  /** Chance of the last one that is contacted; null when nobody is. */
  downTo: number | null;
  /** When terms were given: all the way down, and as far as `capacity` goes and contacts pay. */
  profit?: ProfitCut;
  within?: ProfitPoint;
  /** Customers of today who can be on a list, and how many of them lie above the break-even chance. */
  today?: { customers: number; above: number };
}

/** Of a yes/no model. `scores`: of today's customers. Errors: `bad-parameter` (terms). */
export function contactPlan(
  model: StoredModel,
  rows: LearnedRows,
  scores: Scores,
  capacity: number,
  terms: ContactTerms | undefined,
): ContactPlan {
  const y = take(rows.y, rows.test);
  const chance = predictorOf(model)(takeRows(rows.x, rows.test));
  const k = Math.max(0, Math.min(y.length, Math.floor(capacity)));
  const { model: found, positives } = topK(y, chance, chance, k);
  const { seed } = model.card.split;
  const profit = terms && profitCut(y, chance, terms, seed);
  const people = listable(model.card.question, scores);
  return {
    rows: y.length,
    positives,
    capacity: k,
    matrix: {
      truePositive: found,
      falsePositive: k - found,
      falseNegative: positives - found,
      trueNegative: y.length - k - (positives - found),
    },
    downTo: k === 0 ? null : chance.slice().sort()[y.length - k],
    ...(profit && {
      profit,
      within: profitCut(y, chance, terms, seed, k).atBreakEven,
      today: { customers: people.length, above: people.filter((row) => scores.predicted[row] > profit.breakEven).length },
    }),
  };
}
