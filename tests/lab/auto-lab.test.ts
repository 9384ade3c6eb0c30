/** The product's choice over folds, on a small made-up file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { RandomState } from '../../src/core/rng.ts';
import { autoLab } from './auto-lab.ts';
import type { LabOptions } from './fit-lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'auto-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

const random = new RandomState(3);
const rows = Array.from({ length: 400 }, () => {
  const [a, b] = [random.normal(), random.normal()];
  const yes = random.random() < 1 / (1 + Math.exp(-2 * a - 2 * b));
  return [a, b, Math.exp(1.3 * Number(yes) + random.normal()), yes ? 'yes' : 'no'].join();
});
const data = join(folder, 'calls.csv');
writeFileSync(data, ['visits,spend,duration,bought', ...rows].join('\n'));
const options: LabOptions = {
  data,
  target: 'bought',
  algorithm: 'auto',
  split: 'cv:stratified:4:42',
  standardise: 'none',
  missing: 'drop',
};

it('chooses inside each fold, and tests on rows that took no part', async () => {
  const {
    rows: all,
    folds,
    metrics,
    baseline,
    calibrationError,
  } = await autoLab({ ...options, params: { algorithms: ['logistic', 'tree'] } });
  expect([all, folds.length, folds.reduce((sum, fold) => sum + fold.rows.test, 0)]).toEqual([400, 4, 400]);
  for (const fold of folds) {
    expect(fold.algorithm).toBe('logistic');
    expect(fold.excluded).toEqual([{ column: 'duration', reason: 'gives-answer-away' }]);
    expect(new Set(fold.candidates.map(({ algorithm }) => algorithm))).toEqual(new Set(['baseline', 'rule', 'logistic', 'tree']));
  }
  // Of a logistic answer with that slope the best possible ranking has an AUC of some 0.90.
  expect(metrics.auc).toBeGreaterThan(0.85);
  expect(metrics.auc).toBeLessThan(0.94);
  expect(baseline.auc).toBe(0.5);
  // 15 bins of some 27 rows each: by luck alone a right chance is off by some 0.06.
  expect(calibrationError).toBeGreaterThan(0);
  expect(calibrationError).toBeLessThan(0.12);
  expect(metrics.auc).toBe(folds.reduce((sum, fold) => sum + Number(fold.metrics.auc), 0) / 4);
});

it('takes a column back when told to, and refuses what it does not know', async () => {
  const { folds } = await autoLab({ ...options, params: { algorithms: ['logistic'], trusted: ['duration'] } });
  expect(folds.map(({ excluded }) => excluded)).toEqual([[], [], [], []]);
  await expect(autoLab({ ...options, params: { depth: 3 } })).rejects.toMatchObject({ code: 'bad-parameter' });
});
