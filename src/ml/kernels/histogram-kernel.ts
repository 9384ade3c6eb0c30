/** `assembly/histogram.ts` as the rows of boosting: the same histograms and orders as `PlainRows`, several times as fast. */
import { compileKernel, type KernelMemory } from '../../core/compile-kernel.ts';
import type { Histogram } from '../boosting-histogram.ts';
import type { GrowingRows } from '../boosting-rows.ts';
import { wasm } from './histogram.wasm.ts';

interface Exports {
  memory: KernelMemory;
  room(bytes: number): number;
  addUp(
    quads: number,
    rows: number,
    wanted: number,
    groups: number,
    order: number,
    from: number,
    to: number,
    slopes: number,
    curves: number,
    pairs: number,
    sums: number,
    counts: number,
  ): void;
  partition(bins: number, order: number, aside: number, from: number, to: number, isLeft: number): number;
}

/** As in the assembly. */
const STRIDE = 256;
const BLOCK = 1024;

const compiled = compileKernel<Exports>(wasm);

/** Undefined where the browser has no WebAssembly with SIMD. */
export function newHistogramKernel(rows: number, columns: number, outputs: number, isFlat: boolean): GrowingRows | undefined {
  const exports = compiled();
  return exports && new KernelRows(exports, rows, columns, outputs, isFlat);
}

class KernelRows implements GrowingRows {
  readonly quads: Int32Array;
  readonly stride = STRIDE;
  readonly order: Uint32Array;
  readonly slopes: readonly Float32Array[];
  readonly curves: readonly Float32Array[];
  private readonly wanted: Int32Array;
  private readonly isLeft: Uint8Array;
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;
  /** Where things are in the kernel's memory. */
  private readonly at: Record<'quads' | 'order' | 'aside' | 'wanted' | 'isLeft' | 'pairs' | 'sums' | 'counts', number>;
  private readonly slopesAt: number[];
  private readonly curvesAt: number[];

  constructor(
    private readonly exports: Exports,
    rows: number,
    columns: number,
    outputs: number,
    isFlat: boolean,
  ) {
    const groups = Math.ceil(columns / 4);
    const slots = 4 * groups * STRIDE;
    const room = (bytes: number) => exports.room(bytes);
    this.at = {
      quads: room(4 * groups * rows),
      order: room(4 * rows),
      aside: room(4 * rows),
      wanted: room(4 * groups),
      isLeft: room(STRIDE),
      pairs: room(16 * BLOCK),
      sums: room(16 * slots),
      counts: room(4 * slots),
    };
    this.slopesAt = Array.from({ length: outputs }, () => room(4 * rows));
    this.curvesAt = Array.from({ length: outputs }, () => (isFlat ? 0 : room(4 * rows)));
    // Only now: memory that grows is another one.
    const { buffer } = exports.memory;
    this.quads = new Int32Array(buffer, this.at.quads, groups * rows);
    this.order = new Uint32Array(buffer, this.at.order, rows);
    this.wanted = new Int32Array(buffer, this.at.wanted, groups);
    this.isLeft = new Uint8Array(buffer, this.at.isLeft, STRIDE);
    this.sums = new Float64Array(buffer, this.at.sums, 2 * slots);
    this.counts = new Int32Array(buffer, this.at.counts, slots);
    this.slopes = this.slopesAt.map((at) => new Float32Array(buffer, at, rows));
    this.curves = this.curvesAt.map((at) => new Float32Array(buffer, at, isFlat ? 0 : rows));
  }

  addUp(_: unknown, output: number, wanted: Int32Array, from: number, to: number, into: Histogram): void {
    const { at, order } = this;
    this.wanted.set(wanted);
    this.exports.addUp(at.quads, order.length, at.wanted, wanted.length, at.order, from, to, this.slopesAt[output], this.curvesAt[output], at.pairs, at.sums, at.counts); // prettier-ignore
    into.sums.set(this.sums);
    into.counts.set(this.counts);
  }

  partition(feature: number, from: number, to: number, isLeft: Uint8Array): number {
    const { at, order } = this;
    this.isLeft.set(isLeft);
    const bins = at.quads + 4 * (feature >> 2) * order.length + (feature & 3);
    return this.exports.partition(bins, at.order, at.aside, from, to, at.isLeft);
  }
}
