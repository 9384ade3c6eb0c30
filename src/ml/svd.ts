/** Singular value decomposition of small matrices. */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';

export interface Svd {
  /** A = left · diag(singular) · rightᵀ; columns by falling singular value; `left` is rows x columns. */
  left: Matrix;
  singular: Float64Array;
  right: Matrix;
}

const MOST_SWEEPS = 60;

/**
 * One-sided Jacobi (Hestenes 1958; order and stop as in Demmel & Veselić 1992, doi:10.1137/0613074): rotates pairs of
 * columns until all are orthogonal. Small singular values keep their relative accuracy when columns differ in scale.
 * rows >= columns. Cost O(columns² · rows) a sweep, about 6 to 10 sweeps.
 */
export function svd(a: Matrix): Svd {
  const n = a.columns;
  const left = { ...a, values: a.values.slice() };
  const right = matrix(n, n);
  for (let j = 0; j < n; j++) right.values[j * n + j] = 1;
  for (let sweep = 0, rotated = true; rotated && sweep < MOST_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotated = rotatePair(left, right, p, q) || rotated;
  }
  const singular = Float64Array.from({ length: n }, (_, j) => Math.sqrt(dot(columnOf(left, j), columnOf(left, j))));
  const order = Array.from(singular.keys()).sort((i, j) => singular[j] - singular[i]);
  for (let j = 0; j < n; j++) if (singular[j] > 0) columnOf(left, j).forEach((value, i, column) => (column[i] = value / singular[j]));
  return { left: takeColumns(left, order), singular: Float64Array.from(order, (j) => singular[j]), right: takeColumns(right, order) };
}

function rotatePair(left: Matrix, right: Matrix, p: number, q: number): boolean {
  const u = columnOf(left, p);
  const v = columnOf(left, q);
  const uu = dot(u, u);
  const vv = dot(v, v);
  const uv = dot(u, v);
  if (Math.abs(uv) <= Number.EPSILON * Math.sqrt(uu) * Math.sqrt(vv)) return false;
  const zeta = (vv - uu) / (2 * uv);
  const tangent = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  rotate(u, v, cosine, cosine * tangent);
  rotate(columnOf(right, p), columnOf(right, q), cosine, cosine * tangent);
  return true;
}

function rotate(u: Float64Array, v: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < u.length; i++) {
    const a = u[i];
    u[i] = cosine * a - sine * v[i];
    v[i] = sine * a + cosine * v[i];
  }
}

function takeColumns(m: Matrix, order: number[]): Matrix {
  const taken = matrix(m.rows, m.columns);
  order.forEach((from, to) => columnOf(taken, to).set(columnOf(m, from)));
  return taken;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}
