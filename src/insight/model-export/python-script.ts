/** The whole way from facts to held-out metrics as a Python script that checks itself against what the app found. */
import { AppError } from '../../core/errors.ts';
import type { StoredModel } from '../../core/model-card.ts';
import { CLIP } from '../../ml/calibrate.ts';
import { ANSWER_COLUMN, SPLIT_COLUMN } from './feature-columns.ts';
import type { ModelData } from './model-data.ts';
import { literal, number, numbers, pythonModel } from './python-model.ts';

/** Metrics may differ from the app's in the last digits only: sums are taken in another order there. */
const TOLERANCE = 1e-6;

export const DATA_FILE = 'model_data.csv';

/**
 * @param about one line per fact for the data dictionary, in the order of the columns
 * Errors: `not-exportable`.
 */
export function pythonScript(stored: StoredModel, { names }: Pick<ModelData, 'names'>, about: readonly string[]): string {
  const { card, encoder, calibrator } = stored;
  const classification = card.metrics.kind === 'classification';
  const { imports, lines, learnsAgain } = pythonModel(stored, classification);
  if (about.length !== names.length) throw new AppError('internal', { message: 'a fact without words' });
  const scores = classification ? ['accuracy_score', 'f1_score', 'log_loss', 'precision_score', 'recall_score', 'roc_auc_score'] : ['mean_absolute_error', 'mean_squared_error', 'r2_score']; // prettier-ignore
  const needed = [
    ...new Set([...imports, `from sklearn.metrics import ${scores.join(', ')}`, 'from sklearn.preprocessing import StandardScaler']),
  ].toSorted();
  return `${[
    `"""The model "${card.algorithm}" of Regulars, ${learnsAgain ? 'learned again' : 'as it was learned'}, with the numbers it must give.`,
    '',
    `Put ${DATA_FILE} beside this file and run it. Needs Python 3.9, pandas and scikit-learn 1.2 or later.`,
    '',
    'The columns of the data:',
    `  ${SPLIT_COLUMN}: train = learned from, test = held out`,
    `  ${ANSWER_COLUMN}: ${classification ? '1 = yes, 0 = no' : 'the amount'}`,
    ...names.map((name, j) => `  ${oneLine(name)}: ${oneLine(about[j])}`),
    '"""',
    'import sys',
    '',
    'import numpy as np',
    'import pandas as pd',
    ...needed,
    '',
    `FACTS = [${names.map((name) => literal(name)).join(', ')}]`,
    '',
    `data = pd.read_csv("${DATA_FILE}", encoding="utf-8-sig")`,
    `train = (data["${SPLIT_COLUMN}"] == "train").to_numpy()`,
    `y = data["${ANSWER_COLUMN}"].to_numpy(float)`,
    '# By place: a name that begins like a formula has an apostrophe before it in the file.',
    'x = data.iloc[:, 2:].to_numpy(float)',
    'assert x.shape[1] == len(FACTS)',
    '',
    '# Empty cells: what stands here was learned from the training rows.',
    `fill = np.array([${numbers(encoder.fill)}])`,
    'x = np.where(np.isnan(x), fill, x)',
    'z = StandardScaler().fit(x[train]).transform(x)',
    '',
    ...lines,
    ...calibration(calibrator),
    '',
    ...(classification ? classificationChecks(stored) : regressionChecks(stored)),
    '',
    'print(f"{len(y) - train.sum()} held-out rows; {train.sum()} learned from")',
    'worst = 0.0',
    'for name, (here, there) in found.items():',
    '    worst = max(worst, abs(here - there) / max(1.0, abs(there)))',
    '    print(f"{name:10} here {here:.9f}   in Regulars {there:.9f}")',
    `if worst > ${number(TOLERANCE)}:`,
    '    sys.exit(f"They differ by {worst:.2e}.")',
    'print("The same.")',
  ].join('\n')}\n`;
}

function calibration(calibrator: StoredModel['calibrator']): string[] {
  if (!calibrator) return [];
  const why = '# A correction learned from predictions about rows left out in turn, so that 7 in 10 comes true 7 times in 10.';
  if (calibrator.kind === 'isotonic')
    return ['', why, `predicted = np.interp(predicted, [${numbers(calibrator.x)}], [${numbers(calibrator.y)}])`];
  return [
    '',
    why,
    `p = np.clip(predicted, ${number(CLIP)}, 1 - ${number(CLIP)})`,
    `predicted = 1 / (1 + np.exp(${number(calibrator.a)} * np.log(p / (1 - p)) + ${number(calibrator.b)}))`,
  ];
}

function classificationChecks({ card }: StoredModel): string[] {
  const { metrics } = card;
  if (metrics.kind !== 'classification') return [];
  const there = (value: number | null) => number(value ?? NaN);
  return [
    'truth, chance = y[~train], predicted[~train]',
    'said = (chance > 0.5).astype(int)',
    'found = {',
    `    "accuracy": (accuracy_score(truth, said), ${there(metrics.accuracy.value)}),`,
    `    "precision": (precision_score(truth, said, zero_division=0), ${there(metrics.precision.value ?? 0)}),`,
    `    "recall": (recall_score(truth, said, zero_division=0), ${there(metrics.recall.value ?? 0)}),`,
    `    "F1": (f1_score(truth, said, zero_division=0), ${there(metrics.f1.value ?? 0)}),`,
    ...(metrics.auc.value === null ? [] : [`    "AUC": (roc_auc_score(truth, chance), ${there(metrics.auc.value)}),`]),
    `    "log loss": (log_loss(truth, chance, labels=[0, 1]), ${there(metrics.logLoss.value)}),`,
    '}',
  ];
}

function regressionChecks({ card }: StoredModel): string[] {
  const { metrics } = card;
  if (metrics.kind !== 'regression') return [];
  const there = (value: number | null) => number(value ?? NaN);
  return [
    'truth, amount = y[~train], predicted[~train]',
    'found = {',
    `    "MSE": (mean_squared_error(truth, amount), ${there(metrics.mse.value)}),`,
    `    "MAE": (mean_absolute_error(truth, amount), ${there(metrics.mae.value)}),`,
    ...(metrics.r2.value === null ? [] : [`    "R2": (r2_score(truth, amount), ${there(metrics.r2.value)}),`]),
    '}',
  ];
}

/** Text inside the docstring: one line, nothing that could end it. */
function oneLine(text: string): string {
  return text.replaceAll('\\', '/').replaceAll('"""', "'''").replace(/\s+/g, ' ');
}
