/** A message to one person, from the playbook's template. It is a draft: the person edits and sends it in a program of their own. */
import { fillTemplate, templateFor, type Draft, type DraftFacts } from '../agent/draft.ts';
import { eml } from '../agent/eml.ts';
import { mailto } from '../agent/mailto.ts';
import type { Playbook, Task, Template } from '../core/work.ts';
import type { Lang } from '../i18n/translate.ts';
import { logExit } from './exit-log.ts';
import { learnEngine } from './engines.ts';
import { pageStore } from './page-store.ts';
import { copyText, saveText } from './save-text.ts';
import { writableStore } from './session.svelte.ts';

export type { Draft };

const SHOP = 'shop-name';

/** How the shop signs its messages; empty until the person says so. */
export async function shopName(): Promise<string> {
  const stored = await (await pageStore()).get('setting', SHOP);
  return typeof stored?.value === 'string' ? stored.value : '';
}

export async function saveShopName(name: string): Promise<void> {
  await (await writableStore()).write([{ kind: 'setting', put: { id: SHOP, value: name.trim() } }]);
}

/** What they bought last, for {product}; customer tables and lists without products have none. */
export async function lastProduct(task: Task, modelId: string): Promise<string | undefined> {
  const { history } = await learnEngine.call('customer', { datasetId: task.datasetId, modelId, id: task.customerId });
  return history.find(({ product }) => product)?.product;
}

export async function makeDraft(task: Task, playbook: Playbook, lang: Lang, facts: { modelId: string; days?: number }): Promise<Draft> {
  const template = templateFor(playbook, task.templateId, lang) ?? playbook.templates[0];
  if (!template) return { subject: '', body: '' };
  const wantsProduct = `${template.subject}${template.body}`.includes('{product}');
  const product = wantsProduct ? await lastProduct(task, facts.modelId).catch(() => undefined) : undefined;
  return fillTemplate(template, { name: task.name, days: facts.days, product, shop: await shopName() });
}

/** undefined: too long for a mail link, only the file will do. */
export function mailLink(draft: Draft, task: Task): string | undefined {
  return mailto(draft, task.email);
}

/** Writes the exit down; the browser then follows the link. */
export async function logMailDraft(): Promise<void> {
  await logExit('mail-draft', 1, ['email', 'name']);
}

export async function downloadEml(draft: Draft, task: Task): Promise<void> {
  await saveText({
    fileName: `draft-${task.rank}.eml`,
    text: eml(draft, { name: task.name, email: task.email }, Date.now()),
    type: 'message/rfc822',
    kind: 'eml',
    rows: 1,
    columns: ['email', 'name'],
  });
}

export async function copyDraft(draft: Draft): Promise<void> {
  await copyText([draft.subject, draft.body].filter(Boolean).join('\n\n'), 1, ['name']);
}

/** How a template reads with these facts. */
export function previewDraft(template: Template, facts: DraftFacts): Draft {
  return fillTemplate(template, facts);
}
