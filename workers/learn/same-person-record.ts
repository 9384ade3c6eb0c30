/** What was answered about customers being one. */
import { samePersonId, type SamePersonRecord } from '../../src/core/same-person.ts';
import type { Store } from '../../src/store/contract.ts';

export async function samePerson(store: Store, datasetId: string): Promise<SamePersonRecord> {
  // Written by `src/app/same-person.svelte.ts` and by nothing else.
  const kept = (await store.get('setting', samePersonId(datasetId)))?.value as SamePersonRecord | undefined;
  return kept ?? { judgements: [], at: 0 };
}
