/**
 * The very rows a model was learned from and tested on, as a table of facts without names or numbers of customers: what a
 * script elsewhere needs to learn the same model. In the order of learning, then the held-out rows.
 */
import { columnOf, take, takeRows, type Matrix } from '../../core/matrix.ts';
import type { StoredModel } from '../../core/model-card.ts';
import { joined } from '../../ml/select-rows.ts';
import { learnedRows } from '../learned-rows.ts';
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
  const { encoder } = model;
  const learned = learnedRows(model, rows, outcomes);
  const order = joined(learned.train, learned.test);
  const x = takeRows(learned.x, order);
  return {
    names: featureColumns(encoder.features),
    x: encoder.preparation ? prepareFeatures(encoder.preparation, x) : x,
    y: take(learned.y, order),
    trained: learned.train.length,
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
