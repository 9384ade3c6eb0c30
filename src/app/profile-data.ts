/** A look into a kept dataset: its columns and their faults, and its rows page by page. */
import type { JobProgress, TablePage } from '../rpc/protocol.ts';
import type { Dataset, TableManifest } from '../core/dataset.ts';
import type { TableProfile } from '../core/profile.ts';
import { dataEngine } from './engines.ts';
import { pageStore } from './page-store.ts';

interface Hooks {
  signal?: AbortSignal;
  onProgress?: (progress: JobProgress) => void;
}

/** Days since 1970-01-01 on the person's own calendar. */
export function localToday(now = Date.now()): number {
  return Math.floor((now - new Date(now).getTimezoneOffset() * 60_000) / 86_400_000);
}

/** One file of the dataset as read (before cleaning). Errors: `not-found`, `damaged`, `cancelled`. */
export function profileTable(tableId: string, datasetId: string, hooks: Hooks = {}): Promise<TableProfile> {
  return dataEngine.call('profile', { tableId, datasetId, today: localToday() }, hooks);
}

/** CSV text of every cell the profile speaks of, by file line. Errors: as `profileTable`. */
export function notedCells(tableId: string, datasetId: string, hooks: Hooks = {}): Promise<{ csv: string; rows: number }> {
  return dataEngine.call('noted', { tableId, datasetId, today: localToday() }, hooks);
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
