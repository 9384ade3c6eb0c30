/** What can be asked of a kept model beyond its card: each a call that may take a while and can be stopped. */
import type { FeatureSpec } from '../core/features.ts';
import type { ContactPlan } from '../insight/contact-plan.ts';
import type { FactCurve } from '../insight/fact-curve.ts';
import type { ModelRules } from '../insight/model-rules.ts';
import type { LearningCurve } from '../ml/learning-curve.ts';
import type { ContactTerms } from '../ml/profit-cut.ts';
import type { AskHooks } from './asked.svelte.ts';
import { learnEngine } from './engines.ts';
import { saveText } from './save-text.ts';

export function factCurve(modelId: string, feature: FeatureSpec, hooks: AskHooks): Promise<FactCurve> {
  return learnEngine.call('traceFact', { modelId, feature }, hooks);
}

export function modelRules(modelId: string, hooks: AskHooks): Promise<ModelRules> {
  return learnEngine.call('stateRules', { modelId }, hooks);
}

export function learningCurve(modelId: string, hooks: AskHooks): Promise<LearningCurve> {
  return learnEngine.call('learnFromFewer', { modelId }, hooks);
}

export function contactPlan(modelId: string, capacity: number, terms: ContactTerms | undefined, hooks: AskHooks): Promise<ContactPlan> {
  return learnEngine.call('planContacts', { modelId, capacity, ...(terms && { terms }) }, hooks);
}

/** The test customers as CSV: an exit, logged. `header`: words for number, name, what came, what was said. */
export async function saveHeldOut(modelId: string, fileName: string, header: readonly string[], hooks: AskHooks): Promise<void> {
  const { csv, rows } = await learnEngine.call('listHeldOut', { modelId, header: [...header] }, hooks);
  await saveText({ fileName, text: csv, type: 'text/csv;charset=utf-8', kind: 'csv', rows, columns: header });
}
