/** Turns features in real units into model input. Everything learned here is learned from the given (training) rows only. */
import type { Encoder, FeatureSpec } from '../core/features.ts';
import { columnOf, matrix, take, type Matrix } from '../core/matrix.ts';
import type { FillWith } from '../core/recipe.ts';
import { mean, median, mode, standardDeviation } from '../core/stats.ts';

/** How a missing value is replaced: one way for all features, or one per feature. */
export type Fill = FillWith | readonly FillWith[];

/**
 * For each feature, from `rows` of `x`: the fill value (scikit-learn's SimpleImputer; the most frequent level for the
 * levels of a category unless it is `mean`; 0 where every value is missing), then mean and population standard deviation
 * of the filled values (scikit-learn's StandardScaler; 1 for a constant feature).
 *
 * @param x rows x features in real units, NaN = missing
 */
export function fitEncoder(features: FeatureSpec[], x: Matrix, rows: ArrayLike<number>, fill: Fill): Encoder {
  const encoder: Encoder = {
    features,
    fill: new Float64Array(features.length),
    centre: new Float64Array(features.length),
    scale: new Float64Array(features.length),
  };
  const common = mostFrequentLevels(features, x, rows);
  for (let j = 0; j < features.length; j++) {
    const values = take(columnOf(x, j), rows);
    const how = typeof fill === 'string' ? fill : fill[j];
    const level = how === 'mean' ? undefined : common.get(j);
    encoder.fill[j] = level ?? orZero({ mean: meanOfKnown, median, mode }[how](values));
    for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) values[i] = encoder.fill[j];
    const centre = orZero(mean(values));
    const deviation = orZero(standardDeviation(values));
    encoder.centre[j] = centre;
    // Below this a spread is rounding (scikit-learn's `_handle_zeros_in_scale`).
    encoder.scale[j] = deviation <= 10 * Number.EPSILON * Math.max(1, Math.abs(centre)) ? 1 : deviation;
  }
  return encoder;
}

/** (value or fill - centre) / scale, as a new matrix. */
export function encode(encoder: Encoder, x: Matrix): Matrix {
  const encoded = matrix(x.rows, x.columns);
  for (let j = 0; j < x.columns; j++) {
    const from = columnOf(x, j);
    const to = columnOf(encoded, j);
    const fill = encoder.fill[j];
    const centre = encoder.centre[j];
    const scale = encoder.scale[j];
    for (let i = 0; i < x.rows; i++) to[i] = ((Number.isNaN(from[i]) ? fill : from[i]) - centre) / scale;
  }
  return encoded;
}

/**
 * What the given rows typically look like, in real units: the median of numbers, the more frequent answer of yes/no features,
 * the most frequent level of each category (1, its other levels 0); 0 where nothing is known.
 */
export function typicalRow(features: FeatureSpec[], x: Matrix, rows: ArrayLike<number>): Float64Array {
  const common = mostFrequentLevels(features, x, rows);
  return Float64Array.from(features, (_, j) => {
    const values = take(columnOf(x, j), rows);
    const isYesNo = values.every((value) => value === 0 || value === 1 || Number.isNaN(value));
    return common.get(j) ?? orZero(isYesNo ? mode(values) : median(values));
  });
}

/** For each `level` feature 1 if it is the most frequent level of its column (the first of equals), else 0. */
function mostFrequentLevels(features: readonly FeatureSpec[], x: Matrix, rows: ArrayLike<number>): Map<number, 0 | 1> {
  const best = new Map<string, { feature: number; count: number }>();
  features.forEach((feature, j) => {
    if (feature.kind !== 'level') return;
    const column = columnOf(x, j);
    let count = 0;
    for (let i = 0; i < rows.length; i++) if (column[rows[i]] === 1) count++;
    const known = best.get(feature.column);
    if (known === undefined || count > known.count) best.set(feature.column, { feature: j, count });
  });
  return new Map(
    features.flatMap((feature, j) => (feature.kind === 'level' ? [[j, best.get(feature.column)?.feature === j ? 1 : 0]] : [])),
  );
}

function meanOfKnown(values: Float64Array): number {
  return mean(values.filter((value) => !Number.isNaN(value)));
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
