/** The page's own connection to the store: one for all verbs, opened when first needed. A failed opening can be tried again. */
import type { Store } from '../store/contract.ts';
import { writerLock } from './engines.ts';

let opening: Promise<Store> | undefined;

/** Reads in every tab; writes only in the tab that holds the writer's lock. */
export function pageStore(): Promise<Store> {
  opening ??= writerLock.ready
    // The store is larger than the shell: it comes after the first paint.
    .then(() => import('../store/open-store.ts'))
    .then(({ openStore }) => openStore({ readOnly: () => !writerLock.isWriter() }))
    .catch((thrown: unknown) => {
      opening = undefined;
      throw thrown;
    });
  return opening;
}

/** Closes the connection, so that the next verb opens a fresh one (after everything was erased). */
export async function closePageStore(): Promise<void> {
  const open = opening;
  opening = undefined;
  (await open?.catch(() => undefined))?.close();
}
