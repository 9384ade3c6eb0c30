/**
 * The recipe of a kept dataset. A step that is taken back stays in sight, switched off, so that it can be put back:
 * the file's own chunks never change, cleaning is replayed on the way out.
 */
import type { Dataset } from '../core/dataset.ts';
import type { Step } from '../core/recipe.ts';
import type { JobProgress } from '../rpc/protocol.ts';
import { dataEngine } from './engines.ts';
import { pageStore } from './page-store.ts';

export interface RecipeLine {
  step: Step;
  on: boolean;
}

/** Two steps do the same to the same columns. */
export function sameStep(a: Step, b: Step): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function offSetting(datasetId: string): string {
  return `steps-off:${datasetId}`;
}

/** Steps in force, then those taken back. */
export async function recipeLines(dataset: Dataset): Promise<RecipeLine[]> {
  const stored = await (await pageStore()).get('setting', offSetting(dataset.id));
  // Written by `recook` below and by nothing else.
  const off = (stored?.value ?? []) as Step[];
  return [
    ...dataset.recipe.steps.map((step) => ({ step, on: true })),
    ...off.filter((step) => !dataset.recipe.steps.some((other) => sameStep(step, other))).map((step) => ({ step, on: false })),
  ];
}

/** Replays the dataset with the lines that are on. */
export async function recook(
  datasetId: string,
  lines: readonly RecipeLine[],
  hooks: { signal?: AbortSignal; onProgress?: (progress: JobProgress) => void } = {},
): Promise<Dataset> {
  const steps = lines.filter(({ on }) => on).map(({ step }) => step);
  const dataset = await dataEngine.call('recook', { datasetId, steps }, hooks);
  const off = lines.filter(({ on }) => !on).map(({ step }) => step);
  await (await pageStore()).write([{ kind: 'setting', put: { id: offSetting(datasetId), value: off } }]);
  return dataset;
}
