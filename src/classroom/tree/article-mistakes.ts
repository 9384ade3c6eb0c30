/**
 * The article's decision-tree example, claim by claim, recomputed from its own four rows by the algorithm that trains
 * in the product. Nothing here is typed in: change a row and every answer follows.
 */
import { matrixOf } from '../../core/matrix.ts';
import { RandomState } from '../../core/rng.ts';
import { tree } from '../../ml/tree.ts';
import type { TreeStep } from '../../ml/tree-step.ts';

export interface ArticleRow {
  age: number;
  orders: number;
  bought: boolean;
}

export const ARTICLE_ROWS: readonly ArticleRow[] = [
  { age: 25, orders: 3, bought: true },
  { age: 30, orders: 5, bought: true },
  { age: 35, orders: 7, bought: false },
  { age: 40, orders: 8, bought: true },
];

export interface ArticleFacts {
  /** What the article's rule says for each row. */
  rulePredictions: boolean[];
  ruleRight: number;
  majorityRight: number;
  /** Best Gini gain of any question about age, and about orders, with all cuts that reach it. */
  bestGain: { feature: 'age' | 'orders'; gain: number; threshold: number }[];
  fewOrders: { people: number; bought: number };
  leaveOneOutRight: number;
}

const x = (rows: readonly ArticleRow[]) => matrixOf(rows.map(({ age, orders }) => [age, orders]));
const y = (rows: readonly ArticleRow[]) => Float64Array.from(rows, ({ bought }) => Number(bought));

/** Runs the tree builder to its end; the steps come along. */
function grow(rows: readonly ArticleRow[], maxDepth: number | null) {
  const run = tree.fit({
    x: x(rows),
    y: y(rows),
    params: { ...tree.defaults, max_depth: maxDepth, random_state: 0 },
    random: new RandomState(0),
    trace: true,
  }) as Generator<TreeStep, Parameters<typeof tree.predict>[0], void>;
  const steps: TreeStep[] = [];
  for (;;) {
    const next = run.next();
    if (next.done) return { steps, model: next.value };
    steps.push(next.value);
  }
}

export function articleFacts(rows: readonly ArticleRow[] = ARTICLE_ROWS): ArticleFacts {
  const rulePredictions = rows.map(({ age, orders }) => age >= 25 && age <= 30 && orders >= 5 && orders <= 8);
  const bought = rows.filter((row) => row.bought).length;
  const atRoot = grow(rows, 1).steps.filter((step) => step.kind === 'candidate' && step.node === 0);
  const bestGain = (['age', 'orders'] as const).map((feature, index) => {
    const own = atRoot
      .filter((step) => step.kind === 'candidate' && step.feature === index)
      .map((step) => (step.kind === 'candidate' ? step : undefined));
    const best = own.reduce((top, step) => ((step?.gain ?? 0) > (top?.gain ?? 0) ? step : top), own[0]);
    return { feature, gain: best?.gain ?? 0, threshold: best?.threshold ?? 0 };
  });
  const few = rows.filter(({ orders }) => orders < 5);
  let leaveOneOutRight = 0;
  rows.forEach((row, left) => {
    const others = rows.filter((_, i) => i !== left);
    const chance = tree.predict(grow(others, null).model, x([row]))[0];
    if (chance >= 0.5 === row.bought) leaveOneOutRight++;
  });
  return {
    rulePredictions,
    ruleRight: rulePredictions.filter((says, i) => says === rows[i].bought).length,
    majorityRight: Math.max(bought, rows.length - bought),
    bestGain,
    fewOrders: { people: few.length, bought: few.filter((row) => row.bought).length },
    leaveOneOutRight,
  };
}
