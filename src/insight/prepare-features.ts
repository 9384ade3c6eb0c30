/**
 * Outliers clipped, and gaps filled from groups, near rows or regression, as the recipe says. Everything is learned from the given
 * (training) rows; what other rows hold changes nothing.
 */
import type { Encoder, FeatureSpec } from '../core/features.ts';
import { columnOf, matrix, take, takeRows, type Matrix } from '../core/matrix.ts';
import type { Preparation } from '../core/preparation.ts';
import type { FillWith, Step } from '../core/recipe.ts';
import { mean, median, standardDeviation } from '../core/stats.ts';
import { encode, fitEncoder, type Fill } from '../data/encode.ts';
import { outlierFences } from '../data/steps/outlier-fences.ts';
import { fitIterative, imputeIterative } from '../ml/impute-iterative.ts';
import { imputeNearest } from '../ml/impute-nearest.ts';

/** Donors are kept with the model: this many, evenly taken, say the same as a hundred thousand. */
const MOST_DONORS = 2_000;
/** scikit-learn's default. */
const NEAR_ROWS = 5;

/** The way the recipe names for a column; else the median. What `Preparation` fills comes first and leaves little of this to do. */
export function fillsOf(features: readonly FeatureSpec[], steps: readonly Step[]): FillWith[] {
  const chosen = new Map(inForce(steps).flatMap((step) => (step.kind === 'fill-missing' ? [[step.column, step.with] as const] : [])));
  return features.map((feature) => {
    const how = 'column' in feature ? chosen.get(feature.column) : undefined;
    if (how === 'mean' || how === 'mode') return how;
    if (how === 'group-mean' && feature.kind === 'column') return 'mean';
    return how !== undefined && how !== 'median' && feature.kind === 'level' ? 'mode' : 'median';
  });
}

/** The encoding that `selectModel` asks for, with the recipe's preparation before it. */
export function preparedEncoding(steps: readonly Step[]): {
  fitEncoder: (features: FeatureSpec[], x: Matrix, rows: ArrayLike<number>, fill: Fill) => Encoder;
  encode: (encoder: Encoder, x: Matrix) => Matrix;
} {
  return {
    fitEncoder: (features, x, rows, fill) => {
      const preparation = fitPreparation(features, x, rows, steps);
      if (!preparation) return fitEncoder(features, x, rows, fill);
      const prepared = prepareFeatures(preparation, takeRows(x, rows));
      return { ...fitEncoder(features, prepared, Array.from({ length: rows.length }, (_, i) => i), fill), preparation }; // prettier-ignore
    },
    encode: encodePrepared,
  };
}

export function encodePrepared(encoder: Encoder, x: Matrix): Matrix {
  return encode(encoder, encoder.preparation ? prepareFeatures(encoder.preparation, x) : x);
}

/** Undefined where no step asks for anything. */
export function fitPreparation(
  features: readonly FeatureSpec[],
  x: Matrix,
  rows: ArrayLike<number>,
  steps: readonly Step[],
): Preparation | undefined {
  const numbersOf = (column: string) =>
    features.flatMap((feature, j) => (feature.kind === 'column' && feature.column === column ? [j] : []));
  const preparation: Preparation = { fences: [], groups: [] };
  const near: { features: number[]; k: number } = { features: [], k: NEAR_ROWS };
  const byRegression: number[] = [];
  let asked = false;
  for (const step of inForce(steps)) {
    if (step.kind === 'clip-outliers')
      for (const feature of numbersOf(step.column)) {
        const { lowest, highest } = outlierFences(take(columnOf(x, feature), rows), step.rule, step.low, step.high);
        preparation.fences.push({ feature, lowest, highest });
        asked = true;
      }
    if (step.kind !== 'fill-missing') continue;
    for (const feature of numbersOf(step.column)) {
      if (step.with === 'nearest') {
        near.features.push(feature);
        near.k = step.k ?? near.k;
      } else if (step.with === 'regression') byRegression.push(feature);
      else if (step.with === 'group-mean' || step.with === 'group-median') {
        const by = features.flatMap((other, j) =>
          'column' in other && other.kind !== 'was-missing' && other.column === step.by ? [j] : [],
        );
        preparation.groups.push({ feature, by, keys: [], values: new Float64Array() });
        fitGroup(preparation.groups[preparation.groups.length - 1], x, rows, step.with === 'group-mean' ? mean : median);
      } else continue;
      asked = true;
    }
  }
  if (!asked) return undefined;
  if (near.features.length + byRegression.length === 0) return preparation;

  const inputs = features.flatMap((feature, j) => (feature.kind === 'was-missing' ? [] : [j]));
  const known = takeColumns(prepareFeatures(preparation, takeRows(x, rows)), inputs);
  if (near.features.length > 0) preparation.nearest = { ...near, inputs, ...fitNearest(known) };
  if (byRegression.length > 0) preparation.regression = { features: byRegression, inputs, imputer: fitIterative(known) };
  return preparation;
}

