/** The normal distributions that rows with given memberships speak for: the M step of scikit-learn's GaussianMixture. */
import type { CovarianceType, Normals } from './mixture-density.ts';
import type { Points } from './points.ts';

/** @param shares row after row, k each
 *  @param ridge added to every variance */
export function estimateNormals(points: Points, shares: Float64Array, k: number, type: CovarianceType, ridge: number): Normals {
  const { rows, columns: d, values } = points;
  const counts = new Float64Array(k).fill(10 * Number.EPSILON);
  const means = new Float64Array(k * d);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) {
      const share = shares[i * k + c];
      if (share === 0) continue;
      counts[c] += share;
      for (let j = 0; j < d; j++) means[c * d + j] += share * values[i * d + j];
    }
  }
  for (let at = 0; at < means.length; at++) means[at] /= counts[Math.floor(at / d)];
  const whole = counts.reduce((sum, count) => sum + count, 0);
  const covariances =
    type === 'full'
      ? fullCovariances(points, shares, counts, means, ridge)
      : type === 'tied'
        ? tiedCovariance(points, counts, means, whole, ridge)
        : variances(points, shares, counts, means, ridge);
  return {
    type,
    weights: counts.map((count) => count / whole),
    means: { rows: k, columns: d, values: means },
    covariances: type === 'spherical' ? averaged(covariances, k, d) : covariances,
  };
}

function fullCovariances(points: Points, shares: Float64Array, counts: Float64Array, means: Float64Array, ridge: number): Float64Array {
  const { rows, columns: d, values } = points;
  const k = counts.length;
  const result = new Float64Array(k * d * d);
  const difference = new Float64Array(d);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) {
      const share = shares[i * k + c];
      if (share === 0) continue;
      for (let j = 0; j < d; j++) difference[j] = values[i * d + j] - means[c * d + j];
      for (let row = 0, at = c * d * d; row < d; row++, at += d) {
        const weighted = share * difference[row];
        for (let j = 0; j <= row; j++) result[at + j] += weighted * difference[j];
      }
    }
  }
  for (let c = 0; c < k; c++) finish(result.subarray(c * d * d, (c + 1) * d * d), d, counts[c], ridge);
  return result;
}

/** Spread of all rows around 0 less that of the means: rows are centred, so little is lost. */
function tiedCovariance(points: Points, counts: Float64Array, means: Float64Array, whole: number, ridge: number): Float64Array {
  const { rows, columns: d, values } = points;
  const result = new Float64Array(d * d);
  for (let i = 0; i < rows; i++) {
    for (let row = 0; row < d; row++) {
      const value = values[i * d + row];
      for (let j = 0; j <= row; j++) result[row * d + j] += value * values[i * d + j];
    }
  }
  counts.forEach((count, c) => {
    for (let row = 0; row < d; row++) {
      for (let j = 0; j <= row; j++) result[row * d + j] -= count * means[c * d + row] * means[c * d + j];
    }
  });
  finish(result, d, whole, ridge);
  return result;
}

/** Divides the lower triangle, mirrors it, and adds the ridge. */
function finish(block: Float64Array, d: number, count: number, ridge: number): void {
  for (let row = 0; row < d; row++) {
    for (let j = 0; j <= row; j++) {
      block[row * d + j] /= count;
      block[j * d + row] = block[row * d + j];
    }
    block[row * d + row] += ridge;
  }
}

function variances(points: Points, shares: Float64Array, counts: Float64Array, means: Float64Array, ridge: number): Float64Array {
  const { rows, columns: d, values } = points;
  const k = counts.length;
  const result = new Float64Array(k * d);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) {
      const share = shares[i * k + c];
      if (share === 0) continue;
      for (let j = 0; j < d; j++) {
        const difference = values[i * d + j] - means[c * d + j];
        result[c * d + j] += share * difference * difference;
      }
    }
  }
  return result.map((sum, at) => sum / counts[Math.floor(at / d)] + ridge);
}

function averaged(values: Float64Array, k: number, d: number): Float64Array {
  return Float64Array.from({ length: k }, (_, c) => values.subarray(c * d, (c + 1) * d).reduce((sum, value) => sum + value, 0) / d);
}
