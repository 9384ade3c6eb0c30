/** The loops of Lloyd's k-means that touch every row: in WebAssembly where it pays, else in TypeScript. */
import { assignRows, moveBounds, newState, startState, sumRows, type LloydState } from './kmeans-bounds.ts';
import { newLloydKernel } from './kernels/lloyd-kernel.ts';
import type { Points } from './points.ts';

export interface LloydLoops {
  /** To be filled before the first `start`. */
  readonly points: Points;
  readonly state: LloydState;
  start(centres: Points): void;
  /** Gives each row its nearest centre (of equally near ones the first); how many changed, all the first time. */
  assign(isFirst: boolean): number;
  sumRows(): void;
  /** `moves` of each centre: bounds are moved along. */
  moveBounds(moves: Float64Array): void;
}

/** Below it a search is over before a kernel is ready. */
const LEAST_KERNEL_ROWS = 2000;

export function newLoops(rows: number, columns: number, k: number): LloydLoops {
  const kernel = rows >= LEAST_KERNEL_ROWS ? newLloydKernel(rows, columns, k) : undefined;
  return kernel ?? new PlainLoops({ rows, columns, values: new Float64Array(rows * columns) }, k);
}

/** The twin of `kernels/lloyd-kernel.ts`. */
export class PlainLoops implements LloydLoops {
  readonly state: LloydState;

  constructor(
    readonly points: Points,
    k: number,
  ) {
    this.state = newState(points, k);
  }

  start(centres: Points): void {
    startState(this.points, centres, this.state);
  }

  assign(isFirst: boolean): number {
    return assignRows(this.points, this.state, isFirst);
  }

  sumRows(): void {
    sumRows(this.points, this.state);
  }

  moveBounds(moves: Float64Array): void {
    moveBounds(this.state, moves);
  }
}
