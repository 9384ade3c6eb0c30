/** Tables that were read and not yet kept or given up. They live as long as this worker; their chunks are orphans after it. */
import type { Column } from '../../src/core/column.ts';
import { canonicalJson } from '../../src/core/digest.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ReadReport } from '../../src/core/reading.ts';
import type { Roles, Step, StepEffect } from '../../src/core/recipe.ts';
import type { HiddenColumns, Pause, StagedTable } from '../../src/store/contract.ts';
import { loadColumns, type Job, type StoredTable } from './stored-table.ts';

interface Held {
  staged: StagedTable;
  report: ReadReport;
  /** SHA-256 of the file, 64 hex digits. Errors: `file-changed`. */
  digest: Promise<string>;
}

/** What a table of its own comes to under a recipe. */
export interface Counted {
  rowCount: number;
  customerCount: number;
  lastDay?: number;
  cleaning: StepEffect[];
}

const held = new Map<string, Held>();

/** The columns of the staged table that was planned last, so that switching a step does not load them again. */
let loaded: { tableId: string; columns: Map<number, Column>; hidden: HiddenColumns } | undefined;
/** What the last plan counted: to keep what was planned, nothing is computed twice. */
let counted: { tableId: string; recipe: string; counts: Counted } | undefined;

export function holdStaged(staged: StagedTable, report: ReadReport, digest: Promise<string>): void {
  held.set(staged.id, { staged, report, digest });
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

/** Errors: `not-found`, `damaged`, `cancelled`. */
export async function loadedStaged(tableId: string, needed: (report: ReadReport) => number[], job: Job): Promise<StoredTable> {
  const { staged, report } = requireStaged(tableId);
  const indexes = needed(report);
  const known = loaded?.tableId === tableId ? loaded : undefined;
  if (!known) loaded = undefined;
  const missing = indexes.filter((index) => !known?.columns.has(index));
  const source = {
    columns: (wanted: number[], pause: Pause) => staged.columns(report, wanted, pause),
    hidden: async (pause: Pause) => known?.hidden ?? staged.hidden(report, pause),
  };
  const fresh = await loadColumns(source, missing, job);
  const columns = new Map([...(known?.columns ?? []), ...missing.map((index, i) => [index, fresh.columns[i]] as const)]);
  loaded = { tableId, columns, hidden: fresh.hidden };
  return { report, table: { rowCount: report.rowCount, columns: indexes.flatMap((index) => columns.get(index) ?? []), ...fresh.hidden } };
}

const recipeText = (roles: Roles, steps: readonly Step[]): string => canonicalJson([roles, steps]);

export function rememberCounts(tableId: string, roles: Roles, steps: readonly Step[], counts: Counted): void {
  counted = { tableId, recipe: recipeText(roles, steps), counts };
}

/** Undefined when the last plan was another one. */
export function rememberedCounts(tableId: string, roles: Roles, steps: readonly Step[]): Counted | undefined {
  return counted?.tableId === tableId && counted.recipe === recipeText(roles, steps) ? counted.counts : undefined;
}

/** After it was kept or given up. */
export function releaseStaged(tableId: string): void {
  held.delete(tableId);
  if (loaded?.tableId === tableId) loaded = undefined;
  if (counted?.tableId === tableId) counted = undefined;
}
