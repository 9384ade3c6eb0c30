/** Cross-validation learns everything inside the fold: moving a test row changes nothing for the others of its fold. */
import { expect, it } from 'vitest';
import type { AlgorithmId } from '../../src/core/model-card.ts';
import { columnOf, matrixOf, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { algorithmOf } from '../../src/ml/registry.ts';
import { crossValidate } from '../../src/ml/select-folds.ts';
import { groupKFold, repeatedStratifiedKFold, stratifiedKFold, timeSeriesSplit, type Split } from '../../src/ml/split.ts';
import { applyScaler, fitScaler } from '../../src/ml/standardise.ts';
import { applyTargetEncoding, fitTargetEncoding } from '../../src/ml/target-encoding.ts';
import data500 from '../reference/data500.json';

const rows = data500.X.slice(0, 150).map((row) => row.slice(0, 6));
const answers = Float64Array.from(data500.y.slice(0, 150));

/** Scaled, and one column (a rating of 1 to 5) replaced by the mean answer of its level: both learned from the fold's rows. */
function encodingOf(x: Matrix, y: Float64Array) {
  return (trainRows: Uint32Array) => {
    const scaler = fitScaler(takeRows(x, trainRows));
    const target = fitTargetEncoding(columnOf(x, 4), 6, y, 'auto', trainRows);
    return (part: Matrix): Matrix => {
      const encoded = applyScaler(scaler, part);
      columnOf(encoded, 4).set(applyTargetEncoding(target, columnOf(part, 4)));
      return encoded;
    };
  };
}

async function predictions(x: Matrix, y: Float64Array, fold: Split, id: AlgorithmId): Promise<Float64Array> {
  const [run] = await crossValidate({
    x,
    y,
    folds: [fold],
    candidates: [{ algorithm: id, params: {} }],
    algorithms: new Map([[id, algorithmOf(id)]]),
    encoding: encodingOf(x, y),
    loss: () => 0,
    seed: 1,
    now: () => 0,
  });
  expect(run.failed).toBeUndefined();
  return run.predicted;
}

const kinds: [string, Split[]][] = [
  ['stratified', stratifiedKFold(answers, 5, 42)],
  ['repeated', repeatedStratifiedKFold(answers, 5, 2, 42).slice(5)],
  [
    'groups',
    groupKFold(
      rows.map((row) => row[1]),
      4,
    ),
  ],
  ['time', timeSeriesSplit(150, 3)],
];
const ids: AlgorithmId[] = ['logistic', 'bayes', 'nearest', 'tree'];

it.each(kinds.flatMap(([kind, folds]) => ids.map((id) => [kind, id, folds[1]] as const)))('%s folds, %s', async (_, id, fold) => {
  const before = await predictions(matrixOf(rows), answers, fold, id);
  const moved = fold.test[2];
  const x = matrixOf(rows.map((row, i) => (i === moved ? [900, 400, 1e6, 3, 2, -50] : row)));
  const y = answers.map((value, i) => (i === moved ? 1 - value : value));
  const after = await predictions(x, y, fold, id);
  for (const row of fold.test) if (row !== moved) expect(after[row]).toBe(before[row]);
  // Training rows do change something, so that this can fail.
  const learned = new Set(fold.train.subarray(0, 12));
  const other = matrixOf(rows.map((row, i) => (learned.has(i) ? [900, 400, 1e6, 3, 2, -50] : row)));
  expect(await predictions(other, answers, fold, id)).not.toEqual(before);
});
