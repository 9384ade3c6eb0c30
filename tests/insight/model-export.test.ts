import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { columnOf } from '../../src/core/matrix.ts';
import type { AlgorithmId, Calibrator } from '../../src/core/model-card.ts';
import { featureColumns } from '../../src/insight/model-export/feature-columns.ts';
import { modelData, modelDataCsv } from '../../src/insight/model-export/model-data.ts';
import { onnxModel } from '../../src/insight/model-export/onnx-model.ts';
import { DATA_FILE, pythonScript } from '../../src/insight/model-export/python-script.ts';
import { predictorOf } from '../../src/insight/score-base.ts';
import { madeUpModel, madeUpRows, pythonWith } from './stored-model.ts';

const PLATT: Calibrator = { kind: 'platt', a: -0.9, b: 0.1 };
const ISOTONIC: Calibrator = { kind: 'isotonic', x: Float64Array.of(0.1, 0.4, 0.6, 0.9), y: Float64Array.of(0.05, 0.3, 0.3, 0.97) };

const STACKED = [
  { algorithm: 'logistic', params: { C: 0.1 }, weight: 0.4 },
  { algorithm: 'additive', params: { C: 0.3 }, weight: 0.3 },
  { algorithm: 'forest', params: { n_estimators: 8, max_depth: 4 }, weight: 0.2 },
  { algorithm: 'boosting', params: { max_iter: 15, levels_of: [0, 0, 1, 1] }, weight: 0.25 },
];
const STACKED_AMOUNTS = [
  { algorithm: 'linear', params: { alpha: 1 }, weight: 0.3 },
  { algorithm: 'tree', params: { criterion: 'squared_error', max_depth: 3 }, weight: 0.1 },
  { algorithm: 'boosting', params: { max_iter: 15 }, weight: 0.6 },
];
const CASES: [AlgorithmId, Record<string, unknown>, 'yes-no' | 'amount', Calibrator?][] = [
  ['baseline', {}, 'yes-no'],
  ['baseline', {}, 'amount'],
  ['rule', { feature: 0 }, 'yes-no'],
  ['rule', { feature: 0, output: 'amount' }, 'amount'],
  ['linear', { alpha: 0 }, 'amount'],
  ['linear', { alpha: 3.5 }, 'amount'],
  ['logistic', { C: 0.1 }, 'yes-no', PLATT],
  ['logistic', { C: 1, class_weight: 'balanced' }, 'yes-no', ISOTONIC],
  ['additive', { C: 0.3 }, 'yes-no', PLATT],
  ['additive', { output: 'amount', alpha: 2, knots: 4 }, 'amount'],
  ['tree', { max_depth: 4, min_samples_leaf: 5, smoothing: 1 }, 'yes-no', ISOTONIC],
  ['tree', { criterion: 'entropy', max_depth: 3 }, 'yes-no', PLATT],
  ['tree', { criterion: 'squared_error', max_depth: 5 }, 'amount'],
  ['forest', { n_estimators: 20, max_depth: 4 }, 'yes-no', PLATT],
  ['forest', { n_estimators: 10, criterion: 'squared_error', min_samples_leaf: 3 }, 'amount'],
  ['boosting', { max_iter: 30, learning_rate: 0.05 }, 'yes-no', ISOTONIC],
  ['boosting', { max_iter: 20, max_leaf_nodes: 6, early_stopping: 'yes' }, 'yes-no'],
  ['boosting', { max_iter: 25, output: 'amount' }, 'amount'],
  ['boosting', { max_iter: 25, levels_of: [0, 0, 1, 1] }, 'yes-no'],
  ['stack', { intercept: -0.1, members: STACKED }, 'yes-no', PLATT],
  ['stack', { output: 'amount', intercept: 2, members: STACKED_AMOUNTS }, 'amount'],
];
/** Learned again in Python, but without a counterpart in ONNX. */
const PYTHON_ONLY: typeof CASES = [
  ['linear', { alpha: 0.3, l1_ratio: 0.5 }, 'amount'],
  ['bayes', {}, 'yes-no', PLATT],
];
const named = (cases: typeof CASES) => cases.map((one) => [title(one), one] as const);
const title = ([algorithm, params, answer, calibrator]: (typeof CASES)[number]) =>
  `${algorithm} ${JSON.stringify(params)}, ${answer}${calibrator ? `, ${calibrator.kind}` : ''}`;

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-export-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the data of a model', () => {
  it('are the rows it was learned from in that order, then the held-out ones, without names or numbers of customers', async () => {
    const rows = madeUpRows(true);
    const model = await madeUpModel('logistic', {}, rows);
    const data = modelData(model, rows);
    expect([data.trained, data.y.length - data.trained]).toEqual([model.card.split.train, model.card.split.test]);
    const csv = modelDataCsv(data);
    const lines = csv.trimEnd().split('\r\n');
    expect(lines[0]).toBe('\ufeffsplit,answer,recency,"Fee, ""monthly""",Stadt = 北京,"Fee, ""monthly"" is empty"');
    expect(lines).toHaveLength(data.y.length + 1);
    expect(csv).not.toMatch(/Customer \d|c\d+/);
    // A gap is an empty cell, a number is written in full.
    const row = 3;
    const cell = (j: number) => columnOf(data.x, j)[row];
    const written = [0, 1, 2, 3].map((j) => (Number.isNaN(cell(j)) ? '' : String(cell(j))));
    expect(lines[row + 1]).toBe(['train', data.y[row], ...written].join(','));
  });

  it('are refused where the rows are not those of the model any more', async () => {
    const rows = madeUpRows(true);
    const model = await madeUpModel('logistic', {}, rows);
    const answered = { ...rows, y: rows.y.map((answer) => (Number.isNaN(answer) ? 1 : answer)) };
    const turned = { ...rows, y: rows.y.map((answer) => 1 - answer) };
    const other = { ...rows, features: rows.features.toReversed() };
    for (const changed of [answered, turned, other]) expect(() => modelData(model, changed)).toThrow(new AppError('model-outdated'));
  });

  it('name no two columns alike, nor as the columns of the file itself', () => {
    const column = (name: string) => ({ kind: 'column', column: name }) as const;
    expect(featureColumns([column('a'), column('a'), column('split'), column('answer')])).toEqual([
      'a',
      'a (2)',
      'split (2)',
      'answer (2)',
    ]);
  });
});

