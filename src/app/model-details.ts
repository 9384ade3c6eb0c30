/** What a stored model consists of, for people: the facts it uses, a typical customer, and what was learned. */
import type { FeatureSpec } from '../core/features.ts';
import { holdsRows } from '../core/holds-rows.ts';
import { writeModel } from '../core/model-file.ts';
import { saveText } from './save-text.ts';
import { pageStore } from './page-store.ts';

export interface ModelDetails {
  /** Each fact with its value for a typical training customer, in real units. */
  facts: { feature: FeatureSpec; typical: number }[];
  /** It is made of rows of customers. */
  holdsRows: boolean;
}

export async function modelDetails(modelId: string): Promise<ModelDetails | undefined> {
  const stored = await (await pageStore()).get('model', modelId);
  if (!stored) return undefined;
  const facts = stored.encoder.features.map((feature, i) => ({ feature, typical: stored.typical[i] }));
  return { facts, holdsRows: holdsRows(stored) };
}

/** The model as a file that `bringModel` reads back. */
export async function saveModel(modelId: string, fileName: string): Promise<void> {
  const stored = await (await pageStore()).get('model', modelId);
  if (!stored) return;
  await saveText({ fileName, text: writeModel(stored), type: 'application/json', kind: 'model', rows: 0, columns: [] });
}
