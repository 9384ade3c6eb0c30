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

function settingOf(datasetId: string): string {
  return `recipe-lines:${datasetId}`;
}

export function stepsInForce(lines: readonly RecipeLine[]): Step[] {
  return lines.filter(({ on }) => on).map(({ step }) => step);
}

/** The lines with the step at `index` switched on or off; order stays, because later steps build on earlier ones. */
export function switched(lines: readonly RecipeLine[], index: number, on: boolean): RecipeLine[] {
  return lines.map((line, i) => (i === index ? { ...line, on } : line));
}

/** The steps in force, with those taken back in their places. */
export async function recipeLines(dataset: Dataset): Promise<RecipeLine[]> {
  const stored = await (await pageStore()).get('setting', settingOf(dataset.id));
  // Written by `rememberLines` below and by nothing else.
  const lines = (stored?.value ?? []) as RecipeLine[];
  const inForce = stepsInForce(lines);
  const stillTrue = inForce.length === dataset.recipe.steps.length && inForce.every((step, i) => sameStep(step, dataset.recipe.steps[i]));
  return stillTrue ? lines : dataset.recipe.steps.map((step) => ({ step, on: true }));
}

export async function rememberLines(datasetId: string, lines: readonly RecipeLine[]): Promise<void> {
  await (await pageStore()).write([{ kind: 'setting', put: { id: settingOf(datasetId), value: lines } }]);
}

/** Replays the dataset with the lines that are on. */
export async function recook(
  datasetId: string,
  lines: readonly RecipeLine[],
  hooks: { signal?: AbortSignal; onProgress?: (progress: JobProgress) => void } = {},
): Promise<Dataset> {
  const dataset = await dataEngine.call('recook', { datasetId, steps: stepsInForce(lines) }, hooks);
  await rememberLines(datasetId, lines);
  return dataset;
}
