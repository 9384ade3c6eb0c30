/** The variables of an SMO problem in two parts: those that still move first, those set aside at a bound after them. */
import type { KernelRows } from './svm-kernel.ts';

export interface SmoProblem {
  kernel: KernelRows;
  /** Kernel row of each variable: two variables of a regression share one. */
  row: Int32Array;
  /** +1 or -1 for each variable. */
  sign: Float64Array;
  /** p. */
  linear: Float64Array;
  /** C of each variable. */
  bound: Float64Array;
  /** Stop when the largest violation of the optimality conditions is below this. */
  tolerance: number;
  shrinking: boolean;
  /** Steps at most. */
  maxSteps: number;
}

const LOWER = 0;
const UPPER = 1;
const FREE = 2;
const ROWS_PER_YIELD = 64;

/** Arrays are in the order of now; `original` says which variable of the problem stands where. */
export class ShrinkingSet {
  readonly size: number;
  /** The first so many still move. */
  active: number;
  readonly alpha: Float64Array;
  /** Qα + p; of variables set aside only right after `activateAll`. */
  readonly gradient: Float64Array;
  readonly sign: Float64Array;
  readonly diagonal: Float64Array;
  readonly original: Int32Array;
  private readonly row: Int32Array;
  private readonly linear: Float64Array;
  private readonly status: Uint8Array;
  /** Σ C Q over the variables at their upper bound: the part of the gradient that does not depend on free ones. */
  private readonly barred: Float64Array;
  private readonly buffers: [Float32Array, Float32Array, Float32Array];
  private wasUnshrunk = false;

  constructor(private readonly problem: SmoProblem) {
    const size = problem.sign.length;
    this.size = this.active = size;
    this.alpha = new Float64Array(size);
    this.gradient = problem.linear.slice();
    this.linear = problem.linear.slice();
    this.sign = problem.sign.slice();
    this.row = problem.row.slice();
    this.diagonal = Float64Array.from(problem.row, (row) => problem.kernel.diagonal[row]);
    this.original = Int32Array.from({ length: size }, (_, i) => i);
    this.status = new Uint8Array(size);
    this.barred = new Float64Array(size);
    this.buffers = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  }

  upper(i: number): boolean {
    return this.status[i] === UPPER;
  }

  lower(i: number): boolean {
    return this.status[i] === LOWER;
  }

  setStatus(i: number): void {
    this.status[i] = this.alpha[i] >= this.problem.bound[this.original[i]] ? UPPER : this.alpha[i] <= 0 ? LOWER : FREE;
  }

  /** Kernel of variable `i` with the first `length`, in the order of now; valid until the next call with this slot. */
  rowOf(i: number, length: number, slot: 0 | 1 | 2): Float32Array {
    const { row } = this;
    const kernel = this.problem.kernel.row(row[i]);
    const buffer = this.buffers[slot];
    for (let k = 0; k < length; k++) buffer[k] = kernel[row[k]];
    return buffer;
  }

  /** Adds `bound` times row `i` of Q to the part of the gradient that comes from variables at their upper bound. */
  moveBarred(i: number, bound: number): void {
    const { barred, sign } = this;
    const row = this.rowOf(i, this.size, 2);
    const factor = sign[i] * bound;
    for (let k = 0; k < this.size; k++) barred[k] += sign[k] * factor * row[k];
  }

  /** Sets aside what sits at a bound and pulls against it; once near the end, first takes everything back, one time only. */
  *shrink(tolerance: number): Generator<undefined, void> {
    const { sign, gradient } = this;
    let up = -Infinity;
    let down = -Infinity;
    for (let i = 0; i < this.active; i++) {
      const value = sign[i] * gradient[i];
      if (!(sign[i] === 1 ? this.upper(i) : this.lower(i))) up = Math.max(up, -value);
      if (!(sign[i] === 1 ? this.lower(i) : this.upper(i))) down = Math.max(down, value);
    }
    if (!this.wasUnshrunk && up + down <= tolerance * 10) {
      this.wasUnshrunk = true;
      yield* this.activateAll();
    }
    for (let i = 0; i < this.active; i++) {
      if (!this.isIdle(i, up, down)) continue;
      this.active--;
      while (this.active > i && this.isIdle(this.active, up, down)) this.active--;
      if (this.active > i) this.swap(i, this.active);
    }
  }

  /** Takes everything back, with its gradient rebuilt; yields where it may be stopped. */
  *activateAll(): Generator<undefined, void> {
    const { size, active, alpha, gradient, barred, linear, sign } = this;
    if (active === size) return;
    for (let k = active; k < size; k++) gradient[k] = barred[k] + linear[k];
    let free = 0;
    for (let k = 0; k < active; k++) if (this.status[k] === FREE) free++;
    if (free * size > 2 * active * (size - active)) {
      for (let k = active; k < size; k++) {
        if (k % ROWS_PER_YIELD === 0) yield;
        const row = this.rowOf(k, active, 2);
        for (let i = 0; i < active; i++) if (this.status[i] === FREE) gradient[k] += sign[k] * sign[i] * alpha[i] * row[i];
      }
    } else {
      for (let i = 0; i < active; i++) {
        if (this.status[i] !== FREE) continue;
        if (i % ROWS_PER_YIELD === 0) yield;
        const row = this.rowOf(i, size, 2);
        for (let k = active; k < size; k++) gradient[k] += sign[k] * sign[i] * alpha[i] * row[k];
      }
    }
    this.active = size;
  }

  private isIdle(i: number, up: number, down: number): boolean {
    const { sign, gradient } = this;
    if (this.upper(i)) return -gradient[i] > (sign[i] === 1 ? up : down);
    return this.lower(i) && gradient[i] > (sign[i] === 1 ? down : up);
  }

  private swap(i: number, j: number): void {
    for (const values of [
      this.alpha,
      this.gradient,
      this.sign,
      this.diagonal,
      this.original,
      this.row,
      this.linear,
      this.status,
      this.barred,
    ]) {
      const kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}
