/** A fault mended for good: its step goes into the recipe of the kept dataset, where it can be taken back like any other. */
import type { Dataset } from '../core/dataset.ts';
import type { Step } from '../core/recipe.ts';
import type { JobProgress } from '../rpc/protocol.ts';
import { recipeLines, recook, sameStep, type RecipeLine } from './clean-data.ts';

/** The order in which steps are suggested: each speaks of the rows that those before it leave. Others stand where the person put them. */
const ORDER: Partial<Record<Step['kind'], number>> = {
  trim: 0,
  'drop-totals': 1,
  'drop-duplicates': 2,
  'drop-unreadable': 3,
  'drop-missing': 4,
  'fill-missing': 5,
  'clip-outliers': 6,
};

/** The lines with this step in force: switched on where it was taken back, else in its place among the others. */
export function withStep(lines: readonly RecipeLine[], step: Step): RecipeLine[] {
  const known = lines.findIndex((line) => sameStep(line.step, step));
  if (known >= 0) return lines.map((line, i) => (i === known ? { ...line, on: true } : line));
  const later = lines.findIndex((line) => (ORDER[line.step.kind] ?? -1) > (ORDER[step.kind] ?? Infinity));
  const at = later < 0 ? lines.length : later;
  return [...lines.slice(0, at), { step, on: true }, ...lines.slice(at)];
}

/** Errors: `not-found`, `no-usable-rows`, `read-only-tab`, `cancelled`. */
export async function applyFix(
  dataset: Dataset,
  step: Step,
  hooks: { signal?: AbortSignal; onProgress?: (progress: JobProgress) => void } = {},
): Promise<{ undo: () => Promise<Dataset> }> {
  const before = await recipeLines(dataset);
  await recook(dataset.id, withStep(before, step), hooks);
  return { undo: () => recook(dataset.id, before) };
}
