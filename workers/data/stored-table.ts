/** Tables as the store has them: what was read, before cleaning. */
import type { Column, Table } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ReadReport } from '../../src/core/reading.ts';
import type { CallContext } from '../../src/rpc/serve.ts';
import type { JobProgress } from '../../src/rpc/protocol.ts';
import type { HiddenColumns, Pause, Store } from '../../src/store/contract.ts';
import { allColumns } from './needed-columns.ts';

export interface StoredTable {
  report: ReadReport;
  /** May lack columns that nobody asked for. */
  table: Table;
}

export type Job = CallContext<JobProgress>;

/** Committed or staged: both give columns by index. */
export interface Source {
  columns: (indexes: number[], pause: Pause) => Promise<Column[]>;
  hidden: (pause: Pause) => Promise<HiddenColumns>;
}

/** `needed`: indexes of columns; absent: all. Errors: `not-found`, `damaged`, `cancelled`. */
export async function loadTable(
  store: Store,
  tableId: string,
  job: Job,
  needed: (report: ReadReport) => number[] = allColumns,
): Promise<StoredTable> {
  const manifest = await store.manifest(tableId);
  if (!manifest) throw new AppError('not-found');
  const { report } = manifest;
  const source: Source = {
    columns: (indexes, pause) => store.columns(tableId, indexes, pause),
    hidden: (pause) => store.hidden(tableId, pause),
  };
  const { columns, hidden } = await loadColumns(source, needed(report), job);
  return { report, table: { rowCount: report.rowCount, columns, ...hidden } };
}

/** Reads each column while the one before is put together; obeys a cancel between chunks. Errors: `damaged`, `cancelled`. */
export async function loadColumns(
  { columns, hidden }: Source,
  indexes: number[],
  { signal, progress, pause }: Job,
): Promise<{ columns: Column[]; hidden: HiddenColumns }> {
  const total = indexes.length + 1;
  const loaded: Column[] = [];
  const comingHidden = ahead(hidden(pause));
  let coming = ahead(columns(indexes.slice(0, 1), pause));
  for (let done = 0; done < indexes.length; done++) {
    if (signal.aborted) throw new AppError('cancelled');
    progress({ stage: 'load', done, total });
    const current = coming;
    coming = ahead(columns(indexes.slice(done + 1, done + 2), pause));
    loaded.push(...(await current));
  }
  const found = await comingHidden;
  progress({ stage: 'load', done: total, total });
  return { columns: loaded, hidden: found };
}

/** Heard when awaited; until then a failure is not an unhandled one. */
function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
