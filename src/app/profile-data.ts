/** A look into a kept dataset: one description per column, and its rows page by page. */
import type { JobProgress, ColumnProfile, TablePage } from '../rpc/protocol.ts';
import type { Dataset, TableManifest } from '../core/dataset.ts';
import { dataEngine } from './engines.ts';
import { pageStore } from './page-store.ts';

/** Columns of the dataset's latest file, as read (before cleaning). */
export function profileColumns(
  tableId: string,
  hooks: { signal?: AbortSignal; onProgress?: (progress: JobProgress) => void } = {},
): Promise<ColumnProfile[]> {
  return dataEngine.call('profile', { tableId }, hooks);
}

/** Rows `from` to `from + count` (at most 200) after cleaning, as text. */
export function rowsPage(datasetId: string, from: number, count: number): Promise<TablePage> {
  return dataEngine.call('rows', { datasetId, from, count });
}

/** How a file was read, for every file of the dataset; a file that is gone is left out. */
export async function manifestsOf(dataset: Dataset): Promise<TableManifest[]> {
  const store = await pageStore();
  const found = await Promise.all(dataset.parts.map(({ tableId }) => store.manifest(tableId)));
  return found.filter((manifest) => manifest !== undefined);
}
