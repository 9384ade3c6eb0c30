/**
 * What a model does, as a handful of rules: a shallow tree that learns the model's answers instead of the truth (Craven & Shavlik
 * 1996). How much of the model it holds is measured on rows it did not learn from. The numbers in the rules are the shortest that
 * part the rows in the same way, and the rules are followed as they are written.
 */
import { columnOf, type Matrix } from '../core/matrix.ts';
import { RandomState } from '../core/rng.ts';
import { mean, variance } from '../core/stats.ts';
import { train } from './contract.ts';
import { tree } from './tree.ts';
import type { TreeModel } from './tree-model.ts';

/** `from` <= value < `below`; an end that is absent is open. */
export interface RulePart {
  column: number;
  from?: number;
  below?: number;
}

export interface SurrogateRule {
  /** All hold; none = everybody. */
  parts: RulePart[];
  /** Mean of the model's answers where it does. */
  says: number;
  /** Rows it was learned from. */
  rows: number;
}

export interface SurrogateInput {
  /** Without gaps, in units that the rules shall speak. */
  x: Matrix;
  /** The model's answer to each row. */
  said: Float64Array;
  depth: number;
  leaf: number;
  /** Questions that explain a smaller share of how the answers differ are not asked. */
  leastShare: number;
  seed: number;
  hooks?: { signal?: AbortSignal; pause?: () => Promise<void> };
}

/** Answers that differ by a smaller share are one and the same. */
const SAME = 1e-9;

/** Every row fulfils exactly one of the rules. Highest answer first. */
export async function surrogateRules({ x, said, depth, leaf, leastShare, seed, hooks }: SurrogateInput): Promise<SurrogateRule[]> {
  const spread = variance(said);
  const centre = mean(said);
  // What is left of one and the same answer is rounding.
  if (Math.sqrt(spread) <= SAME * Math.abs(centre)) return [{ parts: [], says: centre, rows: x.rows }];
  const params = {
    ...tree.defaults,
    criterion: 'squared_error' as const,
    max_depth: depth,
    min_samples_leaf: leaf,
    min_impurity_decrease: leastShare * spread,
  };
  const model = await train(tree, { x, y: said, params, random: new RandomState(seed), trace: false }, hooks);
  const rules: SurrogateRule[] = [];
  collect(
    model,
    x,
    0,
    Uint32Array.from({ length: x.rows }, (_, i) => i),
    [],
    rules,
  );
  return rules.sort((a, b) => b.says - a.says);
}

export function followRules(rules: readonly SurrogateRule[], x: Matrix): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, i) => {
    const rule = rules.find(({ parts }) => parts.every(({ column, from = -Infinity, below = Infinity }) => {
      const value = x.values[column * x.rows + i];
      return value >= from && value < below;
    })); // prettier-ignore
    return rule?.says ?? NaN;
  });
}

/** The number with the fewest digits in (above, upTo]. */
export function shortestBetween(above: number, upTo: number): number {
  const largest = Math.max(Math.abs(above), Math.abs(upTo));
  for (let power = Math.ceil(Math.log10(largest)); power > -15; power--) {
    const step = 10 ** power;
    const candidate = Number((Math.floor(upTo / step + 1e-9) * step).toPrecision(15));
    if (candidate > above && candidate <= upTo) return candidate;
  }
  return upTo;
}

function collect(model: TreeModel, x: Matrix, node: number, rows: Uint32Array, parts: RulePart[], rules: SurrogateRule[]): void {
  if (model.childrenLeft[node] < 0) {
    rules.push({ parts, says: model.value[node], rows: rows.length });
    return;
  }
  const column = model.feature[node];
  const values = columnOf(x, column);
  const isLeft = (row: number) => Math.fround(values[row]) <= model.threshold[node];
  const [left, right] = [rows.filter(isLeft), rows.filter((row) => !isLeft(row))];
  const above = left.reduce((most, row) => Math.max(most, values[row]), -Infinity);
  const upTo = right.reduce((least, row) => Math.min(least, values[row]), Infinity);
  const cut = shortestBetween(above, upTo);
  collect(model, x, model.childrenLeft[node], left, narrowed(parts, { column, below: cut }), rules);
  collect(model, x, model.childrenRight[node], right, narrowed(parts, { column, from: cut }), rules);
}

/** Two questions about one column are one range. */
function narrowed(parts: readonly RulePart[], next: RulePart): RulePart[] {
  const before = parts.find(({ column }) => column === next.column);
  return before ? parts.map((part) => (part === before ? { ...part, ...next } : part)) : [...parts, next];
}
