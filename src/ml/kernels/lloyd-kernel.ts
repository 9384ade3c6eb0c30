/** `assembly/lloyd.ts` as the loops of k-means: the same labels and sums as `PlainLoops`, several times as fast. */
import { compileKernel, type KernelMemory } from '../../core/compile-kernel.ts';
import { farthestMoves, measureCentres, startState, type LloydState } from '../kmeans-bounds.ts';
import type { LloydLoops } from '../kmeans-loops.ts';
import type { Points } from '../points.ts';
import { wasm } from './lloyd.wasm.ts';

interface Exports {
  memory: KernelMemory;
  room(bytes: number): number;
  shape(points: number, rows: number, columns: number): void;
  centresAre(k: number, centres: number, across: number, lengths: number, half: number, scores: number): void;
  groupsAre(labels: number, upper: number, lower: number, lengths: number, sums: number, counts: number): void;
  assign(isFirst: number, longest: number): number;
  sumRows(): void;
  moveBounds(moves: number, far: number, most: number, next: number): void;
}

const compiled = compileKernel<Exports>(wasm);

/** Undefined where the browser has no WebAssembly with SIMD. */
export function newLloydKernel(rows: number, columns: number, k: number): LloydLoops | undefined {
  const exports = compiled();
  return exports && new KernelLoops(exports, rows, columns, k);
}

class KernelLoops implements LloydLoops {
  readonly points: Points;
  readonly state: LloydState;
  private readonly centres: Float64Array;
  private readonly moves: Float64Array;

  constructor(
    private readonly exports: Exports,
    rows: number,
    columns: number,
    k: number,
  ) {
    const width = k + (k & 1);
    const room = (numbers: number) => exports.room(8 * numbers);
    const [points, upper, lower, lengths, labels] = [room(rows * columns), room(rows), room(rows), room(rows), exports.room(4 * rows)];
    const [centres, sums, across, centreLengths, half] = [
      room(k * columns),
      room(k * columns),
      room(width * columns),
      room(width),
      room(k),
    ];
    const [scores, counts, moves] = [room(width), room(k), room(k)];
    exports.shape(points, rows, columns);
    exports.centresAre(k, centres, across, centreLengths, half, scores);
    exports.groupsAre(labels, upper, lower, lengths, sums, counts);
    // Only now: memory that grows is another one.
    const { buffer } = exports.memory;
    const numbers = (at: number, length: number) => new Float64Array(buffer, at, length);
    numbers(centreLengths, width).fill(Infinity);
    this.points = { rows, columns, values: numbers(points, rows * columns) };
    this.centres = numbers(centres, k * columns);
    this.moves = numbers(moves, k);
    this.state = {
      centres: { rows: k, columns, values: this.centres },
      labels: new Uint32Array(buffer, labels, rows),
      upper: numbers(upper, rows),
      lower: numbers(lower, rows),
      lengths: numbers(lengths, rows),
      centreLengths: numbers(centreLengths, k),
      half: numbers(half, k),
      scores: numbers(scores, k),
      sums: { rows: k, columns, values: numbers(sums, k * columns) },
      counts: numbers(counts, k),
    };
  }

  start(centres: Points): void {
    startState(this.points, centres, this.state);
  }

  assign(isFirst: boolean): number {
    this.centres.set(this.state.centres.values);
    return this.exports.assign(Number(isFirst), measureCentres(this.state));
  }

  sumRows(): void {
    this.exports.sumRows();
  }

  moveBounds(moves: Float64Array): void {
    const { far, next } = farthestMoves(moves);
    this.moves.set(moves);
    this.exports.moveBounds(this.moves.byteOffset, far, moves[far], next);
  }
}
