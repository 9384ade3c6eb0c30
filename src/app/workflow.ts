/** The eight stages of the article's flow, and where the data at hand stands in each. */
import { count, compact } from '../i18n/format.ts';
import { lang, t } from '../i18n/t.svelte.ts';
import { linkTo } from './route.svelte.ts';
import { session } from './session.svelte.ts';
import { isWaiting } from '../agent/contact-history.ts';

export interface Stage {
  id: 'collect' | 'clean' | 'features' | 'train' | 'decide' | 'act' | 'feedback' | 'improve';
  label: string;
  state: 'done' | 'running' | 'needs' | 'none';
  detail?: string;
  href: string;
}

/** For `WorkflowStrip`; follows session and language when read in a template. */
export function workflowStages(now = Date.now()): Stage[] {
  const { dataset, card, run, job, tasks, outcomes } = session;
  const cleaned = dataset?.cleaning.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
  const waiting = tasks.filter((task) => isWaiting(task, now)).length;
  const marked = outcomes.filter(({ undone }) => !undone).length;
  const newOutcomes = Math.max(0, marked - (card?.outcomesUsed ?? 0));
  const language = lang();
  const stage = (id: Stage['id'], state: Stage['state'], href: string, detail?: string): Stage => ({
    id,
    label: t(`shell.stage-${id}`),
    state,
    href,
    detail,
  });
  const training = job?.kind === 'train' || (job?.kind === 'sample' && dataset !== undefined && card === undefined);
  const reading = job?.kind === 'sample' && dataset === undefined;

  return [
    stage(
      'collect',
      reading ? 'running' : dataset ? 'done' : 'needs',
      linkTo('data'),
      dataset && t('shell.stageRows', { n: compact(language, dataset.rowCount) }),
    ),
    stage('clean', dataset ? 'done' : 'none', linkTo('data'), dataset && t('shell.stageCleaned', { n: count(language, cleaned) })),
    stage('features', dataset ? 'done' : 'none', linkTo('data'), run && t('shell.stageFacts', { n: run.features.length })),
    stage(
      'train',
      training ? 'running' : card ? 'done' : dataset ? 'needs' : 'none',
      linkTo('model'),
      card && t(`today.algorithm-${card.algorithm}`),
    ),
    stage(
      'decide',
      job?.kind === 'decide' ? 'running' : run ? 'done' : card ? 'needs' : 'none',
      linkTo('playbook'),
      run && t('shell.stageScored', { n: compact(language, run.scored) }),
    ),
    stage('act', waiting > 0 ? 'needs' : run ? 'done' : 'none', linkTo('today'), run && t('shell.stageWaiting', { n: waiting })),
    stage('feedback', marked > 0 ? 'done' : 'none', linkTo('results'), marked > 0 ? t('shell.stageMarked', { n: marked }) : undefined),
    stage(
      'improve',
      newOutcomes >= 20 ? 'needs' : 'none',
      linkTo('results'),
      newOutcomes > 0 ? t('shell.stageNew', { n: newOutcomes }) : undefined,
    ),
  ];
}
