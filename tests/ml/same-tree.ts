import { expect } from 'vitest';
import type { TreeModel } from '../../src/ml/tree-model.ts';

/** A tree of scikit-learn, as in `tests/reference/tree.json`. */
export interface GoldenTree {
  feature: number[];
  threshold: number[];
  left: number[];
  right: number[];
  impurity: number[];
  n: number[];
  wn: number[];
  value: number[][];
}

/** Structure exactly equal; numbers to 1e-12, since entropy's logarithm may differ in the last digit. */
export function expectSameTree(model: TreeModel, golden: GoldenTree): void {
  expect(Array.from(model.feature)).toEqual(golden.feature);
  expect(Array.from(model.threshold)).toEqual(golden.threshold);
  expect(Array.from(model.childrenLeft)).toEqual(golden.left);
  expect(Array.from(model.childrenRight)).toEqual(golden.right);
  expect(Array.from(model.samples)).toEqual(golden.n);
  const near = (ours: ArrayLike<number>, theirs: number[]) => {
    expect(ours.length).toBe(theirs.length);
    const worst = theirs.reduce((most, value, i) => Math.max(most, Math.abs(ours[i] - value) / Math.max(1, Math.abs(value))), 0);
    expect(worst).toBeLessThan(1e-12);
  };
  near(model.impurity, golden.impurity);
  near(model.weightedSamples, golden.wn);
  near(model.value, golden.value.flat());
}
