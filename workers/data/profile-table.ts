/** The columns of one file as read, described one after the other: only one of them is in memory at a time. */
import { AppError } from '../../src/core/errors.ts';
import { profileColumn } from '../../src/data/profile-column.ts';
import type { ColumnProfile } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { findStaged } from './staged-tables.ts';
import type { Job } from './stored-table.ts';

/** Errors: `not-found`, `damaged`, `cancelled`. */
export async function profileTable(store: Store, tableId: string, { signal, progress }: Job): Promise<ColumnProfile[]> {
  const held = findStaged(tableId);
  const report = held?.report ?? (await store.manifest(tableId))?.report;
  if (!report) throw new AppError('not-found');
  const profiles: ColumnProfile[] = [];
  for (const column of report.columns) {
    if (signal.aborted) throw new AppError('cancelled');
    progress({ stage: 'profile', done: column.index, total: report.columns.length });
    const [values] = held ? await held.staged.columns(report, [column.index]) : await store.columns(tableId, [column.index]);
    profiles.push(profileColumn(values, column));
  }
  return profiles;
}
