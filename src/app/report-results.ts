/** Did it work? Contacted people against those kept aside. */
import { AppError } from '../core/errors.ts';
import type { ResultsSummary } from '../core/work.ts';
import { learnEngine } from './engines.ts';
import { session } from './session.svelte.ts';

export async function reportResults(): Promise<ResultsSummary> {
  if (!session.dataset) throw new AppError('not-found');
  return learnEngine.call('results', { datasetId: session.dataset.id, now: Date.now() });
}