describe('the Python script', () => {
  const python = pythonWith('sklearn', 'pandas');
  const about = ['days since the last order', 'a fee """ with quotes', 'lives in Beijing', 'no fee'];

  it('says what cannot be written', async () => {
    const stored = await madeUpModel('baseline', {}, madeUpRows(true));
    const odd = { ...stored, card: { ...stored.card, algorithm: 'unheard-of' as AlgorithmId } };
    expect(() => pythonScript(odd, { names: [] }, [])).toThrow(AppError);
  });

  it('asks scikit-learn for the same settings, and keeps its own docstring whole', async () => {
    const rows = madeUpRows(true);
    const stored = await madeUpModel('logistic', { C: 0.1 }, rows, PLATT);
    const script = pythonScript(stored, modelData(stored, rows), about);
    expect(script).toContain('LogisticRegression(C=0.1, solver="newton-cholesky", tol=1e-10, max_iter=100)');
    expect(script.split('"""')).toHaveLength(3);
  });

  // Run wherever Python with scikit-learn is at hand; the script itself compares every metric with the card's, to 1e-6.
  it.skipIf(!python).each(named([...CASES, ...PYTHON_ONLY]))('learns the same: %s', async (_, [id, params, kind, calibrator]) => {
    const rows = madeUpRows(kind === 'yes-no');
    const stored = await madeUpModel(id, params, rows, calibrator);
    const data = modelData(stored, rows);
    const run = inFolder((folder) => {
      writeFileSync(join(folder, DATA_FILE), modelDataCsv(data));
      writeFileSync(join(folder, 'model.py'), pythonScript(stored, data, about));
      return spawnSync(python ?? '', ['model.py'], { cwd: folder, encoding: 'utf8' });
    });
    expect(`${run.stdout}${run.stderr}`).toContain('The same.');
    expect(run.status).toBe(0);
  });
});

describe('the ONNX file', () => {
  const python = pythonWith('onnxruntime');
  const RUN = `import json, sys
import numpy as np, onnxruntime
rows = json.load(open("rows.json"))
x = np.array([[np.nan if v is None else v for v in row] for row in rows], dtype=np.float64)
session = onnxruntime.InferenceSession("model.onnx")
print(json.dumps([float(v) for v in session.run(None, {"facts": x})[0][:, 0]]))`;

  // onnxruntime is the oracle, wherever it is at hand.
  it.skipIf(!python).each(named(CASES))('predicts the same: %s', async (_, [id, params, kind, calibrator]) => {
    const rows = madeUpRows(kind === 'yes-no');
    const stored = await madeUpModel(id, params, rows, calibrator);
    const run = inFolder((folder) => {
      writeFileSync(join(folder, 'model.onnx'), onnxModel(stored));
      const cells = rows.ids.map((__, i) => rows.features.map((___, j) => columnOf(rows.x, j)[i]));
      writeFileSync(join(folder, 'rows.json'), JSON.stringify(cells));
      return spawnSync(python ?? '', ['-c', RUN], { cwd: folder, encoding: 'utf8' });
    });
    expect(run.stderr).toBe('');
    const there = JSON.parse(run.stdout) as number[];
    const here = predictorOf(stored)(rows.x);
    // Sums over trees are float32 in ONNX.
    const tolerance = ['tree', 'forest', 'boosting', 'stack'].includes(id) ? 1e-6 : 1e-12;
    there.forEach((value, i) => expect(Math.abs(value - here[i])).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(here[i]))));
  });

  it('refuses what fills gaps from other rows', async () => {
    const stored = await madeUpModel('logistic', {}, madeUpRows(true));
    const groups = [{ feature: 0, by: [2], keys: [], values: new Float64Array() }];
    const prepared = { ...stored, encoder: { ...stored.encoder, preparation: { fences: [], groups } } };
    expect(() => onnxModel(prepared)).toThrow(AppError);
  });
});
