import type { RandomState } from '../core/rng.ts';
import type { LinearProblem, LinearResult, LinearState } from './linear-svm-newton.ts';

/** Multiplications between two yields. */
const WORK_PER_YIELD = 1e7;

/**
 * ½ ‖(w, b)‖² + Σ Cᵢ max(0, 1 − sᵢ f(xᵢ)) by dual coordinate descent (Hsieh, Chang, Lin, Keerthi & Sundararajan 2008, algorithm
 * 3): one multiplier at a time in an order drawn anew each pass, those settled at a bound left out until all others have. Stops
 * when the projected slopes of all rows lie within the tolerance of each other.
 */
export function* hinge(problem: LinearProblem, random: RandomState): Generator<LinearState, LinearResult, void> {
  const { sign, cost, tolerance, maxIterations } = problem;
  const { rows, columns, values } = problem.x;
  const width = columns + 1;
  // Row by row, the intercept as a last column of ones.
  const points = new Float64Array(rows * width).fill(1);
  for (let j = 0; j < columns; j++) for (let i = 0; i < rows; i++) points[i * width + j] = values[j * rows + i];
  const length = new Float64Array(rows);
  for (let i = 0; i < rows; i++) for (let at = i * width; at < (i + 1) * width; at++) length[i] += points[at] * points[at];
  const alpha = new Float64Array(rows);
  const weights = new Float64Array(width);
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  let active = rows;
  let highBefore = Infinity;
  let lowBefore = -Infinity;
  let work = 0;
  for (let iteration = 1; ; iteration++) {
    let high = -Infinity;
    let low = Infinity;
    random.shuffle(order.subarray(0, active));
    for (let place = 0; place < active; place++) {
      const i = order[place];
      const at = i * width;
      let decision = 0;
      for (let j = 0; j < width; j++) decision += weights[j] * points[at + j];
      const slope = sign[i] * decision - 1;
      work += width;
      const isLow = alpha[i] === 0;
      const isHigh = alpha[i] === cost[i];
      if ((isLow && slope > highBefore) || (isHigh && slope < lowBefore)) {
        order[place--] = order[--active];
        order[active] = i;
        continue;
      }
      const projected = isLow ? Math.min(slope, 0) : isHigh ? Math.max(slope, 0) : slope;
      high = Math.max(high, projected);
      low = Math.min(low, projected);
      if (Math.abs(projected) <= 1e-12) continue;
      const before = alpha[i];
      alpha[i] = Math.min(Math.max(before - slope / length[i], 0), cost[i]);
      const move = (alpha[i] - before) * sign[i];
      for (let j = 0; j < width; j++) weights[j] += move * points[at + j];
      if (work < WORK_PER_YIELD) continue;
      work = 0;
      yield { iteration, weights: weights.slice(), loss: NaN, gap: NaN };
    }
    const gap = high - low;
    const state = { iteration, weights: weights.slice(), loss: lossOf(problem, points, weights), gap };
    yield state;
    const isSettled = gap <= tolerance;
    if (iteration >= maxIterations || (isSettled && active === rows)) {
      return { ...state, weights: weights.slice(), converged: isSettled && active === rows };
    }
    // All that still moves has settled: look at everything once more.
    if (isSettled) active = rows;
    highBefore = isSettled || high <= 0 ? Infinity : high;
    lowBefore = isSettled || low >= 0 ? -Infinity : low;
  }
}

function lossOf({ sign, cost }: LinearProblem, points: Float64Array, weights: Float64Array): number {
  const width = weights.length;
  let loss = 0;
  for (let j = 0; j < width; j++) loss += (weights[j] * weights[j]) / 2;
  for (let i = 0; i < sign.length; i++) {
    let decision = 0;
    for (let j = 0; j < width; j++) decision += weights[j] * points[i * width + j];
    loss += cost[i] * Math.max(0, 1 - sign[i] * decision);
  }
  return loss;
}
