import { describe, expect, it } from 'vitest';
import { columnOf, matrixOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { permutationImportance, type ImportanceInput } from '../../src/ml/importance.ts';
import { meanSquaredError } from '../../src/ml/metrics.ts';

const random = new RandomState(4);
const x = matrixOf(Array.from({ length: 2000 }, () => [random.normal(), random.normal(), random.normal()]));
const y = Float64Array.from(columnOf(x, 0), (value, i) => 2 * value - columnOf(x, 1)[i]);
const predict = (m: Matrix) => Float64Array.from(columnOf(m, 0), (value, i) => 2 * value - columnOf(m, 1)[i]);
const input: ImportanceInput = { predict, x, y, groups: [[0], [1], [2]], loss: meanSquaredError, repeats: 10, seed: 7 };

function importance(changes: Partial<ImportanceInput> = {}) {
  const run = permutationImportance({ ...input, ...changes });
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

describe('importance of a fact', () => {
  it('is the loss its shuffling adds: twice its variance for a perfect linear model', () => {
    // E[(b x - b x')^2] = 2 b^2 Var(x) for independent x, x'.
    const [first, second, unused] = importance();
    expect(first.value).toBeCloseTo(8, 0);
    expect(second.value).toBeCloseTo(2, 0);
    expect(unused).toEqual({ value: 0, low: 0, high: 0 });
    expect(first.low).toBeLessThan(Number(first.value));
    expect(first.high).toBeGreaterThan(Number(first.value));
  });

  it('of columns that belong together is that of shuffling them together', () => {
    const twins = matrixOf(Array.from(columnOf(x, 0), (value) => [value, -value]));
    const spread = (m: Matrix) => Float64Array.from(columnOf(m, 0), (value, i) => value + columnOf(m, 1)[i]);
    const [together] = importance({ x: twins, y: new Float64Array(2000), predict: spread, groups: [[0, 1]] });
    expect(together.value).toBe(0);
  });

  it('is the same for the same seed, and leaves the rows alone', () => {
    const before = x.values.slice();
    expect(importance()).toEqual(importance());
    expect(importance({ seed: 8 })).not.toEqual(importance());
    expect(x.values).toEqual(before);
  });
});
