/**
 * Says to every tab and worker which tables are being staged, so that nobody takes their chunks for orphans. A mark is a
 * Web Lock: the browser removes it when its holder dies. Where there are no locks there is one context, and a set will do.
 */
const marksHere = new Set<string>();

const lockName = (database: string, tableId: string): string => `${database}-staging:${tableId}`;

/** Resolves once the mark is up, to the function that takes it down. */
export async function markStaging(database: string, tableId: string): Promise<() => void> {
  const name = lockName(database, tableId);
  const locks = globalThis.navigator?.locks;
  if (!locks) {
    marksHere.add(name);
    return () => void marksHere.delete(name);
  }
  return new Promise((marked, failed) => {
    locks.request(name, { mode: 'shared' }, () => new Promise<void>((release) => marked(release))).catch(failed);
  });
}

/** Whether a table is being staged by anybody right now. */
export async function stagingMarks(database: string): Promise<(tableId: string) => boolean> {
  const held = (await globalThis.navigator?.locks?.query())?.held?.map(({ name }) => name) ?? [];
  const names = new Set([...held, ...marksHere]);
  return (tableId) => names.has(lockName(database, tableId));
}
