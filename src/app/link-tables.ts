/** Two customer bases that speak of the same people: how they match, who is left alone, and using one for the other. */
import type { Dataset, DatasetLink, TableRole } from '../core/dataset.ts';
import { AppError } from '../core/errors.ts';
import type { JobProgress, TableMatch } from '../rpc/protocol.ts';
import { dataEngine } from './engines.ts';
import { refreshSession, writableStore } from './session.svelte.ts';

interface Hooks {
  signal?: AbortSignal;
  onProgress?: (progress: JobProgress) => void;
}

/** Errors: `not-found`, `damaged`, `cancelled`. */
export function matchTables(datasetId: string, otherId: string, hooks: Hooks = {}): Promise<TableMatch> {
  return dataEngine.call('match', { datasetId, otherId }, hooks);
}

/** Rows of the first that do not find theirs in the second, as CSV text. */
export function orphanRows(
  side: { datasetId: string; otherId: string; ownKey: string; otherKey: string },
  hooks: Hooks = {},
): Promise<{ csv: string; rows: number }> {
  return dataEngine.call('orphans', side, hooks);
}

/** What a table of this role can say about the customers of an order table; undefined: nothing that is used yet. */
export function linkRoleOf(role: TableRole, hasDay: boolean): DatasetLink['role'] | undefined {
  if (role === 'customers') return role;
  return (role === 'interactions' || role === 'tickets' || role === 'deals') && hasDay ? role : undefined;
}

/** From the next training on the facts of the linked table are used. One table of customers at most. Errors: `not-found`, `read-only-tab`. */
export function link(datasetId: string, added: DatasetLink): Promise<void> {
  return changeLinks(datasetId, (links) => [
    ...links.filter((one) => one.datasetId !== added.datasetId && !(added.role === 'customers' && one.role === 'customers')),
    added,
  ]);
}

export function unlink(datasetId: string, otherId: string): Promise<void> {
  return changeLinks(datasetId, (links) => links.filter((one) => one.datasetId !== otherId));
}

async function changeLinks(datasetId: string, change: (links: DatasetLink[]) => DatasetLink[]): Promise<void> {
  const store = await writableStore();
  const dataset = await store.get('dataset', datasetId);
  if (!dataset) throw new AppError('not-found');
  const changed: Dataset = { ...dataset, links: change(dataset.links ?? []), updatedAt: Date.now() };
  await store.write([{ kind: 'dataset', put: changed }]);
  await refreshSession();
}
