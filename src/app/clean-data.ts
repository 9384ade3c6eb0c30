/**
 * The recipe as a list under change. A step that is taken back stays in sight, switched off, so that it can be put back:
 * the file's own chunks never change, cleaning is replayed on the way out.
 */
import type { Dataset } from '../core/dataset.ts';
import type { Step, StepEffect } from '../core/recipe.ts';
import type { JobProgress } from '../rpc/protocol.ts';
import { dataEngine } from './engines.ts';
import { pageStore } from './page-store.ts';

/** `step` is without `off`. */
export interface RecipeLine {
  step: Step;
  on: boolean;
}

/** Two steps do the same to the same columns, be they on or off. */
export function sameStep(a: Step, b: Step): boolean {
  return JSON.stringify(switchedOn(a)) === JSON.stringify(switchedOn(b));
}

function switchedOn({ off: _, ...step }: Step): Step {
  return step;
}

export function linesOf(steps: readonly Step[]): RecipeLine[] {
  return steps.map((step) => ({ step: switchedOn(step), on: !step.off }));
}

/** With those that are off, in their places. */
export function stepsOf(lines: readonly RecipeLine[]): Step[] {
  return lines.map(({ step, on }) => (on ? step : { ...step, off: true }));
}

/** The lines with the step at `index` switched on or off; order stays, because later steps build on earlier ones. */
export function switched(lines: readonly RecipeLine[], index: number, on: boolean): RecipeLine[] {
  return lines.map((line, i) => (i === index ? { ...line, on } : line));
}

export function moved(lines: readonly RecipeLine[], from: number, to: number): RecipeLine[] {
  const rest = lines.toSpliced(from, 1);
  return rest.toSpliced(to, 0, lines[from]);
}

export function removed(lines: readonly RecipeLine[], index: number): RecipeLine[] {
  return lines.toSpliced(index, 1);
}

/** At the end: it works on what the others leave. Gaps are filled last of all, and spellings are put right before that. */
export function added(lines: readonly RecipeLine[], step: Step): RecipeLine[] {
  const firstFill = lines.findIndex(({ step: { kind } }) => kind === 'fill-missing');
  const at = firstFill < 0 || step.kind === 'fill-missing' ? lines.length : firstFill;
  return lines.toSpliced(at, 0, { step, on: true });
}

export function changedAt(lines: readonly RecipeLine[], index: number, step: Step): RecipeLine[] {
  return lines.with(index, { ...lines[index], step });
}

/** Steps in force, and those taken back in their places. */
export async function recipeLines({ id, recipe }: Dataset): Promise<RecipeLine[]> {
  if (recipe.steps.some(({ off }) => off)) return linesOf(recipe.steps);
  const stored = await (await pageStore()).get('setting', `recipe-lines:${id}`);
  // Until steps could be off, those taken back were kept beside the dataset; nothing writes there any longer.
  const lines = (stored?.value ?? []) as RecipeLine[];
  const inForce = lines.filter(({ on }) => on);
  const stillTrue = inForce.length === recipe.steps.length && inForce.every(({ step }, i) => sameStep(step, recipe.steps[i]));
  return stillTrue ? lines : linesOf(recipe.steps);
}

/** Replays the dataset with the lines that are on. */
export function recook(
  datasetId: string,
  lines: readonly RecipeLine[],
  hooks: { signal?: AbortSignal; onProgress?: (progress: JobProgress) => void } = {},
): Promise<Dataset> {
  return dataEngine.call('recook', { datasetId, steps: stepsOf(lines) }, hooks);
}

/** What else could be mended. */
export function offeredFor(datasetId: string, hooks: { signal?: AbortSignal } = {}): Promise<StepEffect[]> {
  return dataEngine.call('offer', { datasetId }, hooks);
}
