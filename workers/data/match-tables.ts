/** Two kept datasets beside each other: what each holds, by which columns they name each other, and who is left alone. */
import type { Table } from '../../src/core/column.ts';
import type { Dataset, TableRole } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { requireColumn } from '../../src/data/find-column.ts';
import { guessTableRole } from '../../src/data/guess-table-role.ts';
import { dealFacts } from '../../src/data/link-deals.ts';
import { contactDays } from '../../src/data/link-rows.ts';
import { matchKeys, orphanRows } from '../../src/data/match-keys.ts';
import { writeCsv } from '../../src/data/write-csv.ts';
import type { DataCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { cleanedTable } from './cleaned-parts.ts';
import type { Job } from './stored-table.ts';

/** More rows than this are cut: they are for looking at. */
const MOST_ORPHANS = 50_000;

/** Errors: `not-found`, `damaged`, `cancelled`. */
export async function matchTables(
  store: Store,
  { datasetId, otherId }: DataCalls['match']['args'],
  job: Job,
): Promise<DataCalls['match']['result']> {
  const [own, other] = [await load(store, datasetId, job), await load(store, otherId, job)];
  const keys = matchKeys(own.table, other.table);
  await job.pause();
  const { roles } = other.dataset.recipe;
  const otherRole = await roleOf(store, other.dataset);
  // Of deals, what they came to and when has to be told.
  const otherHasDay =
    otherRole === 'deals'
      ? dealFacts({ table: other.table, roles, key: '' }, [], Infinity).length > 0
      : contactDays(other.table, roles) !== undefined;
  return { ownRole: await roleOf(store, own.dataset), otherRole, keys, otherHasDay };
}

/** The rows of `datasetId` whose key is not in the other. Errors: `not-found`, `column-missing`, `damaged`, `cancelled`. */
export async function orphanTable(
  store: Store,
  { datasetId, otherId, ownKey, otherKey }: DataCalls['orphans']['args'],
  job: Job,
): Promise<DataCalls['orphans']['result']> {
  const [own, other] = [await load(store, datasetId, job), await load(store, otherId, job)];
  const isOrphan = orphanRows(requireColumn(own.table, ownKey, 'who'), requireColumn(other.table, otherKey, 'who'));
  await job.pause();
  const { columns, sourceLine } = own.table;
  const rows: string[][] = [];
  for (let row = 0; row < isOrphan.length && rows.length < MOST_ORPHANS; row++)
    if (isOrphan[row] === 1) rows.push([String(sourceLine[row]), ...columns.map((column) => cellText(column, row))]);
  return { csv: writeCsv(['line', ...columns.map(({ name }) => name)], rows, { bom: true }), rows: rows.length };
}

async function load(store: Store, id: string, job: Job): Promise<{ dataset: Dataset; table: Table }> {
  const dataset = await store.get('dataset', id);
  if (!dataset) throw new AppError('not-found');
  return { dataset, table: await cleanedTable(store, dataset, job) };
}

async function roleOf(store: Store, { parts }: Dataset): Promise<TableRole> {
  const manifest = await store.manifest(parts[0].tableId);
  if (!manifest) throw new AppError('not-found');
  return guessTableRole(manifest.report.columns, manifest.report.rowCount).role;
}
