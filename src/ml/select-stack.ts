/**
 * Would several candidates together do better? Weights of 0 and more for their out-of-fold predictions (of chances: log odds), as
 * Breiman (1996, Stacked Regressions) has it, drawn a little towards equal ones. The stack's own predictions for a fold are
 * weighed by what the other folds say, so that it is tried as honestly as its members; as the least simple of all it is chosen
 * only if it beats each of them by more than the error of the difference.
 */
import { columnOf, matrix, take, type Matrix } from '../core/matrix.ts';
import { mean, standardDeviation } from '../core/stats.ts';
import { logit } from './calibrate.ts';
import { cholesky } from './cholesky.ts';
import type { TaskKind } from './contract.ts';
import { addColumns } from './linear-predictor.ts';
import { sigmoid } from './logistic-line.ts';
import { logOnePlusExp } from './logistic-loss.ts';
import type { FoldRun } from './select-folds.ts';
import { joinedTests } from './select-rows.ts';
import type { Split } from './split.ts';
import type { StackMember } from './stack.ts';

/** Never in a stack: they learn next to nothing; a network's rounding differs from device to device. */
const ALONE = new Set(['baseline', 'rule', 'neural', 'stack']);
/** Below this, weights follow luck. */
const LEAST_ROWS = 500;
/** A member that says less than this is not worth its training. */
const LEAST_WEIGHT = 0.03;
/**
 * How strongly weights are drawn to equal ones: at least so much of the mean loss, and on few rows as much as if weights were known
 * beforehand to spread by 0.35 around equal (4 / rows), which keeps luck from deciding.
 */
const TO_EQUAL = 1e-4;
const ROWS_TO_EQUAL = 4;

/** The stack as one more candidate, tried on the same folds; undefined where there is nothing to put together. */
export function stackRun(
  runs: readonly FoldRun[],
  y: Float64Array,
  folds: readonly Split[],
  kind: TaskKind,
  loss: (y: Float64Array, predicted: Float64Array) => number,
): FoldRun | undefined {
  const tested = joinedTests(folds);
  if (tested.length < LEAST_ROWS || folds.length < 2) return undefined;
  let members = membersOf(runs);
  const weigh = () => stackWeights(rawOf(members, tested, kind), take(y, tested), kind);
  let found = members.length < 2 ? undefined : weigh();
  while (found && found.weights.some((weight) => weight < LEAST_WEIGHT)) {
    members = members.filter((_, k) => (found?.weights[k] ?? 0) >= LEAST_WEIGHT);
    found = members.length < 2 ? undefined : weigh();
  }
  if (!found) return undefined;
  const { intercept, weights } = found;
  const predicted = new Float64Array(y.length).fill(NaN);
  const losses = folds.map((fold) => {
    const others = joinedTests(folds.filter((other) => other !== fold));
    const learned = stackWeights(rawOf(members, others, kind), take(y, others), kind);
    const raw = addColumns(rawOf(members, fold.test, kind), learned.weights, learned.intercept);
    const said = kind === 'classification' ? raw.map(sigmoid) : raw;
    fold.test.forEach((row, i) => (predicted[row] = said[i]));
    return loss(take(y, fold.test), said);
  });
  const parts = members.map(({ candidate: { algorithm, params } }, k): StackMember => ({ algorithm, params, weight: weights[k] }));
  const params = { output: kind === 'classification' ? 'chance' : 'amount', members: parts, intercept };
  return { candidate: { algorithm: 'stack', params }, predicted, losses, millis: members.reduce((sum, { millis }) => sum + millis, 0) };
}

/** Of each algorithm the setting with the smallest loss; of boosting and forests all, which differ in kind. */
function membersOf(runs: readonly FoldRun[]): FoldRun[] {
  const best = new Map<string, FoldRun>();
  for (const run of runs) {
    const { algorithm } = run.candidate;
    if (run.failed !== undefined || ALONE.has(algorithm)) continue;
    const key = algorithm === 'boosting' || algorithm === 'forest' ? `${algorithm} ${best.size}` : algorithm;
    const known = best.get(key);
    if (known === undefined || mean(run.losses) < mean(known.losses)) best.set(key, run);
  }
  return [...best.values()];
}

/** One column a member: its log odds, or its amounts. */
function rawOf(members: readonly FoldRun[], rows: Uint32Array, kind: TaskKind): Matrix {
  const raw = matrix(rows.length, members.length);
  members.forEach(({ predicted }, k) => {
    const said = take(predicted, rows);
    columnOf(raw, k).set(kind === 'classification' ? said.map(logit) : said);
  });
  return raw;
}

