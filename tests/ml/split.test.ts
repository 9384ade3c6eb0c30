import { describe, expect, it } from 'vitest';
import {
  groupKFold,
  kFold,
  repeatedStratifiedKFold,
  stratifiedKFold,
  stratifiedSplit,
  timeSeriesSplit,
  trainTestSplit,
} from '../../src/ml/split.ts';
import data500 from '../reference/data500.json';
import reference from '../reference/splits.json';

/** Oracle: scikit-learn 1.2.1, index by index. */
const targets: Record<string, number[]> = { 'data500.y': data500.y, 'data500.y3': data500.y3 };
const testRows = (folds: { test: Uint32Array }[]) => folds.map(({ test }) => [...test]);

describe('trainTestSplit', () => {
  it.each(reference.train_test_split)('gives the rows of train_test_split: n=$n seed=$seed share=$test_size', (expected) => {
    const { train, test } = trainTestSplit(expected.n, expected.test_size, expected.seed);
    expect([...test]).toEqual(expected.test);
    expect([...train]).toEqual(expected.train);
  });

  it('refuses one row and a share that is none', () => {
    expect(() => trainTestSplit(1, 0.2, 0)).toThrow('too-few-rows');
    expect(() => trainTestSplit(10, 1, 0)).toThrow('bad-parameter');
  });
});

describe('stratifiedSplit', () => {
  it.each(reference.stratified)('gives the rows of train_test_split(stratify=y): n=$n seed=$seed share=$test_size $y', (expected) => {
    const { train, test } = stratifiedSplit(targets[expected.y].slice(0, expected.n), expected.test_size, expected.seed);
    expect([...test]).toEqual(expected.test);
    expect([...train]).toEqual(expected.train);
  });

  it('refuses a class of one row, and a part too small for all classes', () => {
    expect(() => stratifiedSplit([0, 0, 0, 0, 1], 0.4, 0)).toThrow('too-few-rows');
    expect(() => stratifiedSplit([0, 0, 1, 1], 0.2, 0)).toThrow('too-few-rows');
  });
});

describe('folds', () => {
  it.each(reference.kfold)('kFold gives the folds of KFold: n=$n k=$k seed=$seed', (expected) => {
    expect(testRows(kFold(expected.n, expected.k, expected.seed))).toEqual(expected.folds);
  });

  it.each(reference.skfold)('stratifiedKFold gives the folds of StratifiedKFold: $y n=$n k=$k seed=$seed', (expected) => {
    expect(testRows(stratifiedKFold(targets[expected.y].slice(0, expected.n), expected.k, expected.seed))).toEqual(expected.folds);
  });

  it('groupKFold gives the folds of GroupKFold', () => {
    const { groups, k, folds } = reference.group;
    expect(testRows(groupKFold(groups, k))).toEqual(folds);
  });

  it('groupKFold never parts a group, and evens out the rows', () => {
    const groups = Array.from({ length: 300 }, (_, i) => Math.floor(Math.sqrt(i)));
    const folds = groupKFold(groups, 4);
    for (const { train, test } of folds) {
      const inTest = new Set(Array.from(test, (row) => groups[row]));
      expect(Array.from(train).some((row) => inTest.has(groups[row]))).toBe(false);
      expect(Math.abs(test.length - 75)).toBeLessThan(10);
    }
    expect(() => groupKFold([1, 1, 2], 3)).toThrow('too-few-rows');
  });

  it.each(reference.time)('timeSeriesSplit gives the folds of TimeSeriesSplit: n=$n k=$k', ({ n, k, folds }) => {
    expect(timeSeriesSplit(n, k).map(({ train, test }) => [[...train], [...test]])).toEqual(folds);
    expect(() => timeSeriesSplit(k, k)).toThrow('too-few-rows');
  });

  it('repeatedStratifiedKFold starts with the folds of StratifiedKFold, then divides anew', () => {
    for (const expected of reference.skfold.filter(({ shuffle }) => shuffle)) {
      const y = targets[expected.y].slice(0, expected.n);
      const folds = testRows(repeatedStratifiedKFold(y, expected.k, 3, Number(expected.seed)));
      expect(folds).toHaveLength(3 * expected.k);
      expect(folds.slice(0, expected.k)).toEqual(expected.folds);
      const [first, second, third] = [0, 1, 2].map((r) => folds.slice(r * expected.k, (r + 1) * expected.k));
      for (const one of [second, third]) expect(one.flat().sort((a, b) => a - b)).toEqual(y.map((_, i) => i));
      expect(second).not.toEqual(first);
      expect(third).not.toEqual(second);
    }
  });

  it('train and test of a fold are all rows, once', () => {
    for (const { train, test } of stratifiedKFold(data500.y, 7, 3)) {
      expect([...train, ...test].sort((a, b) => a - b)).toEqual(data500.y.map((_, i) => i));
    }
  });

  it('more folds than rows are refused', () => {
    expect(() => kFold(3, 4)).toThrow('too-few-rows');
    expect(() => stratifiedKFold([0, 1, 0, 1], 3)).toThrow('too-few-rows');
  });
});
