/** What would have to be otherwise about one customer for the chance to fall on the other side of the list's cut. */
import { RECENT_DAYS, type FeatureSpec, type OrderFact } from '../core/features.ts';
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import type { StoredModel } from '../core/model-card.ts';
import { quantileOfSorted, sortedValues } from '../core/stats.ts';
import { askFields, type AskField } from './ask-form.ts';
import { isAcross, nearestChange, type Change, type Option } from './counterfactual.ts';
import { movementOf } from './movable-facts.ts';
import { predictorOf } from './score-base.ts';
import { isWholeFact, settleFacts } from './settle-facts.ts';

export interface WhatIf {
  predicted: number;
  cut: number;
  wasAbove: boolean;
  /** Facts that could change, and those that could not. */
  movable: FeatureSpec[];
  fixed: FeatureSpec[];
  /** Absent: no change of at most three of them brings the chance across. */
  found?: {
    predicted: number;
    /** What was changed, then what follows from it. */
    changes: { feature: FeatureSpec; from: number; to: number; follows: boolean }[];
  };
}

/** Different values of a number that are tried: those that customers have, evenly taken. */
const MOST_VALUES = 20;
/** Halvings of the way between the customer's own value and the one that was found. */
const REFINEMENTS = 14;
/** Another level of a category, or yes instead of no, is as far as one standard deviation. */
const STEP_COST = 1;

/** @param x the facts of the customers at hand: only values that somebody has are tried */
export function whatIf(model: StoredModel, x: Matrix, row: Float64Array, cut: number): WhatIf {
  const { features } = model.encoder;
  const predict = predictorOf(model);
  const settle = (changed: Float64Array) => settleOrders(features, row, changed);
  const fields = askFields(model).filter(({ columns, flag }) => columns[0] !== flag);
  const options = fields.map((field) => optionsOf(model, field, x, row));
  const movable = fields.flatMap(({ feature }, f) => (options[f].length > 0 ? [feature] : []));
  const [predicted] = predict(asRow(row));
  const wasAbove = predicted >= cut;
  const known = { predicted, cut, wasAbove, movable, fixed: fields.map(({ feature }) => feature).filter((one) => !movable.includes(one)) };
  const change = nearestChange({ predict, row, facts: options, cut, settle });
  if (!change) return known;
  const nearest = refined(
    change,
    fields,
    (j) => isWhole(features[j], columnOf(x, j)),
    row,
    (tried) => {
      const settled = settle(tried);
      const [chance] = predict(asRow(settled));
      return isAcross(chance, cut, wasAbove) ? { row: settled, predicted: chance } : undefined;
    },
  );
  const chosen = new Set(change.chosen.flatMap(({ option }) => option.set.map(({ column }) => column)));
  const differs = Array.from(row.keys()).filter((j) => !Object.is(row[j], nearest.row[j]));
  const told = (columns: readonly number[], follows: boolean) =>
    columns.map((j) => ({ feature: features[j], from: row[j], to: nearest.row[j], follows }));
  // Of a category only the level that would be: that the other would not be goes without saying.
  const isSaid = (j: number) => features[j].kind !== 'was-missing' && (features[j].kind !== 'level' || nearest.row[j] === 1);
  return {
    ...known,
    found: {
      predicted: nearest.predicted,
      changes: [
        ...told(differs.filter((j) => chosen.has(j) && isSaid(j)), false), // prettier-ignore
        ...told(differs.filter((j) => !chosen.has(j) && isSaid(j)), true), // prettier-ignore
      ],
    },
  };
}

