/** A model from a file of this app, put to work for the customers in use; the list is made anew with it. */
import { AppError } from '../core/errors.ts';
import type { ModelCard } from '../core/model-card.ts';
import { t } from '../i18n/t.svelte.ts';
import { learnEngine } from './engines.ts';
import { decideNow } from './run-agent.ts';
import { refreshSession, runJob, session, writableStore } from './session.svelte.ts';

/** A forest of a thousand deep trees has half of that. */
const LARGEST_BYTES = 200_000_000;

/** undefined: stopped or refused (see `session.jobError`: `bad-model`, `newer-model`, `column-missing` ...). */
export function bringModel(file: File): Promise<ModelCard | undefined> {
  return runJob(
    'decide',
    () => t('model.bringJob'),
    async (hooks) => {
      await writableStore();
      if (!session.dataset) throw new AppError('not-found');
      if (file.size > LARGEST_BYTES) throw new AppError('bad-model', { path: 'model' });
      const { signal } = hooks;
      const args = { datasetId: session.dataset.id, json: await file.text(), now: Date.now() };
      const card = await learnEngine.call('bringModel', args, { signal });
      await refreshSession();
      await decideNow(hooks);
      await refreshSession();
      return card;
    },
  );
}
