import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../../src/core/features.ts';
import { columnOf, matrixOf } from '../../src/core/matrix.ts';
import type { Step } from '../../src/core/recipe.ts';
import { fillsOf, preparedEncoding } from '../../src/insight/prepare-features.ts';

const features: FeatureSpec[] = [
  { kind: 'column', column: 'age' },
  { kind: 'column', column: 'spent' },
  { kind: 'level', column: 'city', level: 'Bern' },
  { kind: 'level', column: 'city', level: 'Ulm' },
];
// age, spent, city: the last two rows are test rows.
const rows = [
  [20, 100, 1, 0],
  [30, 200, 1, 0],
  [NaN, 300, 0, 1],
  [50, 400, 0, 1],
  [70, 1000, 0, 1],
  [NaN, 210, 1, 0],
  [99, NaN, 0, 1],
];
const train = [0, 1, 2, 3, 4];
const all = (...steps: Step[]) => {
  const encoding = preparedEncoding(steps);
  const x = matrixOf(rows);
  const encoder = encoding.fitEncoder(features, x, train, fillsOf(features, steps));
  const encoded = encoding.encode(encoder, x);
  // Back in units: what the model sees.
  return { encoder, ages: [...columnOf(encoded, 0)].map((value) => value * encoder.scale[0] + encoder.centre[0]), encoding };
};

describe('prepared features', () => {
  it('fills from the group: the mean age of Bern is 25, of Ulm 60', () => {
    const { ages } = all({ kind: 'fill-missing', column: 'age', with: 'group-mean', by: 'city' });
    expect(ages.map(Math.round)).toEqual([20, 30, 60, 50, 70, 25, 99]);
  });

  it('fills from the nearest row', () => {
    // Spent 300 in Ulm is nearest to 400 in Ulm; 210 in Bern to 200 in Bern.
    const { ages } = all({ kind: 'fill-missing', column: 'age', with: 'nearest', k: 1 });
    expect(ages.map(Math.round)).toEqual([20, 30, 50, 50, 70, 30, 99]);
  });

  it('clips at the fences of the training rows, and an outlier among the test rows moves no fence', () => {
    const { ages } = all({ kind: 'clip-outliers', column: 'age', rule: 'quantile', low: 0, high: 1 });
    expect(Math.round(ages[6])).toBe(70);
  });

  it('moving the test rows changes nothing that is learned', () => {
    const steps: Step[] = [
      { kind: 'clip-outliers', column: 'spent', rule: 'iqr', low: 1.5, high: 1.5 },
      { kind: 'fill-missing', column: 'age', with: 'regression' },
      { kind: 'fill-missing', column: 'spent', with: 'nearest' },
    ];
    const encoding = preparedEncoding(steps);
    const moved = matrixOf([...rows.slice(0, 5), [-1e6, 1e6, 0, 0], [1e6, NaN, 1, 1]]);
    const fit = (x: typeof moved) => encoding.fitEncoder(features, x, train, fillsOf(features, steps));
    const learned = fit(matrixOf(rows));
    expect(fit(moved)).toEqual(learned);
    expect(structuredClone(learned)).toEqual(learned);
    // A training row moved does change it: the test can fail.
    expect(fit(matrixOf([[90, 900, 0, 1], ...rows.slice(1)]))).not.toEqual(learned);
  });

  it('does nothing where no step asks for it, or the step is off', () => {
    const { encoder } = all({ kind: 'fill-missing', column: 'age', with: 'nearest', off: true }, { kind: 'fill-missing', column: 'spent', with: 'mean' }); // prettier-ignore
    expect(encoder.preparation).toBeUndefined();
    expect(encoder.fill[1]).toBe(400);
  });
});