/**
 * min mean loss + pull · sum (weight - 1 / members)², weights >= 0, the intercept free; log loss, or squared error in units of the
 * answers' spread. Newton on the weights that are not held at 0 (Bertsekas 1982), halving steps; convex, so the optimum.
 */
export function stackWeights(raw: Matrix, y: Float64Array, kind: TaskKind): { intercept: number; weights: Float64Array } {
  if (kind === 'regression') {
    const [centre, spread] = [mean(y), standardDeviation(y) || 1];
    const z: Matrix = { ...raw, values: raw.values.map((value) => (value - centre) / spread) };
    const { intercept, weights } = solve(
      z,
      y.map((value) => (value - centre) / spread),
      SQUARED,
    );
    return { intercept: centre + spread * intercept - centre * weights.reduce((sum, weight) => sum + weight, 0), weights };
  }
  return solve(raw, y, LOG);
}

function pullOf(rows: number): number {
  return Math.max(TO_EQUAL, ROWS_TO_EQUAL / rows);
}

/** Loss of a raw answer, its slope and its curvature. */
interface Loss {
  at: (raw: number, y: number) => number;
  slope: (raw: number, y: number) => number;
  curvature: (raw: number) => number;
}

const LOG: Loss = {
  at: (raw, y) => logOnePlusExp(raw) - y * raw,
  slope: (raw, y) => sigmoid(raw) - y,
  curvature: (raw) => sigmoid(raw) * (1 - sigmoid(raw)),
};
const SQUARED: Loss = { at: (raw, y) => (raw - y) ** 2 / 2, slope: (raw, y) => raw - y, curvature: () => 1 };

const MOST_STEPS = 100;

function solve(x: Matrix, y: Float64Array, loss: Loss): { intercept: number; weights: Float64Array } {
  const k = x.columns;
  const strength = pullOf(y.length);
  const w = new Float64Array(k + 1).fill(1 / k);
  w[0] = 0;
  const answers = (at: Float64Array) => addColumns(x, at.subarray(1), at[0]);
  const pull = (at: Float64Array) => at.reduce((sum, weight, j) => (j === 0 ? 0 : sum + (weight - 1 / k) ** 2), 0);
  const valueAt = (at: Float64Array) => answers(at).reduce((sum, raw, i) => sum + loss.at(raw, y[i]), 0) / y.length + strength * pull(at);
  let value = valueAt(w);
  for (let step = 0; step < MOST_STEPS; step++) {
    const raw = answers(w);
    const { gradient, hessian } = derivatives(x, y, raw, w, loss);
    const free = Array.from(w.keys()).filter((j) => j === 0 || w[j] > 0 || gradient[j] < 0);
    const inner = matrix(free.length, free.length);
    free.forEach((a, i) => free.forEach((b, j) => (inner.values[j * free.length + i] = hessian.values[b * (k + 1) + a])));
    const direction = cholesky(inner)?.solve(Float64Array.from(free, (j) => -gradient[j]));
    if (!direction) break;
    let next = value;
    for (let length = 1; length > 1e-10; length /= 2) {
      const trial = w.slice();
      free.forEach((j, i) => (trial[j] = j === 0 ? w[j] + length * direction[i] : Math.max(0, w[j] + length * direction[i])));
      next = valueAt(trial);
      if (next < value) {
        w.set(trial);
        break;
      }
    }
    if (!(next < value - 1e-13)) break;
    value = next;
  }
  return { intercept: w[0], weights: w.slice(1) };
}

function derivatives(
  x: Matrix,
  y: Float64Array,
  raw: Float64Array,
  w: Float64Array,
  loss: Loss,
): { gradient: Float64Array; hessian: Matrix } {
  const [n, k] = [y.length, x.columns];
  const strength = pullOf(n);
  const slope = raw.map((value, i) => loss.slope(value, y[i]) / n);
  const curvature = raw.map((value) => loss.curvature(value) / n);
  const column = (j: number) => (j === 0 ? undefined : columnOf(x, j - 1));
  const gradient = Float64Array.from(w, (weight, j) => {
    const values = column(j);
    const sum = slope.reduce((total, value, i) => total + value * (values ? values[i] : 1), 0);
    return j === 0 ? sum : sum + 2 * strength * (weight - 1 / k);
  });
  const hessian = matrix(k + 1, k + 1);
  for (let a = 0; a <= k; a++) {
    for (let b = 0; b <= a; b++) {
      const [one, other] = [column(a), column(b)];
      let sum = a === b && a > 0 ? 2 * strength : 0;
      for (let i = 0; i < n; i++) sum += curvature[i] * (one ? one[i] : 1) * (other ? other[i] : 1);
      hessian.values[a * (k + 1) + b] = hessian.values[b * (k + 1) + a] = sum;
    }
  }
  return { gradient, hessian };
}
