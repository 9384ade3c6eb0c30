/** How a model's answer moves with one fact, over the customers of today: the average, single customers, and how many are where. */
import { featureKey } from '../core/feature-key.ts';
import { AppError } from '../core/errors.ts';
import type { FeatureSpec } from '../core/features.ts';
import { columnOf, takeRows, type Matrix } from '../core/matrix.ts';
import { RandomState } from '../core/rng.ts';
import { mean, quantileOfSorted, sortedValues } from '../core/stats.ts';
import { factGroups, type FactGroup } from '../ml/fact-groups.ts';
import { dependenceGrid, partialDependence, type Setting } from '../ml/partial-dependence.ts';

export interface FactCurvePoint {
  /** What the fact is set to: a number of a fact, or 1 for the level that it names. */
  feature: FeatureSpec;
  value: number;
  /** Mean answer of all that were asked about, in chances or amounts. */
  average: number;
  /** Customers hereabouts. */
  customers: number;
}

export interface FactCurve {
  /** `number`: points are places on a line, in order. `levels`: they have no order. */
  kind: 'number' | 'levels';
  points: FactCurvePoint[];
  /** One customer each: an answer for every point. */
  lines: Float64Array[];
  /** Values customers really have, evenly taken by rank; empty for levels. */
  rug: number[];
  /** Customers asked about, and how many there are. */
  asked: number;
  customers: number;
  isChance: boolean;
  /** The number that goes most along with this one, where it does so clearly: the two hardly change apart. */
  twin?: { feature: FeatureSpec; correlation: number };
}

const POINTS = 40;
/** Enough for the average to stand still, few enough for every model to be quick. */
const MOST_ASKED = 1000;
const MOST_LINES = 50;
const RUG = 50;
/** Beyond this two facts hardly change apart (Apley & Zhu 2020 say why the average then misleads). */
const CLOSE = 0.7;

interface Place {
  feature: FeatureSpec;
  value: number;
  setting: Setting;
  customers: number;
}

/**
 * @param x customers x features in real units, NaN = missing
 * @param fact a feature as `factGroups` names it
 * Errors: `not-found`: the model does not know the fact.
 */
export function* factCurve(
  predict: (x: Matrix) => Float64Array,
  features: readonly FeatureSpec[],
  x: Matrix,
  fact: FeatureSpec,
  { isChance, seed }: { isChance: boolean; seed: number },
): Generator<{ done: number; total: number }, FactCurve, void> {
  const group = factGroups(features).find(({ feature }) => feature.kind === fact.kind && featureKey(feature) === featureKey(fact));
  if (!group) throw new AppError('not-found');
  const main = group.columns.find((j) => features[j].kind === 'column' || features[j].kind === 'order-fact');
  const isNumber = main !== undefined && !isYesNo(features[main]);
  const places = isNumber ? numberPlaces(features, x, group, main) : levelPlaces(features, x, group);
  const drawn = new RandomState(seed).permutation(x.rows).subarray(0, MOST_ASKED);
  const asked = takeRows(x, drawn);
  const { average, individual } = yield* partialDependence(
    predict,
    asked,
    places.map(({ setting }) => setting),
  );
  const lines = Array.from({ length: Math.min(MOST_LINES, asked.rows) }, (_, i) =>
    Float64Array.from(places, (_place, at) => individual.values[at * individual.rows + i]),
  );
  const twin = isNumber ? closestTo(main, features, asked) : undefined;
  return {
    kind: isNumber ? 'number' : 'levels',
    points: places.map(({ feature, value, customers }, at) => ({ feature, value, average: average[at], customers })),
    lines,
    rug: isNumber ? evenly(sortedValues(columnOf(x, main))) : [],
    asked: asked.rows,
    customers: x.rows,
    isChance,
    ...(twin && { twin }),
  };
}

const isYesNo = (feature: FeatureSpec): boolean => feature.kind === 'column' && feature.unit === 'yes-no';

/** A number set is a number known: its "was missing" flag goes out with it. */
function numberPlaces(features: readonly FeatureSpec[], x: Matrix, { columns }: FactGroup, main: number): Place[] {
  const known = sortedValues(columnOf(x, main));
  const { grid, isEven } = dependenceGrid(known, POINTS);
  // A tenth of the line where points lie close; the very value where each is one that customers have.
  const near = isEven ? (grid[grid.length - 1] - grid[0]) / 20 : 0;
  return Array.from(grid, (value) => ({
    feature: features[main],
    value,
    setting: columns.map((column) => ({ column, value: column === main ? value : 0 })),
    customers: known.reduce((count, one) => count + Number(Math.abs(one - value) <= near), 0),
  }));
}

/** Yes and no; each level of a category; and "not filled in", where some are not. */
function levelPlaces(features: readonly FeatureSpec[], x: Matrix, { columns }: FactGroup): Place[] {
  const only = (chosen: number | undefined): Setting => columns.map((column) => ({ column, value: Number(column === chosen) }));
  const count = (column: number, value: number) => columnOf(x, column).reduce((sum, one) => sum + Number(one === value), 0);
  return columns.flatMap((column): Place[] => {
    const feature = features[column];
    const yes: Place = { feature, value: 1, setting: only(column), customers: count(column, 1) };
    const isAlone = columns.length === 1 || feature.kind === 'column';
    return isAlone ? [{ feature, value: 0, setting: only(undefined), customers: count(column, 0) }, yes] : [yes];
  });
}

function evenly(sorted: Float64Array): number[] {
  const ticks = Array.from({ length: RUG }, (_, i) => quantileOfSorted(sorted, (i + 0.5) / RUG));
  return sorted.length === 0 ? [] : ticks;
}

function closestTo(main: number, features: readonly FeatureSpec[], x: Matrix): FactCurve['twin'] {
  let closest: FactCurve['twin'];
  features.forEach((feature, j) => {
    if (j === main || (feature.kind !== 'column' && feature.kind !== 'order-fact')) return;
    const correlation = correlate(columnOf(x, main), columnOf(x, j));
    if (Math.abs(correlation) > Math.max(CLOSE, Math.abs(closest?.correlation ?? 0))) closest = { feature, correlation };
  });
  return closest;
}

/** Pearson's, over rows that have both; 0 where one of them does not vary. */
function correlate(a: Float64Array, b: Float64Array): number {
  const both = Array.from(a.keys()).filter((i) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]));
  if (both.length < 3) return 0;
  const [meanA, meanB] = [a, b].map((values) => mean(both.map((i) => values[i])));
  let [product, squareA, squareB] = [0, 0, 0];
  for (const i of both) {
    product += (a[i] - meanA) * (b[i] - meanB);
    squareA += (a[i] - meanA) ** 2;
    squareB += (b[i] - meanB) ** 2;
  }
  return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}
