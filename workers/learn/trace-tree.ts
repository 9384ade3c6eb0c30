/** Records how a decision tree grows, for the classroom: the builder that trains in the product, on few enough rows to be looked at. */
import type { Table } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import { featureKey } from '../../src/core/feature-key.ts';
import { columnOf, matrixOf } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { blobSource } from '../../src/data/byte-source.ts';
import { requireColumn } from '../../src/data/find-column.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { suggestQuestion } from '../../src/data/suggest-question.ts';
import { joinTables } from '../../src/data/take-rows.ts';
import { targetValues } from '../../src/data/target-values.ts';
import { trainingRows } from '../../src/insight/training-rows.ts';
import { tree } from '../../src/ml/tree.ts';
import type { TreeTrace, TreeTraceArgs } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { cleanedParts } from '../data/cleaned-parts.ts';
import { loadBase, type Job, type LoadedBase } from './load-base.ts';

type Rows = Pick<TreeTrace, 'features' | 'rows'>;

/** The article's customers: age, orders a month, and whether they bought. */
const ARTICLE: Rows = {
  features: ['age', 'purchase_frequency'],
  rows: [
    { x: [25, 3], y: 1, label: '1' },
    { x: [30, 5], y: 1, label: '2' },
    { x: [35, 7], y: 0, label: '3' },
    { x: [40, 8], y: 1, label: '4' },
  ],
};
/** As many dots as a picture can show. */
const MOST_ROWS = 300;
const SEED = 42;

/** Errors: `not-found`, `column-missing`, `no-usable-rows`, `bad-parameter`, `cancelled`. */
export async function traceTree(open: () => Promise<Store>, args: TreeTraceArgs, job: Job): Promise<TreeTrace> {
  const { features, rows } = await rowsOf(open, args, job);
  if (rows.length === 0) throw new AppError('no-usable-rows');
  const run = tree.fit({
    x: matrixOf(rows.map(({ x }) => x)),
    y: Float64Array.from(rows, ({ y }) => y),
    // The lesson's Python says random_state=0: the same choice among equal questions.
    params: { ...tree.defaults, criterion: args.criterion, max_depth: args.maxDepth, random_state: 0 },
    random: new RandomState(SEED),
    trace: true,
  });
  const steps: TreeTrace['steps'] = [];
  for (;;) {
    const next = await run.next();
    if (next.done) return { features, rows, steps };
    steps.push(next.value);
    await job.pause();
  }
}

async function rowsOf(
  open: () => Promise<Store>,
  { source, datasetId = '', columns = [], target }: TreeTraceArgs,
  job: Job,
): Promise<Rows> {
  if (source === 'article') return ARTICLE;
  if (source === 'sample') {
    const { default: text } = await import('../../sample-data/customer_data.csv?raw');
    const { table } = await readIntoMemory(blobSource(new Blob([text])), 'customer_data.csv');
    return cellsOf(table, ARTICLE.features, 'purchased');
  }
  const store = await open();
  const dataset = await store.get('dataset', datasetId);
  if (!dataset) throw new AppError('not-found');
  if (dataset.recipe.roles.rowShape === 'order') return factsOf(await loadBase(store, datasetId, job), columns);
  return cellsOf(joinTables(await cleanedParts(store, dataset, job)), columns, target);
}

/** Columns of a customer table, and its yes or no. */
function cellsOf(table: Table, features: string[], target: string | undefined): Rows {
  const numbers = features.map((name) => {
    const column = requireColumn(table, name, 'feature');
    if (column.kind !== 'number') throw new AppError('bad-parameter', { name: 'column', value: name });
    return column.values;
  });
  const question = suggestQuestion(table, { rowShape: 'customer', target });
  if (question?.kind !== 'yes-no') throw new AppError('bad-parameter', { name: 'target', value: target ?? '' });
  const y = targetValues(requireColumn(table, target, 'target'), question);
  return pickRows(features, numbers, y, (row) => String(table.sourceLine[row]));
}

/** Facts of the people behind the orders, and whether they stayed away: the rows that the product learns from. */
function factsOf({ dataset, base }: LoadedBase, keys: string[]): Rows {
  const { question } = dataset.recipe;
  if (question?.kind !== 'will-not-return') throw new AppError('bad-parameter', { name: 'target', value: '' });
  const { ids, features, x, y } = trainingRows(base, question);
  const numbers = keys.map((key) => {
    const at = features.findIndex((feature) => featureKey(feature) === key);
    if (at < 0) throw new AppError('column-missing', { column: key });
    return columnOf(x, at);
  });
  return pickRows(keys, numbers, y, (row) => ids[row]);
}

/** Rows with numbers in all columns and an answer; when there are many, some drawn at random, in the order they came. */
function pickRows(features: string[], numbers: ArrayLike<number>[], y: Float64Array, label: (row: number) => string): Rows {
  if (numbers.length === 0) throw new AppError('bad-parameter', { name: 'columns', value: '' });
  const usable = Array.from(y.keys()).filter((row) => !Number.isNaN(y[row]) && numbers.every((values) => Number.isFinite(values[row])));
  const drawn = new RandomState(SEED).permutation(usable.length).slice(0, MOST_ROWS).sort();
  return {
    features,
    rows: Array.from(drawn, (i) => usable[i]).map((row) => ({ x: numbers.map((values) => values[row]), y: y[row], label: label(row) })),
  };
}
