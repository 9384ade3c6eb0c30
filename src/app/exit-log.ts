/**
 * The exit log: one entry for every export, print and draft, because these are the only ways by which data leaves the
 * device, and always by a person's own act. Counts and column names only, never values.
 */
import type { ExitEntry } from '../core/work.ts';
import { pageStore } from './page-store.ts';

/** Writes one entry. Call it before the file, print or draft is handed out: no exit without an entry. */
export async function logExit(kind: ExitEntry['kind'], rows: number, columns: readonly string[]): Promise<ExitEntry> {
  const entry: ExitEntry = { id: crypto.randomUUID(), at: Date.now(), kind, rows, columns: [...columns] };
  await (await pageStore()).write([{ kind: 'exit', put: entry }]);
  return entry;
}

/** All entries, latest first. */
export async function readExits(): Promise<ExitEntry[]> {
  const entries = await (await pageStore()).all('exit');
  return entries.sort((a, b) => b.at - a.at);
}

/** Calls back after any tab wrote an entry. Returns the way to stop. */
export async function watchExits(changed: () => void): Promise<() => void> {
  return (await pageStore()).watch(['exit'], changed);
}

/** How many of the entries are of the local day of `now`. */
export function exitsOnDay(entries: readonly ExitEntry[], now: number): number {
  const start = new Date(now).setHours(0, 0, 0, 0);
  return entries.filter(({ at }) => at >= start && at <= now).length;
}
