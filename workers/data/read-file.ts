/** Reads a file into staged, encrypted chunks as it comes: the whole of it is never in memory. */
import { blobSource } from '../../src/data/byte-source.ts';
import { guessRoles } from '../../src/data/guess-roles.ts';
import { readAnyTable } from '../../src/data/sheets/read-any-table.ts';
import type { DataCalls } from '../../src/rpc/protocol.ts';
import type { CallContext } from '../../src/rpc/serve.ts';
import type { Store } from '../../src/store/contract.ts';
import { digestApart } from './digest-apart.ts';
import { dropPlanAhead, pageHasDrawn, planAhead } from './plan-ahead.ts';
import { holdStaged } from './staged-tables.ts';

type Read = DataCalls['read'];

const sqliteWasm = async (): Promise<string> => (await import('../../src/data/sheets/sqlite-wasm.ts')).sqliteWasm;

/** Errors: those of `readAnyTable`, `storage-full`, `read-only-tab`, `cancelled`. */
export async function readFile(
  store: Store,
  { file, fileName, options }: Read['args'],
  context: CallContext<Read['progress']>,
): Promise<Read['result']> {
  dropPlanAhead();
  // Also tells at once where this tab may not write.
  await store.removeOrphans();
  const staged = store.stageTable(crypto.randomUUID());
  const { signal, progress, pause } = context;
  try {
    const hooks = { signal, onProgress: progress, pause, digestElsewhere: true };
    const report = await readAnyTable(staged.id, blobSource(file), fileName, options ?? {}, staged, hooks, { sqliteWasm });
    // Not waited for: what fails with it is told when the table is kept.
    staged.written().catch(() => undefined);
    const guessed = guessRoles(report);
    planAhead(store, { tableId: staged.id, roles: guessed.roles }, pause);
    const digest = pageHasDrawn().then(() => digestApart(file, pause));
    // Heard when the table is kept.
    digest.catch(() => undefined);
    holdStaged(staged, report, digest);
    return { ...report, ...guessed };
  } catch (thrown) {
    // Not waited for: a cancel has to be answered now, and what is not removed is an orphan.
    staged.abort().catch(() => undefined);
    throw thrown;
  }
}
