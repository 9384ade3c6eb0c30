/**
 * Erases everything that was kept: the keys first, so that whatever is left on the disk can no longer be read, then the
 * data. The program itself (its offline copy) stays. There is no way back, and no copy anywhere.
 */
import { SHARED_CACHE } from '../core/share.ts';
import { dataEngine, learnEngine } from './engines.ts';
import { closePageStore, pageStore } from './page-store.ts';

export async function eraseEverything(): Promise<void> {
  const store = await pageStore();
  // Workers hold keys and rows in memory: they end before the keys are destroyed.
  dataEngine.end();
  learnEngine.end();
  await store.eraseEverything();
  await globalThis.caches?.delete(SHARED_CACHE).catch(() => false);
  await closePageStore();
}
