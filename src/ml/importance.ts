/**
 * How much worse the predictions get when one fact is shuffled among held-out rows (Breiman 2001, Fisher, Rudin &
 * Dominici 2019). A fact's columns are shuffled together, so that a category stays one of its levels.
 */
import type { Estimate } from '../core/model-card.ts';
import type { Matrix } from '../core/matrix.ts';
import { RandomState } from '../core/rng.ts';
import { meanEstimate } from '../core/stats.ts';

export interface ImportanceInput {
  /** One number per row of `x`. */
  predict: (x: Matrix) => Float64Array;
  /** Held-out rows; any units, as `predict` takes them. */
  x: Matrix;
  y: Float64Array;
  /** Columns of each fact. */
  groups: readonly (readonly number[])[];
  /** Smaller is better: log loss, mean squared error. */
  loss: (y: Float64Array, predicted: Float64Array) => number;
  repeats: number;
  seed: number;
}

/** Loss added by shuffling each group, one entry per group in their order, with a 95 % interval over the repeats. Yields after each. */
export function* permutationImportance(input: ImportanceInput): Generator<{ group: number }, Estimate[], void> {
  const { predict, x, y, groups, loss, repeats, seed } = input;
  const random = new RandomState(seed);
  const whole = loss(y, predict(x));
  const shuffled: Matrix = { ...x, values: x.values.slice() };
  const estimates: Estimate[] = [];
  for (const [group, columns] of groups.entries()) {
    const added = new Float64Array(repeats);
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = random.permutation(x.rows);
      for (const j of columns) {
        const from = j * x.rows;
        for (let i = 0; i < x.rows; i++) shuffled.values[from + i] = x.values[from + order[i]];
      }
      added[repeat] = loss(y, predict(shuffled)) - whole;
    }
    for (const j of columns) shuffled.values.set(x.values.subarray(j * x.rows, (j + 1) * x.rows), j * x.rows);
    estimates.push(meanEstimate(added));
    yield { group };
  }
  return estimates;
}