/** Every other value that the fact could take, nearest first; none where it cannot change. */
export function optionsOf(model: Pick<StoredModel, 'encoder'>, field: AskField, x: Matrix, row: ArrayLike<number>): Option[] {
  const { features, scale } = model.encoder;
  const { kind, columns, flag, feature } = field;
  const moves = movementOf(feature);
  if (moves === 'none') return [];
  const unflag = flag === undefined ? [] : [{ column: flag, value: 0 }];
  if (kind === 'choice')
    return columns
      .filter((j) => row[j] !== 1)
      .map((chosen) => ({ set: [...columns.map((j) => ({ column: j, value: Number(j === chosen) })), ...unflag], cost: STEP_COST }));
  const [j] = columns;
  const now = row[j];
  if (kind === 'yes-no')
    return [0, 1].filter((value) => value !== now).map((value) => ({ set: [{ column: j, value }, ...unflag], cost: STEP_COST }));
  // From nothing there is no distance.
  if (Number.isNaN(now)) return [];
  const values = spreadValues(columnOf(x, j), isWhole(features[j], columnOf(x, j))).filter(
    (value) => (value > now && moves !== 'down') || (value < now && moves !== 'up'),
  );
  return values.map((value) => ({ set: [{ column: j, value }], cost: Math.abs(value - now) / scale[j] })).sort((a, b) => a.cost - b.cost);
}

/** Counts, and columns in which nobody has a fraction. */
function isWhole(feature: FeatureSpec, values: Float64Array): boolean {
  return isWholeFact(feature) || values.every((value) => Number.isNaN(value) || Number.isInteger(value));
}

function spreadValues(values: Float64Array, whole: boolean): number[] {
  const sorted = sortedValues(values);
  if (sorted.length === 0) return [];
  const distinct = [...new Set(sorted)];
  if (distinct.length <= MOST_VALUES) return distinct;
  const at = (i: number) => quantileOfSorted(sorted, i / (MOST_VALUES - 1));
  return [...new Set(Array.from({ length: MOST_VALUES }, (_, i) => (whole ? Math.round(at(i)) : at(i))))];
}

/** Each changed number moved back as far as the chance stays across: the values that were tried are far apart. */
function refined(
  change: Change,
  fields: readonly AskField[],
  isWholeColumn: (column: number) => boolean,
  row: Float64Array,
  across: (row: Float64Array) => { row: Float64Array; predicted: number } | undefined,
): { row: Float64Array; predicted: number } {
  let best = { row: change.row, predicted: change.predicted };
  const values = new Map(change.chosen.flatMap(({ option }) => option.set.map(({ column, value }) => [column, value] as const)));
  const withValues = () => {
    const tried = row.slice();
    for (const [column, value] of values) tried[column] = value;
    return tried;
  };
  for (const { fact } of change.chosen) {
    if (fields[fact].kind !== 'number') continue;
    const [j] = fields[fact].columns;
    let [near, far] = [row[j], values.get(j) ?? row[j]];
    for (let i = 0; i < REFINEMENTS; i++) {
      const middle = isWholeColumn(j) ? Math.round((near + far) / 2) : (near + far) / 2;
      if (middle === near || middle === far) break;
      values.set(j, middle);
      const found = across(withValues());
      if (found) [far, best] = [middle, found];
      else near = middle;
    }
    values.set(j, far);
  }
  return best;
}

/**
 * A more recent last order, or more orders lately, means that somebody ordered again: one more order at least, at what their orders
 * are worth on average. Then what follows from that.
 */
export function settleOrders(features: readonly FeatureSpec[], start: ArrayLike<number>, changed: Float64Array): Float64Array {
  const row = changed.slice();
  const at = (fact: OrderFact) => features.findIndex((feature) => feature.kind === 'order-fact' && feature.fact === fact);
  const [recency, recent, frequency, monetary, average] = (['recency', 'recent-orders', 'frequency', 'monetary', 'average-order'] as const).map(at); // prettier-ignore
  const moreRecent = recent < 0 ? 0 : Math.max(0, row[recent] - start[recent]);
  const isLater = recency >= 0 && row[recency] < start[recency];
  const more = Math.max(moreRecent, Number(isLater));
  if (more > 0) {
    if (recent >= 0 && isLater && moreRecent === 0 && row[recency] < RECENT_DAYS) row[recent] = start[recent] + 1;
    if (recency >= 0 && moreRecent > 0) row[recency] = Math.min(row[recency], RECENT_DAYS - 1);
    if (frequency >= 0) row[frequency] = start[frequency] + more;
    if (monetary >= 0 && average >= 0 && Object.is(row[monetary], start[monetary])) row[monetary] += more * start[average];
  }
  return settleFacts(features, start, row);
}

function asRow(row: Float64Array): Matrix {
  const m = matrix(1, row.length);
  m.values.set(row);
  return m;
}
