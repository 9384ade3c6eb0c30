/** Kernels of support vector machines, and the rows of a kernel matrix in float32 with the least recently used ones forgotten. */
import type { Matrix } from '../core/matrix.ts';
import { mean } from '../core/stats.ts';

export interface Kernel {
  kind: 'linear' | 'rbf' | 'poly';
  /** rbf: exp(-gamma ‖a − b‖²); poly: (gamma a·b + coef0)^degree. */
  gamma: number;
  coef0: number;
  degree: number;
}

/** `gamma='scale'`: 1 / (columns · variance over all cells); 1 / columns where all cells are equal. */
export function scaleGamma({ columns, values }: Matrix): number {
  const centre = mean(values);
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += (values[at] - centre) ** 2;
  const spread = squares / values.length;
  return spread > 0 ? 1 / (columns * spread) : 1 / columns;
}

/** ‖row‖² of every row. */
export function rowSquares({ rows, columns, values }: Matrix): Float64Array {
  const squares = new Float64Array(rows);
  for (let j = 0; j < columns; j++) for (let i = 0; i < rows; i++) squares[i] += values[j * rows + i] ** 2;
  return squares;
}

/** Kernel of one point with all rows of `x`, written into `out`. */
export function kernelRow(kernel: Kernel, x: Matrix, squares: Float64Array, point: ArrayLike<number>, out: Float64Array): void {
  const { rows, columns, values } = x;
  const { kind, gamma, coef0, degree } = kernel;
  out.fill(0);
  let own = 0;
  for (let j = 0; j < columns; j++) own += point[j] * point[j];
  let j = 0;
  // Four columns a pass, added in their order: one reading and writing of `out` instead of four.
  for (; j + 3 < columns; j += 4) {
    const [f, g, h, k] = [point[j], point[j + 1], point[j + 2], point[j + 3]];
    const a = j * rows;
    const b = a + rows;
    const c = b + rows;
    const d = c + rows;
    for (let i = 0; i < rows; i++) out[i] = out[i] + f * values[a + i] + g * values[b + i] + h * values[c + i] + k * values[d + i];
  }
  for (; j < columns; j++) {
    const factor = point[j];
    const at = j * rows;
    for (let i = 0; i < rows; i++) out[i] += factor * values[at + i];
  }
  if (kind === 'rbf') for (let i = 0; i < rows; i++) out[i] = Math.exp(-gamma * (own + squares[i] - 2 * out[i]));
  if (kind === 'poly') for (let i = 0; i < rows; i++) out[i] = power(gamma * out[i] + coef0, degree);
}

/** By repeated squaring, as libsvm. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let factor = base, left = exponent; left > 0; left >>= 1, factor *= factor) if (left & 1) result *= factor;
  return result;
}

/** Most memory for rows of one problem. */
const CACHE_BYTES = 100e6;

/** One for all problems over the same rows: whatever pair of classes or fold asks, a row is worked out once. */
export class KernelRows {
  readonly size: number;
  /** Kernel of every row with itself, in float64. */
  readonly diagonal: Float64Array;
  /** Rows worked out so far, also those forgotten since. */
  made = 0;
  private readonly squares: Float64Array;
  private readonly point: Float64Array;
  private readonly exact: Float64Array;
  /** In order of use, the oldest first (a Map keeps the order of insertion). */
  private readonly kept = new Map<number, Float32Array>();
  private readonly mostKept: number;

  constructor(
    private readonly kernel: Kernel,
    private readonly x: Matrix,
    cacheBytes = CACHE_BYTES,
  ) {
    this.size = x.rows;
    this.squares = rowSquares(x);
    this.point = new Float64Array(x.columns);
    this.exact = new Float64Array(x.rows);
    this.mostKept = Math.max(2, Math.floor(cacheBytes / (4 * x.rows)));
    this.diagonal = this.squares.map((square) => this.ofItself(square));
  }

  /** The numbers of row `i`, rounded to float32: whoever changes them changes the cache. */
  row(i: number): Float32Array {
    let row = this.kept.get(i);
    if (row) {
      this.kept.delete(i);
      this.kept.set(i, row);
      return row;
    }
    row = this.forgotten();
    this.made++;
    for (let j = 0; j < this.x.columns; j++) this.point[j] = this.x.values[j * this.x.rows + i];
    kernelRow(this.kernel, this.x, this.squares, this.point, this.exact);
    row.set(this.exact);
    this.kept.set(i, row);
    return row;
  }

  private ofItself(square: number): number {
    const { kind, gamma, coef0, degree } = this.kernel;
    if (kind === 'rbf') return 1;
    return kind === 'poly' ? power(gamma * square + coef0, degree) : square;
  }

  /** The memory of the row that was not asked for the longest, once there is no more. */
  private forgotten(): Float32Array {
    if (this.kept.size < this.mostKept) return new Float32Array(this.size);
    const [[oldest, row]] = this.kept;
    this.kept.delete(oldest);
    return row;
  }
}
