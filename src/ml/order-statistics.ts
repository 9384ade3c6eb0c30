/** Values by their place in order, without sorting all of them. */

/** Equally wide steps between two numbers; what lies outside is on the first or the last one. A larger number is never on a lower step. */
export class EvenScale {
  static readonly STEPS = 4096;
  private readonly factor: number;

  constructor(
    private readonly low: number,
    high: number,
  ) {
    const factor = (EvenScale.STEPS - 1) / (high - low);
    // All equal, or too far apart for their difference: one step.
    this.factor = Number.isFinite(factor) ? factor : 0;
  }

  stepOf(value: number): number {
    const step = (value - this.low) * this.factor;
    return step > 0 ? (step < EvenScale.STEPS ? step | 0 : EvenScale.STEPS - 1) : 0;
  }
}

/**
 * The values at some places of their ascending order. Values are counted per step of an even scale, and only the steps that hold a
 * wanted place are sorted: two passes, unless most values lie on few steps.
 *
 * @param values finite, at least one
 * @param places from 0, ascending
 */
export function valuesAt(values: Float64Array, places: Uint32Array): Float64Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = new EvenScale(low, high);
  const starts = new Uint32Array(EvenScale.STEPS + 1);
  for (let i = 0; i < values.length; i++) starts[scale.stepOf(values[i]) + 1]++;
  for (let step = 0; step < EvenScale.STEPS; step++) starts[step + 1] += starts[step];
  // Where the values of a wanted step go in `kept`.
  const next = new Int32Array(EvenScale.STEPS).fill(-1);
  const steps: number[] = [];
  let size = 0;
  for (let p = 0, step = 0; p < places.length; p++) {
    while (starts[step + 1] <= places[p]) step++;
    if (next[step] >= 0) continue;
    next[step] = size;
    size += starts[step + 1] - starts[step];
    steps.push(step);
  }
  const kept = new Float64Array(size);
  for (let i = 0; i < values.length; i++) {
    const step = scale.stepOf(values[i]);
    if (next[step] >= 0) kept[next[step]++] = values[i];
  }
  const begin = new Uint32Array(EvenScale.STEPS);
  for (const step of steps) {
    begin[step] = next[step] - (starts[step + 1] - starts[step]);
    kept.subarray(begin[step], next[step]).sort();
  }
  let step = 0;
  return Float64Array.from(places, (place) => {
    while (starts[step + 1] <= place) step++;
    return kept[begin[step] + place - starts[step]];
  });
}
