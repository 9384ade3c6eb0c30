/**
 * Principal components: the directions along which rows differ most, each at right angles to those before (Hastie, Tibshirani
 * & Friedman 14.5.1). Singular values of the centred columns by Householder QR, then Jacobi; numbers and signs are those of
 * scikit-learn's `PCA`. Cost O(rows · columns²).
 */
import { AppError } from '../core/errors.ts';
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import { mean } from '../core/stats.ts';
import { triangularise } from './qr.ts';
import { svd } from './svd.ts';
import { checkRows } from './unsupervised.ts';

export interface PcaOptions {
  /** Directions kept; null = as many as there can be. */
  n_components: number | null;
  /** Which sign: up to 1.4 the largest score of a direction is positive, from 1.5 on its largest loading. */
  compat: '1.2' | '1.5+';
}

export interface PcaModel {
  kind: 'pca';
  mean: Float64Array;
  /** directions x features, rows of length 1. */
  components: Matrix;
  singular: Float64Array;
  /** Variance along each direction (n − 1), and its share of the whole. */
  variance: Float64Array;
  share: Float64Array;
}

/** Yields after each column, where it may be stopped. */
export function* fitPca(x: Matrix, { n_components, compat }: PcaOptions): Generator<number, PcaModel, void> {
  checkRows(x, 2);
  const d = x.columns;
  const most = Math.min(x.rows, d);
  const kept = n_components ?? most;
  if (!Number.isInteger(kept) || kept < 1 || kept > most) throw new AppError('bad-parameter', { name: 'n_components', value: kept });
  const centre = Float64Array.from({ length: d }, (_, j) => mean(columnOf(x, j)));
  const work = matrix(x.rows, d);
  for (let j = 0; j < d; j++) for (let i = 0; i < x.rows; i++) work.values[j * x.rows + i] = x.values[j * x.rows + i] - centre[j];
  yield* triangularise(work, d);
  const r = matrix(d, d);
  for (let j = 0; j < d; j++) r.values.set(columnOf(work, j).subarray(0, Math.min(j + 1, most)), j * d);
  const { singular, right } = svd(r);
  const squares = singular.map((value) => value * value);
  const whole = squares.reduce((sum, value) => sum + value, 0);
  const components = matrix(kept, d);
  for (let c = 0; c < kept; c++) for (let j = 0; j < d; j++) components.values[j * kept + c] = right.values[c * d + j];
  const model: PcaModel = {
    kind: 'pca',
    mean: centre,
    components,
    singular: singular.slice(0, kept),
    variance: squares.slice(0, kept).map((square) => square / (x.rows - 1)),
    share: squares.slice(0, kept).map((square) => (whole > 0 ? square / whole : 0)),
  };
  turn(model, compat === '1.2' ? applyPca(model, x) : matrixRows(components));
  return model;
}

/** Coordinates along the directions (scores), rows x directions; `whiten`: each with variance 1. */
export function applyPca({ mean: centre, components, variance }: PcaModel, x: Matrix, whiten = false): Matrix {
  const kept = components.rows;
  const scores = matrix(x.rows, kept);
  for (let c = 0; c < kept; c++) {
    const to = columnOf(scores, c);
    for (let j = 0; j < x.columns; j++) {
      const loading = components.values[j * kept + c];
      const from = columnOf(x, j);
      for (let i = 0; i < to.length; i++) to[i] += (from[i] - centre[j]) * loading;
    }
    const deviation = Math.sqrt(variance[c]);
    if (whiten && deviation > 0) for (let i = 0; i < to.length; i++) to[i] /= deviation;
  }
  return scores;
}

/** Turns each direction so that the largest value of its column of `by` (the first of equally large ones) is positive. */
function turn({ components }: PcaModel, by: Matrix): void {
  for (let c = 0; c < components.rows; c++) {
    const column = columnOf(by, c);
    let largest = 0;
    for (let i = 1; i < column.length; i++) if (Math.abs(column[i]) > Math.abs(column[largest])) largest = i;
    if (!(column[largest] < 0)) continue;
    for (let j = 0; j < components.columns; j++) components.values[j * components.rows + c] *= -1;
  }
}

/** Its rows as columns. */
function matrixRows(m: Matrix): Matrix {
  const turned = matrix(m.columns, m.rows);
  for (let i = 0; i < m.rows; i++) for (let j = 0; j < m.columns; j++) turned.values[i * m.columns + j] = m.values[j * m.rows + i];
  return turned;
}
