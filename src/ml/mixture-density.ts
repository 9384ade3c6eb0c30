/** Log densities of normal distributions, and how strongly each row belongs to each. */
import { AppError } from '../core/errors.ts';
import type { Points } from './points.ts';

export type CovarianceType = 'full' | 'tied' | 'diag' | 'spherical';

/** Shapes as in scikit-learn, row after row: full k·d·d, tied d·d, diag k·d, spherical k. */
export interface Normals {
  type: CovarianceType;
  weights: Float64Array;
  means: Points;
  covariances: Float64Array;
}

/** What turns x − mean into independent coordinates of variance 1: inverse Cholesky factors, or 1 / deviation. */
interface Whitening {
  /** Lower triangles (d·d each), or null where columns are independent. */
  triangles: Float64Array | null;
  /** 1 / deviation of column j of component c at c·d + j, where columns are independent. */
  scales: Float64Array;
  /** log |det| of each. */
  logDeterminants: Float64Array;
}

/** `logProbability`: of each row, log Σ weight · density. */
export interface Memberships {
  logProbability: Float64Array;
  /** Row after row, k each; sums to 1 within a row. */
  shares: Float64Array;
}

const LOG_2PI = Math.log(2 * Math.PI);

/** Fills `into`. Cost rows · k · d² / 2, or rows · k · d where columns are independent. */
export function memberships(points: Points, normals: Normals, into: Memberships): void {
  const { rows, columns: d, values } = points;
  const { weights, means } = normals;
  const k = weights.length;
  const { triangles, scales, logDeterminants } = whitening(normals, d);
  const constants = logDeterminants.map((logDeterminant, c) => logDeterminant + Math.log(weights[c]) - 0.5 * d * LOG_2PI);
  const difference = new Float64Array(d);
  const { logProbability, shares } = into;
  for (let i = 0; i < rows; i++) {
    const from = i * d;
    const to = i * k;
    let most = -Infinity;
    for (let c = 0; c < k; c++) {
      let distance = 0;
      if (triangles === null) {
        for (let j = 0, at = c * d; j < d; j++, at++) {
          const z = (values[from + j] - means.values[at]) * scales[at];
          distance += z * z;
        }
      } else {
        for (let j = 0; j < d; j++) difference[j] = values[from + j] - means.values[c * d + j];
        let at = normals.type === 'tied' ? 0 : c * d * d;
        for (let row = 0; row < d; row++, at += d) {
          let z = 0;
          for (let j = 0; j <= row; j++) z += triangles[at + j] * difference[j];
          distance += z * z;
        }
      }
      const log = constants[c] - 0.5 * distance;
      shares[to + c] = log;
      if (log > most) most = log;
    }
    let sum = 0;
    for (let c = 0; c < k; c++) sum += Math.exp(shares[to + c] - most);
    const total = most + Math.log(sum);
    logProbability[i] = total;
    for (let c = 0; c < k; c++) shares[to + c] = Math.exp(shares[to + c] - total);
  }
}

export function newMemberships(rows: number, k: number): Memberships {
  return { logProbability: new Float64Array(rows), shares: new Float64Array(rows * k) };
}

function whitening({ type, covariances, weights }: Normals, d: number): Whitening {
  const k = weights.length;
  if (type === 'diag' || type === 'spherical') {
    const variance = (c: number, j: number) => (type === 'diag' ? covariances[c * d + j] : covariances[c]);
    const scales = Float64Array.from({ length: k * d }, (_, at) => 1 / Math.sqrt(variance(Math.floor(at / d), at % d)));
    if (scales.some((scale) => !Number.isFinite(scale))) throw new AppError('no-finite-estimate');
    return { triangles: null, scales, logDeterminants: sumLogs(scales, k, d, 1, d) };
  }
  const blocks = type === 'tied' ? 1 : k;
  const triangles = new Float64Array(blocks * d * d);
  for (let b = 0; b < blocks; b++) inverseFactor(covariances.subarray(b * d * d, (b + 1) * d * d), d, triangles.subarray(b * d * d));
  const logs = sumLogs(triangles, blocks, d * d, d + 1, d);
  return { triangles, scales: new Float64Array(0), logDeterminants: type === 'tied' ? new Float64Array(k).fill(logs[0]) : logs };
}

function sumLogs(values: Float64Array, blocks: number, size: number, stride: number, count: number): Float64Array {
  return Float64Array.from({ length: blocks }, (_, b) => {
    let total = 0;
    for (let j = 0; j < count; j++) total += Math.log(values[b * size + j * stride]);
    return total;
  });
}

/** Inverse of the lower Cholesky factor of `a` (d·d), row after row. `no-finite-estimate` when `a` is not positive definite. */
function inverseFactor(a: Float64Array, d: number, inverse: Float64Array): void {
  const l = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let value = a[i * d + j];
      for (let m = 0; m < j; m++) value -= l[i * d + m] * l[j * d + m];
      if (i > j) l[i * d + j] = value / l[j * d + j];
      else if (value > 0) l[i * d + i] = Math.sqrt(value);
      else throw new AppError('no-finite-estimate');
    }
  }
  for (let j = 0; j < d; j++) {
    inverse[j * d + j] = 1 / l[j * d + j];
    for (let i = j + 1; i < d; i++) {
      let value = 0;
      for (let m = j; m < i; m++) value -= l[i * d + m] * inverse[m * d + j];
      inverse[i * d + j] = value / l[i * d + i];
    }
  }
}
