import { describe, expect, it } from 'vitest';
import { kFold, stratifiedKFold, stratifiedSplit, trainTestSplit } from '../../src/ml/split.ts';
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
