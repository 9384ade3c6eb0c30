/**
 * Two other ways to bring columns to one scale, applied by `applyScaler`: to [0, 1], and by what outliers cannot move.
 * scikit-learn's MinMaxScaler and RobustScaler; a column that does not vary is divided by 1. Learn from training rows only.
 */
import { columnOf, type Matrix } from '../core/matrix.ts';
import { quantileOfSorted, sortedValues } from '../core/stats.ts';
import type { Scaler } from './standardise.ts';

/** (x − smallest) / (largest − smallest). */
export function fitMinMax(x: Matrix): Scaler {
  return scalerOf(x, (sorted) => [sorted[0], sorted[sorted.length - 1] - sorted[0]]);
}

/** (x − median) / (third − first quartile). */
export function fitRobust(x: Matrix): Scaler {
  return scalerOf(x, (sorted) => [quantileOfSorted(sorted, 0.5), quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25)]);
}

function scalerOf(x: Matrix, of: (sorted: Float64Array) => [centre: number, spread: number]): Scaler {
  const scaler = { mean: new Float64Array(x.columns), scale: new Float64Array(x.columns) };
  for (let j = 0; j < x.columns; j++) {
    const [centre, spread] = of(sortedValues(columnOf(x, j)));
    scaler.mean[j] = centre;
    scaler.scale[j] = spread < 10 * Number.EPSILON ? 1 : spread;
  }
  return scaler;
}
