/** Rows of a dataset after cleaning, page by page as text. The dataset on screen stays in memory, so that scrolling is quick. */
import type { Table } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import { cellText } from '../../src/data/cell-text.ts';
import type { DataCalls, TablePage } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { cleanedTable } from './cleaned-parts.ts';
import type { Job } from './stored-table.ts';

/** More rows than this never cross to the page at once. */
const MAX_ROWS = 200;

let shown: { version: string; table: Promise<Table> } | undefined;

/** Errors: `not-found`, `damaged`. */
export async function pageRows(store: Store, { datasetId, from, count }: DataCalls['rows']['args'], job: Job): Promise<TablePage> {
  const dataset = await store.get('dataset', datasetId);
  if (!dataset) throw new AppError('not-found');
  const version = `${dataset.id}@${dataset.updatedAt}`;
  if (shown?.version !== version) {
    const loading = { version, table: cleanedTable(store, dataset, job) };
    shown = loading;
    // A loading that failed is not kept: the next page tries again.
    loading.table.catch(() => shown === loading && (shown = undefined));
  }
  const { rowCount, columns } = await shown.table;
  const start = Math.min(Math.max(0, from), rowCount);
  const rows = Math.min(Math.max(0, count), MAX_ROWS, rowCount - start);
  return {
    from: start,
    total: rowCount,
    columns: columns.map(({ name }) => name),
    rows: Array.from({ length: rows }, (_, i) => columns.map((column) => cellText(column, start + i))),
  };
}
