/** One support vector machine: two classes against each other, or one amount. */
import { take, type Matrix } from '../core/matrix.ts';
import { kernelRow, rowSquares, type Kernel, type KernelRows } from './svm-kernel.ts';
import type { SmoProblem } from './svm-shrinking.ts';
import { smo, type SmoPair } from './svm-smo.ts';

export interface SmoSettings {
  tolerance: number;
  shrinking: boolean;
  maxSteps: number;
}

/** Says Σ dual · kernel(row, point) + intercept; above 0 speaks for `second`. `rows` are rows of the matrix it was fitted on. */
export interface Machine {
  first: number;
  second: number;
  rows: Int32Array;
  dual: Float64Array;
  intercept: number;
  iterations: number;
  converged: boolean;
}

/**
 * `first` against `second`: `rowsOf` each class, C of each. The first class is +1 inside, as in libsvm, and the sign turned at
 * the end. Yields as `smo`.
 */
export function* fitPair(
  kernel: KernelRows,
  [first, second]: [number, number],
  rowsOf: readonly number[][],
  boundOf: readonly number[],
  settings: SmoSettings,
  trace: boolean,
): Generator<SmoPair | undefined, Machine, void> {
  const rows = Int32Array.from([...rowsOf[first], ...rowsOf[second]]);
  const isFirst = (i: number) => i < rowsOf[first].length;
  const problem: SmoProblem = {
    kernel,
    row: rows,
    sign: Float64Array.from(rows, (_, i) => (isFirst(i) ? 1 : -1)),
    linear: new Float64Array(rows.length).fill(-1),
    bound: Float64Array.from(rows, (_, i) => boundOf[isFirst(i) ? first : second]),
    ...settings,
  };
  const { alpha, rho, iterations, converged } = yield* smo(problem, trace);
  const dual = alpha.map((value, i) => (isFirst(i) ? -value : value));
  return { first, second, intercept: rho, iterations, converged, ...supportOf(rows, dual) };
}

/** Amounts within `epsilon` cost nothing (Drucker et al. 1997): two variables a row, one for each side. */
export function* fitTube(
  y: Float64Array,
  kernel: KernelRows,
  C: number,
  epsilon: number,
  settings: SmoSettings,
  trace: boolean,
): Generator<SmoPair | undefined, Machine, void> {
  const n = y.length;
  const problem: SmoProblem = {
    kernel,
    row: Int32Array.from({ length: 2 * n }, (_, i) => i % n),
    sign: Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? 1 : -1)),
    linear: Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? epsilon - y[i] : epsilon + y[i - n])),
    bound: new Float64Array(2 * n).fill(C),
    ...settings,
  };
  const { alpha, rho, iterations, converged } = yield* smo(problem, trace);
  const dual = Float64Array.from({ length: n }, (_, i) => alpha[i] - alpha[i + n]);
  return { first: 0, second: 0, intercept: -rho, iterations, converged, ...supportOf(Int32Array.from(dual.keys()), dual) };
}

function supportOf(rows: Int32Array, dual: Float64Array): { rows: Int32Array; dual: Float64Array } {
  const used = Array.from(dual.keys()).filter((i) => dual[i] !== 0);
  return { rows: Int32Array.from(used, (i) => rows[i]), dual: take(dual, used) };
}

/** What each machine says of each row of `x`: one array a machine. `at` of a machine are its rows of `support`. */
export function decisionsOf(
  kernel: Kernel,
  support: Matrix,
  machines: readonly { at: Int32Array; dual: Float64Array; intercept: number }[],
  x: Matrix,
): Float64Array[] {
  const squares = rowSquares(support);
  const similar = new Float64Array(support.rows);
  const point = new Float64Array(x.columns);
  const said = machines.map(() => new Float64Array(x.rows));
  for (let row = 0; row < x.rows; row++) {
    for (let j = 0; j < x.columns; j++) point[j] = x.values[j * x.rows + row];
    kernelRow(kernel, support, squares, point, similar);
    machines.forEach(({ at, dual, intercept }, m) => {
      let sum = 0;
      for (let k = 0; k < at.length; k++) sum += dual[k] * similar[at[k]];
      said[m][row] = sum + intercept;
    });
  }
  return said;
}
