/** One name for everything a run depends on: the same key means the same list, so the run that is there already is shown again. */
import { digest } from '../core/digest.ts';
import type { Dataset } from '../core/dataset.ts';
import type { Playbook } from '../core/work.ts';

/** What the rows of a table are, whatever files they came in and in whatever order: their number, and the sum of their hashes. */
export interface RowsDigest {
  rows: number;
  high: number;
  low: number;
}

/** Sums modulo 2^32 of the two halves of the row hashes. */
export function rowsDigest(table: { rowCount: number; hashHigh: Uint32Array; hashLow: Uint32Array }): RowsDigest {
  const total = (halves: Uint32Array) => halves.reduce((sum, half) => (sum + half) >>> 0, 0);
  return { rows: table.rowCount, high: total(table.hashHigh), low: total(table.hashLow) };
}

/**
 * `today`: the calendar day the list is for (days since 1970-01-01, the person's own clock). `beside`: what else the facts are
 * made of: linked tables and how they are read, and who was said to be one person.
 */
export function inputKey(
  dataset: Pick<Dataset, 'id' | 'recipe'>,
  rows: RowsDigest,
  modelId: string,
  playbook: Playbook,
  today: number,
  beside: readonly unknown[] = [],
): string {
  const { id, version, rules, capacity, holdout } = playbook;
  const rest = beside.length > 0 ? { beside } : {};
  const rulesOf = { id, version, rules, capacity, holdout };
  return digest({ dataset: dataset.id, recipe: dataset.recipe, rows, modelId, playbook: rulesOf, today, ...rest });
}
