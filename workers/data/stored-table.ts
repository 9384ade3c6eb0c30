/** Tables as the store has them: what was read, before cleaning. */
import type { Table } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ReadReport } from '../../src/core/reading.ts';
import type { CallContext } from '../../src/rpc/serve.ts';
import type { JobProgress } from '../../src/rpc/protocol.ts';
import type { StagedTable, Store } from '../../src/store/contract.ts';

export interface StoredTable {
  report: ReadReport;
  table: Table;
}

export type Job = CallContext<JobProgress>;

/** Committed or staged: both give columns by index. */
interface Source {
  report: ReadReport;
  columns: (indexes: number[]) => Promise<Table['columns']>;
  hidden: () => Promise<Pick<Table, 'sourceLine' | 'hashHigh' | 'hashLow'>>;
}

/** Errors: `not-found`, `damaged`, `cancelled`. */
export async function loadTable(store: Store, tableId: string, job: Job): Promise<StoredTable> {
  const manifest = await store.manifest(tableId);
  if (!manifest) throw new AppError('not-found');
  const { report } = manifest;
  return load({ report, columns: (indexes) => store.columns(tableId, indexes), hidden: () => store.hidden(tableId) }, job);
}

export function loadStaged(staged: StagedTable, report: ReadReport, job: Job): Promise<StoredTable> {
  return load({ report, columns: (indexes) => staged.columns(report, indexes), hidden: () => staged.hidden(report) }, job);
}

/** Column by column, so that a cancel is obeyed in between. */
async function load({ report, columns, hidden }: Source, { signal, progress }: Job): Promise<StoredTable> {
  const total = report.columns.length + 1;
  const loaded: Table['columns'] = [];
  for (const { index } of report.columns) {
    if (signal.aborted) throw new AppError('cancelled');
    progress({ stage: 'load', done: index, total });
    loaded.push(...(await columns([index])));
  }
  const table: Table = { rowCount: report.rowCount, columns: loaded, ...(await hidden()) };
  progress({ stage: 'load', done: total, total, rows: report.rowCount });
  return { report, table };
}
