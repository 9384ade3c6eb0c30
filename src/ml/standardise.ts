/** z = (x − mean) / standard deviation, as scikit-learn's StandardScaler: deviation with n, 1 for a constant column. */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { mean } from '../core/stats.ts';

export interface Scaler {
  mean: Float64Array;
  scale: Float64Array;
}

/** Learn it from training rows only: fitted on all rows it lets the held-out ones leak in. */
export function fitScaler(x: Matrix): Scaler {
  const scaler = { mean: new Float64Array(x.columns), scale: new Float64Array(x.columns) };
  for (let j = 0; j < x.columns; j++) {
    const values = columnOf(x, j);
    const centre = mean(values);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < values.length; i++) {
      const deviation = values[i] - centre;
      sum += deviation;
      squares += deviation * deviation;
    }
    // The second term wins back what rounding of the mean costs (Chan, Golub & LeVeque 1983).
    const spread = (squares - (sum * sum) / values.length) / values.length;
    // Below this the spread is rounding: scikit-learn's own bound for "constant".
    const rounding = values.length * Number.EPSILON * spread + (values.length * centre * Number.EPSILON) ** 2;
    scaler.mean[j] = centre;
    scaler.scale[j] = spread <= rounding ? 1 : Math.sqrt(spread);
  }
  return scaler;
}

export function applyScaler(scaler: Scaler, x: Matrix): Matrix {
  const scaled = matrix(x.rows, x.columns);
  for (let j = 0; j < x.columns; j++) {
    const to = columnOf(scaled, j);
    columnOf(x, j).forEach((value, i) => (to[i] = (value - scaler.mean[j]) / scaler.scale[j]));
  }
  return scaled;
}
