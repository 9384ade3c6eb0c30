/** A dataset as people, kept in this worker's memory until the dataset changes. Only the columns that are needed are read. */
import { rowsDigest } from '../../src/agent/input-key.ts';
import type { Table } from '../../src/core/column.ts';
import type { Dataset, DatasetLink } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ReadReport } from '../../src/core/reading.ts';
import type { Recipe } from '../../src/core/recipe.ts';
import { leaderOf } from '../../src/core/same-person.ts';
import { readColumns } from '../../src/core/step-columns.ts';
import { mergeCustomers } from '../../src/data/merge-customers.ts';
import { keysOfCustomers, type LinkedTable } from '../../src/data/link-features.ts';
import { joinTables, type TablePart } from '../../src/data/take-rows.ts';
import { customerBase, type CustomerBase } from '../../src/insight/customer-base.ts';
import type { JobProgress } from '../../src/rpc/protocol.ts';
import type { CallContext } from '../../src/rpc/serve.ts';
import type { Store } from '../../src/store/contract.ts';
import { cleanedTable, cleanPart } from '../data/cleaned-parts.ts';
import { samePerson } from './same-person-record.ts';

export type Job = CallContext<JobProgress>;

export interface LoadedBase {
  dataset: Dataset;
  base: CustomerBase;
  /** What the facts are made of besides the rows and the recipe of the dataset: equal contents, equal facts. */
  beside: readonly unknown[];
}

/** Per store, so that tests can use several. */
const kept = new WeakMap<Store, { version: string; loaded: LoadedBase }>();
/** Ends when the loading before it has ended, well or not: two at once would take twice the memory. */
let before: Promise<unknown> = Promise.resolve();

/** Errors: `not-found`, `damaged`, `no-usable-rows`, `column-missing`, `cancelled`. */
export function loadBase(store: Store, datasetId: string, job: Job): Promise<LoadedBase> {
  const loading = before.then(() => loadUnlessKept(store, datasetId, job));
  before = loading.catch(() => undefined);
  return loading;
}

async function loadUnlessKept(store: Store, datasetId: string, job: Job): Promise<LoadedBase> {
  const dataset = await store.get('dataset', datasetId);
  if (!dataset) throw new AppError('not-found');
  const { judgements, rules, at } = await samePerson(store, datasetId);
  const others = await linkedDatasets(store, dataset);
  const version = [...[dataset, ...others.map(({ other }) => other)].map(({ id, updatedAt }) => `${id}@${updatedAt}`), at].join();
  const known = kept.get(store);
  if (known?.version === version) return known.loaded;
  kept.delete(store);
  const table = mergeCustomers(await loadRows(store, dataset, job), dataset.recipe.roles, leaderOf(judgements), rules);
  job.progress({ stage: 'features', done: 0, total: 1, rows: table.rowCount });
  await job.pause();
  const { roles } = dataset.recipe;
  const linked: LinkedTable[] = [];
  const beside: unknown[] = judgements.length > 0 ? [{ judgements, rules }] : [];
  for (const { link, other } of others) {
    const keyOf = keysOfCustomers(table, roles, link.ownKey);
    const rows = await cleanedTable(store, other, job);
    linked.push({
      role: link.role,
      name: other.name,
      table: rows,
      roles: other.recipe.roles,
      key: link.otherKey,
      ...(keyOf ? { keyOf } : {}),
    });
    beside.push({ link, name: other.name, recipe: other.recipe, rows: rowsDigest(rows) });
  }
  const loaded = { dataset, base: customerBase(table, roles, linked), beside };
  kept.set(store, { version, loaded });
  return loaded;
}

/** Those that are still there. Only orders have links. */
async function linkedDatasets(store: Store, { links = [], recipe }: Dataset): Promise<{ link: DatasetLink; other: Dataset }[]> {
  if (recipe.roles.rowShape !== 'order') return [];
  const found = await Promise.all(links.map(async (link) => ({ link, other: await store.get('dataset', link.datasetId) })));
  return found.flatMap(({ link, other }) => (other ? [{ link, other }] : []));
}

/** The rows in force of all files, cleaned by the recipe. */
export async function loadRows(store: Store, { parts, recipe, links = [] }: Dataset, job: Job): Promise<Table> {
  const cleaned: TablePart[] = [];
  for (const { tableId, superseded } of parts) {
    const manifest = await store.manifest(tableId);
    if (!manifest) throw new AppError('not-found');
    const { report } = manifest;
    const table: Table = { rowCount: report.rowCount, columns: [], ...(await store.hidden(tableId)) };
    const indexes = neededColumns(
      recipe,
      report,
      links.map(({ ownKey }) => ownKey),
    );
    for (const [done, index] of indexes.entries()) {
      if (job.signal.aborted) throw new AppError('cancelled');
      job.progress({ stage: 'load', done, total: indexes.length, rows: report.rowCount });
      table.columns.push(...(await store.columns(tableId, [index])));
    }
    cleaned.push(await cleanPart({ report, table }, recipe, recipe.steps, superseded, job.pause));
  }
  await job.pause();
  return joinTables(cleaned);
}

/** Orders: the columns with a role and those that a step looks at. Customer tables: all that were not set aside. */
function neededColumns({ roles, steps }: Recipe, report: ReadReport, keys: readonly string[]): number[] {
  const { rowShape, ignored = [], targetYes: _, ...byRole } = roles;
  const ofSteps = steps.flatMap(readColumns);
  const wanted = new Set([...Object.values(byRole), ...ofSteps, ...keys]);
  const isNeeded = (name: string) => (rowShape === 'order' ? wanted.has(name) : !ignored.includes(name) || wanted.has(name));
  return report.columns.filter(({ name }) => isNeeded(name)).map(({ index }) => index);
}