/** A new matrix. O(rows x features), and for near rows also times the donors. */
export function prepareFeatures({ fences, groups, nearest, regression }: Preparation, x: Matrix): Matrix {
  const made: Matrix = { ...x, values: x.values.slice() };
  for (const { feature, lowest, highest } of fences) {
    const column = columnOf(made, feature);
    for (let i = 0; i < column.length; i++) column[i] = Math.min(highest, Math.max(lowest, column[i]));
  }
  for (const { feature, by, keys, values } of groups) {
    const column = columnOf(made, feature);
    const ofKey = new Map(keys.map((key, i) => [key, values[i]]));
    for (let i = 0; i < column.length; i++) if (Number.isNaN(column[i])) column[i] = ofKey.get(keyOf(x, by, i)) ?? NaN;
  }
  if (nearest) {
    const { inputs, k, donors, centre, scale } = nearest;
    const scaled = scaledBy(takeColumns(made, inputs), centre, scale);
    const filled = imputeNearest(donors, scaled, { k, weights: 'uniform' });
    putBack(made, filled, nearest.features, inputs, (value, k) => value * scale[k] + centre[k]);
  }
  if (regression) {
    const filled = imputeIterative(regression.imputer, takeColumns(made, regression.inputs));
    putBack(made, filled, regression.features, regression.inputs, (value) => value);
  }
  return made;
}

function inForce(steps: readonly Step[]): Step[] {
  return steps.filter(({ off }) => !off);
}

function keyOf(x: Matrix, by: readonly number[], row: number): string {
  return by.map((j) => x.values[j * x.rows + row]).join(' ');
}

function fitGroup(group: Preparation['groups'][number], x: Matrix, rows: ArrayLike<number>, of: (values: number[]) => number): void {
  const values = new Map<string, number[]>();
  const column = columnOf(x, group.feature);
  for (let i = 0; i < rows.length; i++) {
    const value = column[rows[i]];
    if (Number.isNaN(value)) continue;
    const key = keyOf(x, group.by, rows[i]);
    const found = values.get(key);
    if (found) found.push(value);
    else values.set(key, [value]);
  }
  group.keys = [...values.keys()];
  group.values = Float64Array.from(values.values(), of);
}

/** Differences of an hour and of a thousand yuan weigh alike once both are counted in standard deviations. */
function fitNearest(known: Matrix): { centre: Float64Array; scale: Float64Array; donors: Matrix } {
  const columns = Array.from({ length: known.columns }, (_, j) => columnOf(known, j).filter((value) => !Number.isNaN(value)));
  const centre = Float64Array.from(columns, (values) => (values.length === 0 ? 0 : mean(values)));
  const scale = Float64Array.from(columns, (values) => (values.length === 0 ? 1 : standardDeviation(values) || 1));
  const every = Math.max(1, known.rows / MOST_DONORS);
  const donors = Array.from({ length: Math.min(known.rows, MOST_DONORS) }, (_, i) => Math.floor(i * every));
  return { centre, scale, donors: scaledBy(takeRows(known, donors), centre, scale) };
}

function scaledBy(x: Matrix, centre: Float64Array, scale: Float64Array): Matrix {
  const scaled: Matrix = { ...x, values: x.values.slice() };
  for (let j = 0; j < x.columns; j++) {
    const column = columnOf(scaled, j);
    for (let i = 0; i < column.length; i++) column[i] = (column[i] - centre[j]) / scale[j];
  }
  return scaled;
}

function takeColumns(x: Matrix, columns: readonly number[]): Matrix {
  const taken = matrix(x.rows, columns.length);
  columns.forEach((j, k) => columnOf(taken, k).set(columnOf(x, j)));
  return taken;
}

/** Only gaps of the features that were asked for. */
function putBack(
  into: Matrix,
  filled: Matrix,
  features: readonly number[],
  inputs: readonly number[],
  inUnits: (value: number, input: number) => number,
): void {
  for (const feature of features) {
    const input = inputs.indexOf(feature);
    const from = columnOf(filled, input);
    const to = columnOf(into, feature);
    for (let i = 0; i < to.length; i++) if (Number.isNaN(to[i])) to[i] = inUnits(from[i], input);
  }
}
