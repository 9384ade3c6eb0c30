import { matrix, type Matrix } from '../core/matrix.ts';

/**
 * Solver for a symmetric positive definite matrix (only its lower triangle is read), scaled to a unit diagonal first so
 * that units do not matter. `undefined` when a pivot falls to `tolerance` of its diagonal: not positive definite.
 */
export function cholesky(a: Matrix, tolerance = 1e-13): { solve: (b: Float64Array) => Float64Array; inverse: () => Matrix } | undefined {
  const n = a.rows;
  const scale = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const diagonal = a.values[j * n + j];
    if (!(diagonal > 0)) return undefined;
    scale[j] = 1 / Math.sqrt(diagonal);
  }
  // Row i of L is l[i * n ...]: the inner products below run along rows.
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = a.values[j * n + i] * scale[i] * scale[j];
      for (let k = 0; k < j; k++) value -= l[i * n + k] * l[j * n + k];
      if (i > j) l[i * n + j] = value / l[j * n + j];
      else if (value > tolerance) l[i * n + i] = Math.sqrt(value);
      else return undefined;
    }
  }
  const solve = (b: Float64Array): Float64Array => {
    const z = b.map((value, i) => value * scale[i]);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) z[i] -= l[i * n + k] * z[k];
      z[i] /= l[i * n + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) z[i] -= l[k * n + i] * z[k];
      z[i] /= l[i * n + i];
    }
    return z.map((value, i) => value * scale[i]);
  };
  const inverse = (): Matrix => {
    const m = matrix(n, n);
    for (let j = 0; j < n; j++) m.values.set(solve(Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0))), j * n);
    return m;
  };
  return { solve, inverse };
}
