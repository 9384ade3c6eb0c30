/** An earlier model put back to work: nothing is overwritten, the list is made anew with it. */
import { AppError } from '../core/errors.ts';
import { t } from '../i18n/t.svelte.ts';
import { decideNow } from './run-agent.ts';
import { refreshSession, runJob, writableStore } from './session.svelte.ts';

/** undefined: stopped or failed (see `session.jobError`). */
export function useModel(modelId: string): Promise<void | undefined> {
  return runJob(
    'decide',
    () => t('today.jobDecide'),
    async (hooks) => {
      const store = await writableStore();
      const stored = await store.get('model', modelId);
      if (!stored) throw new AppError('not-found');
      await store.write([{ kind: 'model', put: { ...stored, card: { ...stored.card, chosenAt: Date.now() } } }]);
      await refreshSession();
      await decideNow(hooks);
      await refreshSession();
    },
  );
}
