import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auc } from '../../src/ml/auc.ts';
import { groupKFold, kFold, stratifiedKFold } from '../../src/ml/split.ts';
import { crossValidateLab } from './cv-lab.ts';
import { fitLab, type LabOptions } from './fit-lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'cv-lab-'));
const sample = join(import.meta.dirname, '../../sample-data/customer_data.csv');
const [header, ...lines] = readFileSync(sample, 'utf8').trim().split(/\r?\n/);
const names = header.split(',');
const rows = lines.map((line) => line.split(','));

const options = (changes: Partial<LabOptions> = {}): LabOptions => ({
  data: sample,
  target: 'purchased',
  algorithm: 'logistic',
  features: ['age', 'purchase_frequency'],
  split: 'cv:stratified:5:42',
  standardise: 'train',
  missing: 'mean',
  ...changes,
});

function written(name: string, changed: string[][]): string {
  const path = join(folder, name);
  writeFileSync(path, [names, ...changed].map((cells) => cells.join(',')).join('\n'));
  return path;
}

describe('lab over folds', () => {
  it('tests the rows of the folds, each once, and gives the mean of their metrics', async () => {
    const run = await crossValidateLab(options());
    const y = rows.map((cells) => Number(cells[names.indexOf('purchased')]));
    expect(run.folds.map(({ testRows }) => testRows)).toEqual(stratifiedKFold(y, 5, 42).map(({ test }) => [...test]));
    for (const { testRows, predictions, metrics } of run.folds) {
      const answers = testRows.map((row) => y[row]);
      expect(metrics.accuracy).toBeCloseTo(
        predictions.filter(({ prediction }, i) => prediction === answers[i]).length / answers.length,
        15,
      );
      expect(metrics.auc).toBeCloseTo(
        auc(
          answers,
          predictions.map(({ chance }) => Number(chance)),
        ),
        12,
      );
    }
    const accuracies = run.folds.map(({ metrics }) => Number(metrics.accuracy));
    expect(run.metrics.accuracy).toBeCloseTo(accuracies.reduce((a, b) => a + b, 0) / 5, 14);
    expect(Array.isArray(run.metrics.confusion) && run.metrics.confusion.flat().reduce((a, b) => a + b, 0)).toBe(rows.length);
  });

  it('a fold is the same as the one split of its rows', async () => {
    const { testRows, predictions } = (await crossValidateLab(options({ split: 'cv:kfold:4:3' }))).folds[1];
    expect(testRows).toEqual([...kFold(rows.length, 4, 3)[1].test]);
    // The training rows in a file of their own, then the row to ask about: its answer changes nothing but the score.
    const train = rows.filter((_, row) => !testRows.includes(row));
    const asked = testRows[5];
    const data = written('one-split.csv', train);
    const { result } = await fitLab(options({ data, split: 'none', missing: 'mean' }));
    const [age, frequency] = ['age', 'purchase_frequency'].map((name) => Number(rows[asked][names.indexOf(name)]));
    const scaler = result.parameters.standardised as { mean: number[]; scale: number[] };
    const { intercept, coefficients } = result.parameters as { intercept: number; coefficients: Record<string, number> };
    const z = [age, frequency].map((value, j) => (value - scaler.mean[j]) / scaler.scale[j]);
    const line = intercept + coefficients.age * z[0] + coefficients.purchase_frequency * z[1];
    expect(predictions[5].chance).toBeCloseTo(1 / (1 + Math.exp(-line)), 10);
  });

  it('keeps the rows of one value together, and does not learn from that column unless asked', async () => {
    const run = await crossValidateLab(options({ features: undefined, split: 'cv:group:purchase_frequency:4', missing: 'drop' }));
    expect(run.features).not.toContain('purchase_frequency');
    const of = (row: number) => rows[row][names.indexOf('purchase_frequency')];
    run.folds.forEach(({ testRows }, f) => {
      const others = new Set(run.folds.flatMap((fold, g) => (g === f ? [] : fold.testRows.map(of))));
      expect(testRows.some((row) => others.has(of(row)))).toBe(false);
    });
    const kept = run.folds.flatMap(({ testRows }) => testRows).sort((a, b) => a - b);
    const folds = groupKFold(
      kept.map((row) => Number(of(row))),
      4,
    );
    expect(run.folds.map(({ testRows }) => testRows)).toEqual(folds.map(({ test }) => Array.from(test, (i) => kept[i])));
  });

  it('tests later rows after learning from earlier ones, and leaves out rows without a time', async () => {
    const run = await crossValidateLab(options({ features: ['purchase_frequency'], split: 'cv:time:age:3', missing: 'drop' }));
    const age = (row: number) => Number(rows[row][names.indexOf('age')]);
    const tested = run.folds.flatMap(({ testRows }) => testRows.map(age));
    expect(tested).toEqual([...tested].sort((a, b) => a - b));
    expect(run.folds.map((fold) => fold.rows.train)).toEqual([1, 2, 3].map((f) => run.rows - (4 - f) * Math.floor(run.rows / 4)));
    expect(run.dropped).toBeGreaterThan(0);
  });

  it.each(['cv:kfold:5', 'cv:group:3', 'cv:stratified:x:1', 'cv:other:3:1', 'cv:time::3'])('refuses %s', async (split) => {
    await expect(crossValidateLab(options({ split }))).rejects.toThrow('bad-parameter');
  });
});

describe('what is learned comes from training rows only', () => {
  /** Moves one row far away, in its features and its answer. */
  const moved = (row: number) =>
    rows.map((cells, i) =>
      i === row
        ? cells.map((cell, j) =>
            names[j] === 'age'
              ? '90'
              : names[j] === 'purchase_frequency'
                ? '60'
                : names[j] === 'purchased'
                  ? String(1 - Number(cell))
                  : cell,
          )
        : cells,
    );

  it.each(['logistic', 'tree', 'bayes', 'nearest', 'baseline'])(
    '%s: moving a test row changes no other row of its fold',
    async (algorithm) => {
      const split = 'cv:kfold:5:7';
      const before = await crossValidateLab(options({ algorithm, split }));
      const [{ testRows }] = before.folds;
      const after = await crossValidateLab(options({ algorithm, split, data: written(`moved-${algorithm}.csv`, moved(testRows[3])) }));
      const others = (run: typeof before) => run.folds[0].predictions.filter(({ row }) => row !== testRows[3]);
      expect(others(after)).toEqual(others(before));
      // In the other folds the row is learned from: there something has to change.
      if (algorithm !== 'baseline') expect(after.folds[1].predictions).not.toEqual(before.folds[1].predictions);
    },
  );

  it('but not where the scaling is learned from all rows: that leaks', async () => {
    const split = 'cv:kfold:5:7';
    const before = await crossValidateLab(options({ split, standardise: 'all' }));
    const at = before.folds[0].testRows[3];
    const after = await crossValidateLab(options({ split, standardise: 'all', data: written('moved-leak.csv', moved(at)) }));
    expect(after.folds[0].predictions.filter(({ row }) => row !== at)).not.toEqual(
      before.folds[0].predictions.filter(({ row }) => row !== at),
    );
  });
});
