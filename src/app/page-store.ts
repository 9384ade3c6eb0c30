/** The page's own connection to the store: one for all verbs, opened when first needed. A failed opening can be tried again. */
import type { Store } from '../store/contract.ts';
import { openStore } from '../store/open-store.ts';

let opening: Promise<Store> | undefined;

export function pageStore(): Promise<Store> {
  opening ??= openStore().catch((thrown: unknown) => {
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
