/** The sample, all by itself: read, cleaned, kept, learned from, decided upon. */
import { AppError } from '../core/errors.ts';
import { lang, t } from '../i18n/t.svelte.ts';
import { importSample } from './import-sample.ts';
import { decideNow } from './run-agent.ts';
import { refreshSession, runJob, session } from './session.svelte.ts';
import { trainNow } from './train-model.ts';

/** True when the list is there. */
export async function trySample(): Promise<boolean> {
  const done = await runJob(
    'sample',
    () => t('today.jobSampleRead'),
    async ({ signal, onProgress, retitle }) => {
      await importSample(lang(), { signal, onProgress: ({ bytes, totalBytes }) => onProgress({ done: bytes, total: totalBytes }) });
      await refreshSession();
      const { dataset } = session;
      if (!dataset) throw new AppError('not-found');
      retitle(() => t('today.jobTrain', { n: dataset.rowCount }));
      await trainNow(dataset.id, { signal, onProgress });
      await refreshSession();
      retitle(() => t('today.jobDecide'));
      await decideNow({ signal, onProgress });
      return true;
    },
  );
  return done === true;
}
