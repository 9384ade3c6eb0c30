/**
 * The very rows a model was learned from and tested on, as a table of facts without names or numbers of customers: what a
 * script elsewhere needs to learn the same model. In the order of learning, then the held-out rows.
 */
import { AppError } from '../../core/errors.ts';
import { featureKey } from '../../core/feature-key.ts';
import { columnOf, takeRows, type Matrix } from '../../core/matrix.ts';
import type { StoredModel } from '../../core/model-card.ts';
import { splitRows, withExtraRows } from '../../ml/select-rows.ts';
import { prepareFeatures } from '../prepare-features.ts';
import type { TrainingRows } from '../training-rows.ts';
import { ANSWER_COLUMN, featureColumns, SPLIT_COLUMN } from './feature-columns.ts';

export interface ModelData {
  names: string[];
  /** Rows x facts in real units, NaN = missing; clipped and filled from other rows where the recipe asks for it. */
  x: Matrix;
  y: Float64Array;
  /** The first so many rows were learned from, the rest held out. */
  trained: number;
}

/** Errors: `model-outdated`: the rows at hand are not those the model was learned from. */
export function modelData(model: StoredModel, rows: TrainingRows, outcomes?: { x: Matrix; y: Float64Array }): ModelData {
  const { card, encoder } = model;
  const keys = (features: readonly Parameters<typeof featureKey>[0][]) => features.map(featureKey).join('\n');
  const known = Uint32Array.from({ length: rows.y.length }, (_, i) => i).filter((i) => !Number.isNaN(rows.y[i]));
  const answers = Float64Array.from(known, (i) => rows.y[i]);
  const extra = outcomes && outcomes.x.rows > 0 ? outcomes : undefined;
  const positives = answers.reduce((sum, value) => sum + value, 0);
  const isClassification = card.metrics.kind === 'classification';
  if (
    keys(rows.features) !== keys(encoder.features) ||
    known.length !== card.split.train + card.split.test ||
    (extra?.x.rows ?? 0) !== card.outcomesUsed ||
    (isClassification && positives !== card.positives)
  )
    throw new AppError('model-outdated');
  const split = splitRows(answers, isClassification ? 'classification' : 'regression', card.split.seed);
  const all = withExtraRows(takeRows(rows.x, known), answers, extra);
  const order = Uint32Array.from([...split.train, ...Array.from({ length: card.outcomesUsed }, (_, i) => known.length + i), ...split.test]);
  const x = takeRows(all.x, order);
  return {
    names: featureColumns(encoder.features),
    x: encoder.preparation ? prepareFeatures(encoder.preparation, x) : x,
    y: Float64Array.from(order, (row) => all.y[row]),
    trained: split.train.length + card.outcomesUsed,
  };
}

/** RFC 4180, UTF-8 with a mark so that spreadsheets read it, numbers in full; a missing value is an empty cell. */
export function modelDataCsv({ names, x, y, trained }: ModelData): string {
  const lines = [[SPLIT_COLUMN, ANSWER_COLUMN, ...names].map(quoted).join(',')];
  const columns = names.map((_, j) => columnOf(x, j));
  for (let i = 0; i < y.length; i++) {
    const cells = columns.map((column) => (Number.isNaN(column[i]) ? '' : String(column[i])));
    lines.push([i < trained ? 'train' : 'test', String(y[i]), ...cells].join(','));
  }
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** A name that a spreadsheet would take for a formula gets an apostrophe before it. */
function quoted(name: string): string {
  const safe = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
