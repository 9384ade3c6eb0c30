/** Makes today's list: scores everybody with the model in use and applies the playbook. The same input twice changes nothing. */
import { defaultPlaybook } from '../agent/default-playbook.ts';
import { AppError } from '../core/errors.ts';
import type { Dataset } from '../core/dataset.ts';
import type { Playbook, Run } from '../core/work.ts';
import { lang, t } from '../i18n/t.svelte.ts';
import { learnEngine } from './engines.ts';
import { refreshSession, runJob, session, writableStore } from './session.svelte.ts';

interface Hooks {
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/** The dataset's playbook; the first time, the one every customer base starts with. */
export async function ensurePlaybook(dataset: Dataset): Promise<Playbook> {
  if (session.playbook?.datasetId === dataset.id) return session.playbook;
  const playbook = defaultPlaybook(dataset, lang(), dataset.recipe.question, {
    id: crypto.randomUUID(),
    now: Date.now(),
    base: await upperQuarter(dataset),
  });
  await (await writableStore()).write([{ kind: 'playbook', put: playbook }]);
  return playbook;
}

/** What the customer at the edge of the best quarter has spent: from there on a call is worth it. */
async function upperQuarter(dataset: Dataset): Promise<{ chance: number[]; value: number[] } | undefined> {
  const { rows } = await learnEngine.call('customers', {
    datasetId: dataset.id,
    search: '',
    sort: 'spent',
    descending: true,
    lang: lang(),
    from: Math.floor(dataset.customerCount / 4),
    count: 1,
  });
  const spent = rows[0]?.spent;
  return spent === undefined ? undefined : { chance: [NaN], value: [spent] };
}

/** The deciding alone, inside a job that is already running. */
export async function decideNow(hooks: Hooks): Promise<{ run: Run; newTasks: number }> {
  const { dataset, card } = session;
  if (!dataset || !card) throw new AppError('not-found');
  const playbook = await ensurePlaybook(dataset);
  return learnEngine.call('decide', { datasetId: dataset.id, modelId: card.id, playbook, now: Date.now() }, hooks);
}

/** The list anew, as one job. */
export function makeList(): Promise<{ run: Run; newTasks: number } | undefined> {
  return runJob(
    'decide',
    () => t('today.jobDecide'),
    async (hooks) => {
      const made = await decideNow(hooks);
      await refreshSession();
      return made;
    },
  );
}

/** Whom these rules would pick, without writing anything. */
export async function tryPlaybook(playbook: Playbook, hooks: Hooks = {}): Promise<Run> {
  const { dataset, card } = session;
  if (!dataset || !card) throw new AppError('not-found');
  const { run } = await learnEngine.call(
    'decide',
    { datasetId: dataset.id, modelId: card.id, playbook, now: Date.now(), dryRun: true },
    hooks,
  );
  return run;
}
