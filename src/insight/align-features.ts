/** Facts under the columns a model was trained on, whatever has come or gone in the file since. */
import { featureKey } from '../core/feature-key.ts';
import type { FeatureSpec } from '../core/features.ts';
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';

/**
 * A level that nobody has any more is 0 for everybody as long as its column is still there; any other fact that is gone is
 * missing (NaN). Facts the model does not know are left out.
 */
export function alignFeatures(x: Matrix, features: readonly FeatureSpec[], wanted: readonly FeatureSpec[]): Matrix {
  const columns = new Map(features.map((feature, j) => [featureKey(feature), j]));
  const known = new Set(features.flatMap((feature) => ('column' in feature ? [feature.column] : [])));
  const aligned = matrix(x.rows, wanted.length);
  wanted.forEach((feature, j) => {
    const from = columns.get(featureKey(feature));
    const target = columnOf(aligned, j);
    if (from !== undefined) target.set(columnOf(x, from));
    else if (!((feature.kind === 'level' || feature.kind === 'was-missing') && known.has(feature.column))) target.fill(NaN);
  });
  return aligned;
}

/** Row `i` as a vector. */
export function rowOf(x: Matrix, i: number): Float64Array {
  const row = new Float64Array(x.columns);
  for (let j = 0; j < x.columns; j++) row[j] = x.values[j * x.rows + i];
  return row;
}
