/**
 * Logistic regression in one variable: the intercept and slope that minimise
 * sum log(1 + e^line) - target * line + penalty / 2 * slope^2, line = intercept + slope * z. Newton's method with step
 * halving; two unknowns, so each step costs one pass. Yields after each step.
 */
export interface LogisticLine {
  intercept: number;
  slope: number;
}

const MOST_STEPS = 100;

/**
 * @param z standardised, or of similar size
 * @param target in [0, 1], not all 0 and not all 1
 * @param penalty > 0 keeps the slope finite when the rows are separable
 */
export function* fitLogisticLine(z: Float64Array, target: Float64Array, penalty: number): Generator<LogisticLine, LogisticLine, void> {
  const share = target.reduce((sum, value) => sum + value, 0) / target.length;
  let intercept = Math.log(share / (1 - share));
  let slope = 0;
  let loss = lossOf(z, target, intercept, slope, penalty);
  for (let step = 0; step < MOST_STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, penalty * slope, 0, 0, penalty];
    for (let i = 0; i < z.length; i++) {
      const p = sigmoid(intercept + slope * z[i]);
      const w = p * (1 - p);
      g0 += p - target[i];
      g1 += (p - target[i]) * z[i];
      h00 += w;
      h01 += w * z[i];
      h11 += w * z[i] * z[i];
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 0)) break;
    const d0 = (h11 * g0 - h01 * g1) / determinant;
    const d1 = (h00 * g1 - h01 * g0) / determinant;
    let size = 1;
    let next = lossOf(z, target, intercept - d0, slope - d1, penalty);
    while (!(next <= loss) && size > 1e-10) {
      size /= 2;
      next = lossOf(z, target, intercept - size * d0, slope - size * d1, penalty);
    }
    if (!(next < loss)) break;
    intercept -= size * d0;
    slope -= size * d1;
    yield { intercept, slope };
    loss = next;
  }
  return { intercept, slope };
}

function lossOf(z: Float64Array, target: Float64Array, intercept: number, slope: number, penalty: number): number {
  let loss = (penalty * slope * slope) / 2;
  for (let i = 0; i < z.length; i++) {
    const line = intercept + slope * z[i];
    // log(1 + e^line) without overflow
    loss += Math.max(line, 0) + Math.log1p(Math.exp(-Math.abs(line))) - target[i] * line;
  }
  return loss;
}

/** 1 / (1 + e^-line), without overflow. */
export function sigmoid(line: number): number {
  const e = Math.exp(-Math.abs(line));
  return line >= 0 ? 1 / (1 + e) : e / (1 + e);
}
