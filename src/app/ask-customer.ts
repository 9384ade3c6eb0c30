/** The model in use asked about one customer by hand, about what would have to change, and about where a fact comes from. */
import { listCut } from '../agent/list-cut.ts';
import { AppError } from '../core/errors.ts';
import type { FeatureSpec } from '../core/features.ts';
import { lang } from '../i18n/t.svelte.ts';
import type { CustomerRow, LearnCalls } from '../rpc/protocol.ts';
import { learnEngine } from './engines.ts';
import { listCustomers } from './list-customers.ts';
import { session } from './session.svelte.ts';

export type AskForm = LearnCalls['askForm']['result'];
export type AskAnswer = LearnCalls['ask']['result'];

/** As many as can be chosen from at a glance. */
const MOST_OFFERED = 6;

function inUse(): { datasetId: string; modelId: string } {
  if (!session.dataset || !session.card) throw new AppError('not-found');
  return { datasetId: session.dataset.id, modelId: session.card.id };
}

/** Filled in with that customer; without an id with the typical one. Errors: `not-found`, `column-missing`. */
export function askForm(id?: string): Promise<AskForm> {
  return learnEngine.call('askForm', { ...inUse(), id });
}

/** Errors: `not-found`. */
export function ask({ start }: Pick<AskForm, 'start'>, answers: readonly string[]): Promise<AskAnswer> {
  // A list of a screen is a proxy, which does not cross to a worker.
  return learnEngine.call('ask', { modelId: inUse().modelId, start, answers: [...answers] });
}

export async function findCustomers(search: string): Promise<CustomerRow[]> {
  return (await listCustomers({ search, sort: 'name', descending: false }, 0, MOST_OFFERED)).rows;
}

/** null: nothing has a cut here. Errors: `not-found`, `column-missing`. */
export function whatWouldChange(id: string): Promise<LearnCalls['whatIf']['result']> {
  const run = session.run?.modelId === session.card?.id ? session.run : undefined;
  return learnEngine.call('whatIf', { ...inUse(), id, cut: listCut(session.playbook, run) });
}

/** Errors: `not-found`. */
export function sumOf(id: string, feature: FeatureSpec): Promise<LearnCalls['factSum']['result']> {
  if (!session.dataset) throw new AppError('not-found');
  return learnEngine.call('factSum', { datasetId: session.dataset.id, id, feature: plain(feature) });
}

function plain(feature: FeatureSpec): FeatureSpec {
  return 'link' in feature && feature.link ? { ...feature, link: { ...feature.link } } : { ...feature };
}

/** Facts in one sentence. */
export function listed(words: readonly string[]): string {
  return words.join(lang() === 'zh' ? '、' : ', ');
}
