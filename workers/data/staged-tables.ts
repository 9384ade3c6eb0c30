/** Tables that were read and not yet kept or given up. They live as long as this worker; their chunks are orphans after it. */
import type { Table } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ReadReport } from '../../src/core/reading.ts';
import type { StagedTable } from '../../src/store/contract.ts';
import { loadStaged, type Job, type StoredTable } from './stored-table.ts';

interface Held {
  staged: StagedTable;
  report: ReadReport;
}

const held = new Map<string, Held>();

/** The staged table that was planned last, so that switching a step does not load it again. */
let loaded: { tableId: string; table: Table } | undefined;

export function holdStaged(staged: StagedTable, report: ReadReport): void {
  held.set(staged.id, { staged, report });
}

export function findStaged(tableId: string): Held | undefined {
  return held.get(tableId);
}

/** Errors: `not-found` when the reading was given up, or its worker is gone. */
export function requireStaged(tableId: string): Held {
  const found = held.get(tableId);
  if (!found) throw new AppError('not-found');
  return found;
}

export async function loadedStaged(tableId: string, job: Job): Promise<StoredTable> {
  const { staged, report } = requireStaged(tableId);
  if (loaded?.tableId !== tableId) loaded = { tableId, table: (await loadStaged(staged, report, job)).table };
  return { report, table: loaded.table };
}

/** After it was kept or given up. */
export function releaseStaged(tableId: string): void {
  held.delete(tableId);
  if (loaded?.tableId === tableId) loaded = undefined;
}
