/** What a contact costs and a success is worth: the person's own numbers, kept with the data set. */
import type { ContactTerms } from '../ml/profit-cut.ts';
import { pageStore } from './page-store.ts';
import { writableStore } from './session.svelte.ts';

const idOf = (datasetId: string) => `contact-terms ${datasetId}`;

export async function readContactTerms(datasetId: string): Promise<ContactTerms | undefined> {
  const record = await (await pageStore()).get('setting', idOf(datasetId));
  // Written by `saveContactTerms` below and by nothing else.
  return record?.value as ContactTerms | undefined;
}

/** Errors: `read-only-tab`, `stale-tab`. */
export async function saveContactTerms(datasetId: string, terms: ContactTerms): Promise<void> {
  await (await writableStore()).write([{ kind: 'setting', put: { id: idOf(datasetId), value: terms } }]);
}
